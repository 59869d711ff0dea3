"""Forms of a meeting: when a council meets, another hour, another day, or not at all."""

from __future__ import annotations

from datetime import date

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import MeetingState, Rhythm
from plugins.council.pages.meeting_words import WEEKDAYS, hours, meeting_page, meeting_title
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import MEETING_RUN
from plugins.council.services.series import LONGEST_NAME, LONGEST_PLACE, MOST_EVERY

PLACES: tuple[Text, ...] = (_("The first"), _("The second"), _("The third"), _("The fourth"), _("The last"))
USUAL = (_("Welcome and apologies"), _("Declarations of interest"), _("Minutes of the last meeting"))
WHEN_WHERE: tuple[pages.Field, ...] = (
    pages.TimeField(
        name="starts_at",
        label=_("Starts at"),
        hint=_("By the prison's clock, for example 14:00."),
        argument="startsAt",
    ),
    pages.TimeField(name="ends_at", label=_("Ends at"), argument="endsAt"),
    pages.TextField(
        name="place", label=_("Place"), hint=_("For example: Library."), max_length=LONGEST_PLACE
    ),
)
STANDING = pages.TextArea(
    name="standing",
    label=_("What stands on every agenda?"),
    hint=_("One point on a line. News from staff and the next meeting come at the end by themselves."),
    max_length=2000,
    required=False,
)
COUNCIL = pages.RadioField(
    name="council",
    label=_("Which council?"),
    choices=lambda data, _request: tuple(
        pages.Choice(row["id"], row["name"]) for row in data["councilBodies"]["nodes"]
    ),
    argument="councilId",
)


def _only_council(data: pages.Data) -> dict[str, str]:
    rows = data["councilBodies"]["nodes"]
    return {"council": rows[0]["id"]} if len(rows) == 1 else {}


def _when_where(form: pages.Form) -> dict[str, object]:
    return {"startsAt": form["starts_at"], "endsAt": form["ends_at"], "place": form["place"]}


def _plan(form: pages.Form, _request: pages.PageRequest) -> pages.Variables:
    by_month = form["rhythm"] == Rhythm.MONTHS
    place = form["place_in_month"]
    return {
        "council": form["council"],
        "given": {
            "name": form["name"],
            "rhythm": form["rhythm"],
            "every": form["every"],
            "weekday": int(str(form["weekday"])),
            "placeInMonth": int(str(place)) if by_month and place else None,
            "standing": [line for line in str(form["standing"] or "").split("\n") if line.strip()],
            "firstOn": pages.iso_day(form["first_on"]),
            **_when_where(form),
        },
    }


START_SERIES = pages.FormPage(
    name="council.start_series",
    path="/council/meetings/series/add",
    title=_("When does the council meet?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["running"],
    mutation=DOCUMENTS["start_series"],
    fields=(
        COUNCIL,
        pages.TextField(
            name="name",
            label=_("Name of the meetings"),
            hint=_("For example: Monthly."),
            max_length=LONGEST_NAME,
        ),
        pages.RadioField(
            name="rhythm",
            label=_("How are they counted?"),
            choices=pages.each_of(Rhythm),
        ),
        pages.NumberField(
            name="every",
            label=_("Every how many months or weeks?"),
            hint=_("1 is every one."),
            least=1,
            most=MOST_EVERY,
        ),
        pages.SelectField(
            name="weekday",
            label=_("Day of the week"),
            choices=tuple(pages.Choice(str(number), label) for number, label in enumerate(WEEKDAYS)),
        ),
        pages.SelectField(
            name="place_in_month",
            label=_("Which one in the month?"),
            hint=_("Only where they are counted by the month."),
            choices=tuple(pages.Choice(str(number), label) for number, label in enumerate(PLACES, start=1)),
            required=False,
            argument="placeInMonth",
        ),
        *WHEN_WHERE,
        STANDING,
        pages.DateField(name="first_on", label=_("From which day on?"), argument="firstOn"),
    ),
    initial=lambda data, request: {
        **_only_council(data),
        "every": 1,
        "rhythm": Rhythm.MONTHS.value,
        "place_in_month": "1",
        "weekday": "3",
        "standing": "\n".join(str(one) for one in USUAL),
        "first_on": request.today,
    },
    arguments=_plan,
    success=lambda data, _request: pages.Outcome(
        pages.url("council.meetings"),
        translate("{name}: the meetings of the next half year are made.").format(
            name=data["councilStartSeries"]["name"]
        ),
    ),
    submit=_("Make the meetings"),
    back=lambda _data, _request: pages.url("council.meetings"),
)
ADD_MEETING = pages.FormPage(
    name="council.add_meeting",
    path="/council/meetings/add",
    title=_("Call another meeting"),
    permission=MEETING_RUN,
    document=DOCUMENTS["running"],
    mutation=DOCUMENTS["add_meeting"],
    fields=(COUNCIL, pages.DateField(name="on", label=_("On which day?")), *WHEN_WHERE),
    initial=lambda data, _request: _only_council(data),
    arguments=lambda form, _request: {
        "council": form["council"],
        "on": pages.iso_day(form["on"]),
        "given": _when_where(form),
    },
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilAddMeeting"]["id"]), translate("The meeting is planned.")
    ),
    submit=_("Call the meeting"),
    back=lambda _data, _request: pages.url("council.meetings"),
)


