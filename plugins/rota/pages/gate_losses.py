"""The rows behind "Hours lost", and the forms that record time lost by hand and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.rota.enums import FrictionCause
from plugins.rota.pages.gate_hours import BY_ORGANISATIONS, BY_PRISON, NO_WING, WHOLE, month_of
from plugins.rota.pages.gate_words import DOCUMENTS, day_asked, day_page
from plugins.rota.permissions import GATE_READ, GATE_RECORD
from plugins.rota.rules.gate_hours import hours_words, month_words, months_between, period_until


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["rotaFrictions"]["totalCount"]
    return translate_plural("{count} record of lost time.", "{count} records of lost time.", count).format(
        count=count
    )


ONE_DAY = timedelta(days=1)


def _when(values: tuple[str, ...], request: pages.PageRequest) -> pages.Condition:
    if values[0] == WHOLE:
        first, last = period_until(request.today)
        return {"happenedOn": {"gte": first.isoformat(), "lt": (last + ONE_DAY).isoformat()}}
    first, after = month_of(values[0])
    return {"happenedOn": {"gte": first.isoformat(), "lt": after.isoformat()}}


def _whens(_data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Choice]:
    months = months_between(*period_until(request.today))
    found = [pages.Choice(month.isoformat()[:7], month_words(month)) for month in reversed(months)]
    return [pages.Choice(WHOLE, _("The last twelve months")), *found]


def _services(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    return [pages.Choice(one["id"], one["name"]) for one in data["services"]["nodes"]]


def _wing(values: tuple[str, ...], _request: pages.PageRequest) -> pages.Condition:
    return {"wings": {"eq": "" if values[0] == NO_WING else values[0]}}


def _cause(row: pages.Row) -> pages.Link | pages.Words:
    label = FrictionCause(row["cause"]).label
    if row["isDerived"]:
        return pages.Words(label, hint=_("From the sign-in sheet"))
    return pages.Link(label, pages.url("rota.remove_loss", friction_id=row["id"]), hint=_("Recorded by hand"))


LOSSES = pages.ListPage(
    name="rota.losses",
    path="/hours-lost/records",
    title=_("Which time was lost?"),
    permission=GATE_READ,
    document=DOCUMENTS["frictions"],
    connection="rotaFrictions",
    summary=_summary,
    empty=_("Nothing was recorded as lost. It follows from the sign-in sheets that are typed back."),
    columns=(
        pages.Column(
            heading=_("Service"),
            cell=lambda row, _request: pages.Words(row["serviceName"], hint=row["partnerName"]),
            sort="serviceName",
        ),
        pages.Column(
            heading=_("Day"),
            cell=lambda row, _request: pages.Link(
                pages.long_date(date.fromisoformat(row["happenedOn"])),
                day_page(date.fromisoformat(row["happenedOn"])),
            ),
            sort="happenedOn",
        ),
        pages.Column(heading=_("Cause"), cell=lambda row, _request: _cause(row)),
        pages.Column(heading=_("Wings"), cell=lambda row, _request: pages.Words(row["wings"])),
        pages.Column(
            heading=_("People"), cell=lambda row, _request: pages.Number(row["peopleAffected"]), numeric=True
        ),
        pages.Column(
            heading=_("Minutes of each"),
            cell=lambda row, _request: pages.Number(row["minutesLost"]),
            sort="minutesLost",
            numeric=True,
        ),
        pages.Column(
            heading=_("Lost"), cell=lambda row, _request: pages.Words(hours_words(row["personMinutes"]))
        ),
    ),
    filters=(
        pages.any_of("cause", _("Cause"), "cause", pages.each_of(FrictionCause)),
        pages.Filter(name="when", label=_("When"), kind="one", choices=_whens, condition=_when),
        pages.Filter(
            name="service",
            label=_("Service"),
            kind="one",
            choices=_services,
            condition=lambda values, _request: {"serviceId": {"eq": values[0]}},
        ),
        pages.Filter(name="wing", label=_("Wings, as the service names them"), kind="text", condition=_wing),
        pages.Filter(
            name="side",
            label=_("Whose side"),
            kind="one",
            choices=(
                pages.Choice(BY_PRISON, _("The prison's causes")),
                pages.Choice(BY_ORGANISATIONS, _("The organisations' side")),
            ),
            condition=lambda values, _request: {"isByPrison": {"eq": values[0] == BY_PRISON}},
        ),
    ),
    default_order=(pages.Order("happenedOn", descending=True),),
    back=lambda _data, _request: pages.url("rota.hours_lost"),
)


def _sessions(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    return [
        pages.Choice(one["id"], f"{one['startsAt']} {one['service']}", one["entrance"])
        for one in data["rotaSheet"]["sessions"]
    ]


def _recorded(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    made = data["rotaRecordLoss"]
    sentence = translate("{hours} lost were recorded for {service}.")
    said = sentence.format(hours=hours_words(made["personMinutes"]), service=made["serviceName"])
    return pages.Outcome(day_page(date.fromisoformat(made["happenedOn"])), said)


RECORD_LOSS = pages.FormPage(
    name="rota.record_loss",
    path="/gate/{on:date}/lost-time/add",
    title=_("Record time that was lost"),
    permission=GATE_RECORD,
    document=DOCUMENTS["loss_at"],
    variables=lambda request: {"on": day_asked(request).isoformat()},
    found="rotaSheet",
    lead=lambda data, _request: translate(
        "On {day}. What the sign-in sheet and the session's outcome tell is counted already."
    ).format(day=pages.weekday_date(date.fromisoformat(data["rotaSheet"]["on"]))),
    mutation=DOCUMENTS["record_loss"],
    fields=(
        pages.RadioField(
            name="session", label=_("At which session?"), argument="sessionId", choices=_sessions
        ),
        pages.RadioField(
            name="cause",
            label=_("By which cause?"),
            choices=pages.each_of(FrictionCause),
        ),
        pages.NumberField(name="minutes", label=_("Minutes lost by each person"), least=1, most=1440),
        pages.NumberField(name="people", label=_("How many people were affected?"), least=1, most=500),
    ),
    arguments=lambda form, _request: {
        "given": {
            "sessionId": form["session"],
            "cause": form["cause"],
            "minutes": form["minutes"],
            "people": form["people"],
        }
    },
    success=_recorded,
    submit=_("Record it"),
    back=lambda data, _request: day_page(date.fromisoformat(data["rotaSheet"]["on"])),
)


def _of_loss(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["rotaFriction"]
    cause, day = FrictionCause(row["cause"]).label, pages.long_date(date.fromisoformat(row["happenedOn"]))
    minutes = hours_words(row["minutesLost"] * row["peopleAffected"])
    return f"{row['serviceName']} · {day} · {cause} · {minutes}"


REMOVE_LOSS = pages.FormPage(
    name="rota.remove_loss",
    path="/hours-lost/records/{friction_id:uuid}/remove",
    title=_("Take back this record of lost time?"),
    permission=GATE_RECORD,
    document=DOCUMENTS["friction"],
    variables=lambda request: {"id": request.path["friction_id"]},
    found="rotaFriction",
    lead=_of_loss,
    mutation=DOCUMENTS["remove_loss"],
    arguments=lambda _form, request: {"id": request.path["friction_id"]},
    success=lambda _data, _request: pages.Outcome(
        pages.url("rota.losses"), translate("The record was taken back.")
    ),
    submit=_("Take it back"),
    back=lambda _data, _request: pages.url("rota.losses"),
)
