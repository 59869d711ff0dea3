"""Hours lost as a report: charts by month and cause, tables by service and wing, volunteers' own beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Text, Viewer, calendar_now, now, reports, today, translate
from core.sdk import lazy_gettext as _
from plugins.rota.gate_queries import lost_time
from plugins.rota.rules.gate_hours import (
    MINUTES_AN_HOUR,
    HoursLost,
    Share,
    hours_lost,
    hours_words,
    month_words,
    months_between,
    period_until,
)

NOTES = (
    _("Management information for the prison's own use. These are not official statistics."),
    _("Hours of people: a session of two hours to which three could not come is six hours lost."),
    _(
        "What organisations and their people did, such as not coming, stands beside: "
        "it is in no total of the prison."
    ),
)
NOTHING = _("No time was recorded as lost.")


async def build_hours_lost(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the report of the months asked for, or of the last twelve."""
    first, last = _period(parameters)
    rows = await lost_time(session, first, last)
    prison, others = hours_lost(rows, by_prison=True), hours_lost(rows, by_prison=False)
    moment = now()
    return reports.ReportDocument(
        title=_("Hours lost"),
        prison_name=await reports.prison_name(session, viewer),
        prison_code=viewer.tenant_code or "",
        as_at=calendar_now(),
        produced_at=moment,
        produced_by=viewer.name,
        classification=reports.Classification.OFFICIAL,
        key_numbers=(
            reports.KeyNumber(prison.minutes // MINUTES_AN_HOUR, _("hours lost by the prison's causes")),
            reports.KeyNumber(others.minutes // MINUTES_AN_HOUR, _("hours lost on the organisations' side")),
        ),
        summary=tuple(_summary(prison, others, first, last)),
        sections=(
            reports.Section(_("Month by month"), (_by_month(prison, first, last),)),
            reports.Section(_("By cause"), (_figure(prison.by_cause, _("Cause"), _("Lost by cause")),)),
            reports.Section(
                _("By service"), (_table(prison.by_service, _("Service"), _("Lost by service")),)
            ),
            reports.Section(_("By wing"), (_table(prison.by_wing, _("Wing"), _("Lost by wing")),)),
            reports.Section(
                _("Beside it: the organisations' side"),
                (_table(others.by_cause, _("Cause"), _("Lost on the organisations' side, by cause")),),
            ),
        ),
        notes=NOTES,
    )


def _period(parameters: Mapping[str, Any]) -> tuple[date, date]:
    if {"first", "last"} <= parameters.keys():
        return date.fromisoformat(str(parameters["first"])), date.fromisoformat(str(parameters["last"]))
    return period_until(today())


def _summary(prison: HoursLost, others: HoursLost, first: date, last: date) -> list[str]:
    said = translate("From {first} to {last} the prison's causes cost {hours}.")
    lines = [said.format(first=month_words(first), last=month_words(last), hours=hours_words(prison.minutes))]
    if prison.by_cause:
        worst = prison.by_cause[0]
        said = translate("The largest cause was: {cause}, {hours}.")
        lines.append(said.format(cause=worst.label, hours=hours_words(worst.minutes)))
    said = translate(
        "Beside it, people who did not come and sessions their organisations cancelled cost {hours}."
    )
    return [*lines, said.format(hours=hours_words(others.minutes))]


def _by_month(prison: HoursLost, first: date, last: date) -> reports.Figure:
    known = {share.key: share.minutes for share in prison.by_month}
    months = [
        Share(month.isoformat(), month_words(month), known.get(month.isoformat(), 0))
        for month in months_between(first, last)
    ]
    return _figure(months, _("Month"), _("Lost by month"))


def _figure(shares: Sequence[Share], heading: Text, caption: Text) -> reports.Figure:
    worst = max(shares, key=lambda share: share.minutes, default=Share("", "", 0))
    said = translate("Most was lost under: {what}, {hours}.")
    summary = (
        said.format(what=worst.label, hours=hours_words(worst.minutes))
        if worst and worst.minutes
        else NOTHING
    )
    return reports.Figure(
        chart=reports.BarChart(values=(1,), axis=_("Hours lost")),
        table=_table(shares, heading, caption),
        summary=summary,
    )


def _table(shares: Sequence[Share], heading: Text, caption: Text) -> reports.Table:
    total = sum(share.minutes for share in shares)
    return reports.Table(
        caption=caption,
        columns=(
            reports.Column(heading),
            reports.Column(_("Hours"), reports.Kind.DECIMAL),
            reports.Column(_("Hours and minutes")),
        ),
        rows=[(share.label, _hours(share.minutes), hours_words(share.minutes)) for share in shares],
        total=(translate("All"), _hours(total), hours_words(total)),
        empty=NOTHING,
    )


def _hours(minutes: int) -> Decimal:
    return Decimal(minutes) / MINUTES_AN_HOUR