def _id(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["meeting_id"]}


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["councilMeeting"]
    return f"{meeting_title(row)}, {hours(row)}, {row['place']}"


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return meeting_page(data["councilMeeting"]["id"])


def _as_planned(data: pages.Data, _request: pages.PageRequest) -> dict[str, str | date]:
    row = data["councilMeeting"]
    return {"starts_at": row["startsAt"][:5], "ends_at": row["endsAt"][:5], "place": row["place"]}


CHANGE_MEETING = pages.FormPage(
    name="council.change_meeting",
    path="/council/meetings/{meeting_id:uuid}/change",
    title=_("Change hours or room"),
    permission=MEETING_RUN,
    document=DOCUMENTS["meeting_brief"],
    variables=_id,
    found="councilMeeting",
    lead=_lead,
    mutation=DOCUMENTS["change_meeting"],
    fields=WHEN_WHERE,
    initial=_as_planned,
    arguments=lambda form, request: {**_id(request), "given": _when_where(form)},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilChangeMeeting"]["id"]),
        translate("Changed. Calendars follow by themselves."),
    ),
    submit=_("Save"),
    back=_back,
)
POSTPONE = pages.FormPage(
    name="council.postpone",
    path="/council/meetings/{meeting_id:uuid}/postpone",
    title=_("Put it off to which day?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["meeting_brief"],
    variables=_id,
    found="councilMeeting",
    lead=_lead,
    mutation=DOCUMENTS["postpone_meeting"],
    fields=(
        pages.DateField(
            name="until",
            label=_("The day it is held instead"),
            hint=_("This meeting stays on record. Due dates of actions stay as they are."),
        ),
    ),
    arguments=lambda form, request: {**_id(request), "until": pages.iso_day(form["until"])},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilPostponeMeeting"]["id"]),
        translate("Put off. This is the meeting in its place; its agenda came along."),
    ),
    submit=_("Put it off"),
    back=_back,
)
CANCEL = pages.FormPage(
    name="council.cancel",
    path="/council/meetings/{meeting_id:uuid}/cancel",
    title=_("Who cancels the meeting?"),
    permission=MEETING_RUN,
    document=DOCUMENTS["meeting_brief"],
    variables=_id,
    found="councilMeeting",
    lead=_lead,
    mutation=DOCUMENTS["cancel_meeting"],
    fields=(
        pages.RadioField(
            name="state",
            label=_("It is cancelled by"),
            hint=_("It stays on record. What is open goes on to the next meeting."),
            choices=(
                pages.Choice(MeetingState.CANCELLED_PRISON.value, _("The prison")),
                pages.Choice(MeetingState.CANCELLED_COUNCIL.value, _("The council")),
            ),
        ),
    ),
    arguments=lambda form, request: {**_id(request), "state": form["state"]},
    success=lambda data, _request: pages.Outcome(
        meeting_page(data["councilCancelMeeting"]["id"]), translate("The meeting is cancelled.")
    ),
    submit=_("Cancel the meeting"),
    back=_back,
)
MEETING_FORMS = (START_SERIES, ADD_MEETING, CHANGE_MEETING, POSTPONE, CANCEL)
