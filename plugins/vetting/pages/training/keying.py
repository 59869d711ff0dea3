"""The attendance sheet: printed with large rows, and typed back in the same order with one key a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import BookingState, TrainingSessionState
from plugins.vetting.pages.training.answers import CAME, STAYED_AWAY, MarkField
from plugins.vetting.pages.training.booking import back_to_session, session_words, who_lacks_it
from plugins.vetting.pages.training.session import hours, sheet_rows
from plugins.vetting.pages.words import DOCUMENTS
from plugins.vetting.permissions import TRAINING_READ, TRAINING_RECORD
from plugins.vetting.reports.attendance import BLANK_LINES

MARK = "mark_"
KEYS = {BookingState.ATTENDED: CAME, BookingState.DID_NOT_ATTEND: STAYED_AWAY}
CAME_BY_KEY = {CAME: True, STAYED_AWAY: False, None: None}


def _rows(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Field]:
    return [
        MarkField(
            name=f"{MARK}{row['id']}",
            label=f"{row['code']} · {row['personName']}",
            hint=row["partnerName"] or "",
            argument=f"marks.{row['id']}",
            max_length=10,
            width="2",
            autocomplete="off",
            required=False,
        )
        for row in sheet_rows(data["vettingTrainingSession"])
    ]


def _typed(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    rows = sheet_rows(data["vettingTrainingSession"])
    return {f"{MARK}{row['id']}": KEYS.get(BookingState(row["state"])) for row in rows}


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    if not sheet_rows(data["vettingTrainingSession"]):
        return session_words(data) + ". " + translate("Nobody was booked. Add those who walked in.")
    keys = translate("Type a for attended, n for not attended; leave blank what the sheet does not say.")
    return f"{session_words(data)}. {keys}"


def _marks(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    marks = [
        {"bookingId": name.removeprefix(MARK), "came": CAME_BY_KEY[str(key) if key else None]}
        for name, key in form.items()
        if name.startswith(MARK)
    ]
    return {"trainingSessionId": request.path["training_session_id"], "marks": marks}


def _keyed(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    states = [row["state"] for row in data["vettingKeyAttendance"]["bookings"]]
    said = translate("The sheet is typed in: {came} attended, {away} did not.")
    return pages.Outcome(
        pages.url("vetting.training_session", training_session_id=request.path["training_session_id"]),
        said.format(came=states.count(BookingState.ATTENDED), away=states.count(BookingState.DID_NOT_ATTEND)),
    )


KEY = pages.FormPage(
    name="vetting.key_attendance",
    path="/training/sessions/{training_session_id:uuid}/attendance",
    title=_("Type the attendance sheet in"),
    permission=TRAINING_RECORD,
    document=DOCUMENTS["training_session"],
    variables=lambda request: {"id": request.path["training_session_id"]},
    found="vettingTrainingSession",
    lead=_lead,
    mutation=DOCUMENTS["key_attendance"],
    more_fields=_rows,
    initial=_typed,
    arguments=_marks,
    success=_keyed,
    submit=_("Record this sheet"),
    back=back_to_session,
    dense=True,
    template="vetting/keying.html",
)
WALK_IN = pages.FormPage(
    name="vetting.walk_in",
    path="/training/sessions/{training_session_id:uuid}/walk-in",
    title=_("Add somebody who walked in"),
    permission=TRAINING_RECORD,
    document=DOCUMENTS["training_walk_in"],
    variables=lambda request: {"id": request.path["training_session_id"]},
    found="vettingTrainingSession",
    lead=lambda data, _request: session_words(data),
    mutation=DOCUMENTS["record_walk_in"],
    fields=(
        pages.SelectField(
            name="person",
            label=_("Who came?"),
            argument="personId",
            hint=_("Those who lack this training. For anybody else, record it on their own page."),
            choices=lambda data, _request: who_lacks_it(data),
        ),
    ),
    arguments=lambda form, request: {
        "trainingSessionId": request.path["training_session_id"],
        "personId": form["person"],
    },
    success=lambda data, request: pages.Outcome(
        pages.url("vetting.training_session", training_session_id=request.path["training_session_id"]),
        translate("{name} attended.").format(name=data["vettingRecordWalkIn"]["personName"]),
    ),
    submit=_("Record that they attended"),
    back=back_to_session,
)


def _sheet(data: pages.Data, _request: pages.PageRequest) -> Mapping[str, Any]:
    held = data["vettingTrainingSession"]
    return {"held": held, "hours": hours(held), "rows": sheet_rows(held), "blank_rows": BLANK_LINES}


def _printed(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    made = pages.url("core.report", report_id=data["vettingPrintAttendanceSheet"]["reportId"])
    return pages.Outcome(made, translate("The sheet is being made."))


SHEET = pages.RecordPage(
    name="vetting.attendance_sheet",
    path="/training/sessions/{training_session_id:uuid}/sheet",
    title=_("Attendance sheet"),
    permission=TRAINING_READ,
    document=DOCUMENTS["training_session"],
    variables=lambda request: {"id": request.path["training_session_id"]},
    record=lambda data, _request: pages.Record(
        title=translate("Attendance sheet: {course}").format(
            course=data["vettingTrainingSession"]["courseTitle"]
        ),
        caption=session_words(data),
        back=pages.url("vetting.training_session", training_session_id=data["vettingTrainingSession"]["id"]),
        back_label=data["vettingTrainingSession"]["courseTitle"],
    ),
    present=_sheet,
    found="vettingTrainingSession",
    template="vetting/attendance_sheet.html",
    actions=(
        pages.Action(
            name="print",
            label=_("Make the PDF to print"),
            permission=TRAINING_RECORD,
            mutation=DOCUMENTS["print_attendance_sheet"],
            variables=lambda request: {"trainingSessionId": request.path["training_session_id"]},
            success=_printed,
            offered=lambda data, _request: (
                data["vettingTrainingSession"]["state"] != TrainingSessionState.CANCELLED
            ),
        ),
    ),
)
