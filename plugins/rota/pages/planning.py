"""Forms that say when sessions take place: regular times and single sessions."""

from __future__ import annotations

from datetime import date

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.rota.enums import CANCELLED, OUTCOME_LABELS, SessionOutcome
from plugins.rota.pages.words import (
    DOCUMENTS,
    WEEKDAYS,
    TimeField,
    clock,
    day,
    hours,
    iso,
    weekday_and_day,
    weekly,
)
from plugins.rota.permissions import SESSION_CHANGE

TIMING: tuple[pages.Field, ...] = (
    TimeField(
        name="starts_at",
        label=_("Starts at"),
        hint=_("By the prison's clock, for example 14:00."),
        width="5",
        argument="startsAt",
    ),
    TimeField(name="ends_at", label=_("Ends at"), width="5", argument="endsAt"),
    pages.TextField(name="place", label=_("Place"), hint=_("For example: Chapel, or A wing."), max_length=80),
    pages.TextField(name="entrance", label=_("Entrance"), max_length=80),
    pages.NumberField(
        name="minimum_cover",
        label=_("How many people have to come?"),
        hint=_("With fewer, the session counts as below cover."),
        least=1,
        most=100,
        argument="minimumCover",
    ),
    pages.CheckboxField(
        name="escort_needed",
        label=_("They need an escort, whoever comes"),
        required=False,
        argument="escortNeeded",
    ),
)
HELD_ON = pages.DateField(name="held_on", label=_("Day"), argument="heldOn")
WEEKLY: tuple[pages.Field, ...] = (
    pages.SelectField(
        name="weekday",
        label=_("Day of the week"),
        choices=tuple(pages.Choice(str(number), label) for number, label in enumerate(WEEKDAYS)),
    ),
    pages.NumberField(
        name="every_weeks",
        label=_("Every how many weeks?"),
        hint=_("1 is every week. Counted from the week of the first day."),
        least=1,
        most=8,
        argument="everyWeeks",
    ),
    *TIMING,
    pages.DateField(name="first_on", label=_("First day"), argument="firstOn"),
    pages.DateField(
        name="last_on",
        label=_("Last day"),
        hint=_("Leave it empty while no end is known."),
        required=False,
        argument="lastOn",
    ),
)
NEW: dict[str, str | int | date | bool] = {"entrance": "Main gate", "minimum_cover": 1, "every_weeks": 1}


def _timing(form: pages.Form) -> pages.Variables:
    return {
        "startsAt": form["starts_at"],
        "endsAt": form["ends_at"],
        "place": form["place"],
        "entrance": form["entrance"],
        "minimumCover": form["minimum_cover"],
        "escortNeeded": bool(form["escort_needed"]),
    }


def _weekly(form: pages.Form) -> pages.Variables:
    return {
        "weekday": int(str(form["weekday"])),
        "everyWeeks": form["every_weeks"],
        "firstOn": iso(form["first_on"]),
        "lastOn": iso(form["last_on"]),
        "timing": _timing(form),
    }


def _as_timing(row: pages.Row) -> dict[str, str | int | bool]:
    return {
        "starts_at": clock(row["startsAt"]),
        "ends_at": clock(row["endsAt"]),
        "place": row["place"],
        "entrance": row["entrance"],
        "minimum_cover": row["minimumCover"],
        "escort_needed": row["escortNeeded"],
    }


def _of_service(data: pages.Data, _request: pages.PageRequest) -> Text:
    return f"{data['service']['name']} · {data['service']['partnerName']}"


