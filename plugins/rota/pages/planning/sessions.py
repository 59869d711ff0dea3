"""Forms for one session: planned, changed, cancelled, recorded."""

from __future__ import annotations

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.rota.enums import CANCELLED, OUTCOME_LABELS, SessionOutcome
from plugins.rota.pages.planning.questions import (
    HELD_ON,
    NEW,
    TIMING,
    back_to_service,
    of_service,
    timing_answers,
    timing_given,
)
from plugins.rota.pages.words import DOCUMENTS, day, hours, weekday_and_day
from plugins.rota.permissions import SESSION_CHANGE

ADD_SESSION = pages.FormPage(
    name="rota.add_session",
    path="/rota/services/{service_id:uuid}/sessions/add",
    title=_("Plan one session"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["service_brief"],
    variables=lambda request: {"id": request.path["service_id"]},
    found="service",
    lead=of_service,
    mutation=DOCUMENTS["add_session"],
    fields=(HELD_ON, *TIMING),
    initial=lambda _data, _request: NEW,
    arguments=lambda form, request: {
        "id": request.path["service_id"],
        "heldOn": pages.iso_day(form["held_on"]),
        "timing": timing_given(form),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaAddSession"]["id"]),
        translate("Planned. Say who comes next."),
    ),
    submit=_("Plan this session"),
    back=back_to_service,
)


def of_session(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["rotaSession"]
    return f"{row['serviceName']} · {weekday_and_day(row['heldOn'])}, {hours(row)}"


def back_to_session(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("rota.session", session_id=data["rotaSession"]["id"])


CHANGE_SESSION = pages.FormPage(
    name="rota.change_session",
    path="/rota/sessions/{session_id:uuid}/change",
    title=_("Change this session"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["session_brief"],
    variables=lambda request: {"id": request.path["session_id"]},
    found="rotaSession",
    lead=lambda data, request: translate(
        "{session}. Only this one changes; it no longer follows its regular time."
    ).format(session=of_session(data, request)),
    mutation=DOCUMENTS["change_session"],
    fields=(HELD_ON, *TIMING),
    initial=lambda data, _request: (
        timing_answers(data["rotaSession"]) | {"held_on": day(data["rotaSession"]["heldOn"])}
    ),
    arguments=lambda form, request: {
        "id": request.path["session_id"],
        "heldOn": pages.iso_day(form["held_on"]),
        "timing": timing_given(form),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaChangeSession"]["id"]),
        translate("The session was changed."),
    ),
    submit=_("Change this session"),
    back=back_to_session,
)
CANCEL_SESSION = pages.FormPage(
    name="rota.cancel_session",
    path="/rota/sessions/{session_id:uuid}/cancel",
    title=_("Cancel this session"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["session_brief"],
    variables=lambda request: {"id": request.path["session_id"]},
    found="rotaSession",
    lead=of_session,
    mutation=DOCUMENTS["cancel_session"],
    fields=(
        pages.RadioField(
            name="outcome",
            label=_("Who cancels it?"),
            choices=tuple(
                pages.Choice(code.value, OUTCOME_LABELS[code]) for code in SessionOutcome if code in CANCELLED
            ),
        ),
    ),
    arguments=lambda form, request: {"id": request.path["session_id"], "outcome": form["outcome"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaCancelSession"]["id"]),
        translate("The session is cancelled: nobody is expected."),
    ),
    submit=_("Cancel the session"),
    back=back_to_session,
)
RECORD_SESSION = pages.FormPage(
    name="rota.record_session",
    path="/rota/sessions/{session_id:uuid}/record",
    title=_("What became of this session?"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["session_brief"],
    variables=lambda request: {"id": request.path["session_id"]},
    found="rotaSession",
    lead=of_session,
    mutation=DOCUMENTS["record_session"],
    fields=(
        pages.RadioField(
            name="outcome",
            label=_("What became of it?"),
            choices=tuple(pages.Choice(code.value, label) for code, label in OUTCOME_LABELS.items()),
        ),
        pages.NumberField(
            name="attendance",
            label=_("How many people in prison took part?"),
            hint=_("A number, no names. Leave it empty if nobody counted."),
            required=False,
            most=5000,
        ),
    ),
    initial=lambda data, _request: {
        "outcome": data["rotaSession"]["outcome"],
        "attendance": data["rotaSession"]["attendance"],
    },
    arguments=lambda form, request: {
        "given": {
            "sessionId": request.path["session_id"],
            "outcome": form["outcome"],
            "attendance": form["attendance"],
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaRecordSession"]["id"]), translate("Recorded.")
    ),
    submit=_("Record it"),
    back=back_to_session,
)
SESSIONS = (ADD_SESSION, CHANGE_SESSION, CANCEL_SESSION, RECORD_SESSION)
