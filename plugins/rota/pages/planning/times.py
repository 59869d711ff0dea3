"""Forms for regular times: planned, changed, ended."""

from __future__ import annotations

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.rota.pages.planning.questions import (
    NEW,
    WEEKLY,
    back_to_service,
    of_service,
    timing_answers,
    weekly_given,
)
from plugins.rota.pages.words import DOCUMENTS, day, weekly
from plugins.rota.permissions import SESSION_CHANGE

ADD_TIME = pages.FormPage(
    name="rota.add_time",
    path="/rota/services/{service_id:uuid}/times/add",
    title=_("Plan a regular time"),
    permission=SESSION_CHANGE,
    document=DOCUMENTS["service_brief"],
    variables=lambda request: {"id": request.path["service_id"]},
    found="service",
    lead=of_service,
    mutation=DOCUMENTS["add_pattern"],
    fields=WEEKLY,
    initial=lambda _data, request: NEW | {"first_on": request.today},
    arguments=lambda form, request: {"id": request.path["service_id"], "given": weekly_given(form)},
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.time", pattern_id=data["rotaAddPattern"]["id"]),
        translate("Planned. The sessions of the next 12 weeks are on the rota. Say who comes next."),
    ),
    submit=_("Plan this time"),
    back=back_to_service,
)


def _time_answers(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    row = data["rotaPattern"]
    return timing_answers(row) | {
        "weekday": str(row["weekday"]),
        "every_weeks": row["everyWeeks"],
        "first_on": day(row["firstOn"]),
        "last_on": day(row["lastOn"]) if row["lastOn"] else None,
    }


def _of_time(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["rotaPattern"]
    return f"{row['serviceName']} · {weekly(row)}"


def back_to_time(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
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
    arguments=lambda form, request: {"id": request.path["pattern_id"], "given": weekly_given(form)},
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.time", pattern_id=data["rotaChangePattern"]["id"]),
        translate("Changed. The sessions from tomorrow on follow."),
    ),
    submit=_("Change this time"),
    back=back_to_time,
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
    arguments=lambda form, request: {
        "id": request.path["pattern_id"],
        "lastOn": pages.iso_day(form["last_on"]),
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("rota.time", pattern_id=data["rotaEndPattern"]["id"]),
        translate("It ends on {day}.").format(day=long_date(day(data["rotaEndPattern"]["lastOn"]))),
    ),
    submit=_("End it"),
    back=back_to_time,
)
TIMES = (ADD_TIME, CHANGE_TIME, END_TIME)