def _back_to_service(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("rota.service", service_id=data["service"]["id"])


ADD_TIME = pages.FormPage(
    name="rota.add_time",
    path="/rota/services/{service_id:uuid}/times/add",
    title=_("Plan a regular time"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["service_brief"],
    variables=lambda request: {"id": request.path["service_id"]},
    found="service",
    lead=_of_service,
    mutation=DOCUMENTS["add_pattern"],
    fields=WEEKLY,
    initial=lambda _data, request: NEW | {"first_on": request.today},
    arguments=lambda form, request: {"id": request.path["service_id"], "given": _weekly(form)},
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.time", pattern_id=data["rotaAddPattern"]["id"]),
        translate("Planned. The sessions of the next 12 weeks are on the rota. Say who comes next."),
    ),
    submit=_("Plan this time"),
    back=_back_to_service,
)


def _time_answers(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    row = data["rotaPattern"]
    return _as_timing(row) | {
        "weekday": str(row["weekday"]),
        "every_weeks": row["everyWeeks"],
        "first_on": day(row["firstOn"]),
        "last_on": day(row["lastOn"]) if row["lastOn"] else None,
    }


def _of_time(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["rotaPattern"]
    return f"{row['serviceName']} · {weekly(row)}"


def _back_to_time(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("rota.time", pattern_id=data["rotaPattern"]["id"])


CHANGE_TIME = pages.FormPage(
    name="rota.change_time",
    path="/rota/times/{pattern_id:uuid}/change",
    title=_("Change this regular time"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["time"],
    variables=lambda request: {"id": request.path["pattern_id"]},
    found="rotaPattern",
    lead=lambda data, request: translate(
        "{time}. Sessions from tomorrow on follow; those that were recorded, cancelled or changed stay."
    ).format(time=_of_time(data, request)),
    mutation=DOCUMENTS["change_pattern"],
    fields=WEEKLY,
    initial=_time_answers,
    arguments=lambda form, request: {"id": request.path["pattern_id"], "given": _weekly(form)},
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.time", pattern_id=data["rotaChangePattern"]["id"]),
        translate("Changed. The sessions from tomorrow on follow."),
    ),
    submit=_("Change this time"),
    back=_back_to_time,
)
END_TIME = pages.FormPage(
    name="rota.end_time",
    path="/rota/times/{pattern_id:uuid}/end",
    title=_("End this regular time"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["time"],
    variables=lambda request: {"id": request.path["pattern_id"]},
    found="rotaPattern",
    lead=_of_time,
    mutation=DOCUMENTS["end_pattern"],
    fields=(
        pages.DateField(
            name="last_on",
            label=_("Last day"),
            hint=_("Sessions after it go from the rota."),
            argument="lastOn",
        ),
    ),
    arguments=lambda form, request: {"id": request.path["pattern_id"], "lastOn": iso(form["last_on"])},
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.time", pattern_id=data["rotaEndPattern"]["id"]),
        translate("It ends on {day}.").format(day=long_date(day(data["rotaEndPattern"]["lastOn"]))),
    ),
    submit=_("End it"),
    back=_back_to_time,
)
ADD_SESSION = pages.FormPage(
    name="rota.add_session",
    path="/rota/services/{service_id:uuid}/sessions/add",
    title=_("Plan one session"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["service_brief"],
    variables=lambda request: {"id": request.path["service_id"]},
    found="service",
    lead=_of_service,
    mutation=DOCUMENTS["add_session"],
    fields=(HELD_ON, *TIMING),
    initial=lambda _data, _request: NEW,
    arguments=lambda form, request: {
        "id": request.path["service_id"],
        "heldOn": iso(form["held_on"]),
        "timing": _timing(form),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.session", session_id=data["rotaAddSession"]["id"]),
        translate("Planned. Say who comes next."),
    ),
    submit=_("Plan this session"),
    back=_back_to_service,
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
        _as_timing(data["rotaSession"]) | {"held_on": day(data["rotaSession"]["heldOn"])}
    ),
    arguments=lambda form, request: {
        "id": request.path["session_id"],
        "heldOn": iso(form["held_on"]),
        "timing": _timing(form),
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
PLANNING = (ADD_TIME, CHANGE_TIME, END_TIME, ADD_SESSION, CHANGE_SESSION, CANCEL_SESSION, RECORD_SESSION)
