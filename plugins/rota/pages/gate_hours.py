"""The page "Hours lost": the last twelve months by cause, service, wing and month; each sum is a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.rota.pages.gate_words import DOCUMENTS
from plugins.rota.permissions import GATE_READ
from plugins.rota.rules.gate_hours import hours_words, month_words, months_between, period_until

BY_PRISON, BY_ORGANISATIONS = "prison", "organisations"
NO_WING = "none"
WHOLE = "year"
"""The whole period of the page, in the addresses of the lists behind its sums."""


def rows_behind(**query: str) -> pages.Address:
    """Return the list with the rows that a sum counts."""
    return pages.url("rota.losses").asking(**query)


def _variables(request: pages.PageRequest) -> pages.Variables:
    first, last = period_until(request.today)
    return {"first": first.isoformat(), "last": last.isoformat()}


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    prison, others = data["rotaHoursLost"]["prison"], data["rotaHoursLost"]["organisations"]
    return pages.Record(
        title=_heading(data, request),
        lead=_lead(prison, others),
        sections=(
            *_prison(prison, request),
            pages.Section(
                heading=_("Beside it: the organisations' side"),
                text=_("People who did not come, and sessions organisations cancelled. In no sum above."),
                table=_shares(others["byCause"], _("Cause"), lambda key: {"cause": key}, BY_ORGANISATIONS),
            ),
        ),
    )


def _heading(_data: pages.Data, request: pages.PageRequest) -> Text:
    first, last = period_until(request.today)
    sentence = translate("Hours lost from {first} to {last}")
    return sentence.format(first=month_words(first), last=month_words(last))


def _lead(prison: Mapping[str, Any], others: Mapping[str, Any]) -> str:
    if not prison["minutes"]:
        return translate("Nothing was recorded as lost by the prison's causes.")
    worst = prison["byCause"][0]
    sentence = translate(
        "The prison's causes cost {hours}, most of it under: {cause}. The organisations' side: {others}."
    )
    return sentence.format(
        hours=hours_words(prison["minutes"]), cause=worst["label"], others=hours_words(others["minutes"])
    )


def _prison(prison: Mapping[str, Any], request: pages.PageRequest) -> Iterator[pages.Section]:
    months = {share["key"]: share for share in prison["byMonth"]}
    first, last = period_until(request.today)
    every = [
        months.get(month.isoformat(), {"key": month.isoformat(), "label": month_words(month), "minutes": 0})
        for month in months_between(first, last)
    ]
    for heading, column, shares, query in (
        (_("Month by month"), _("Month"), every, lambda key: {"when": key[:7]}),
        (_("By cause"), _("Cause"), prison["byCause"], lambda key: {"cause": key}),
        (_("By service"), _("Service"), prison["byService"], lambda key: {"service": key}),
        (_("By wing"), _("Wing"), prison["byWing"], lambda key: {"wing": key or NO_WING}),
    ):
        yield pages.Section(heading=heading, table=_shares(shares, column, query, BY_PRISON))


def _shares(shares: Sequence[Mapping[str, Any]], column: Text, query: Any, side: str) -> pages.Table:
    """Return the shares with a bar each, every number a link to its rows, and the sum of them all."""
    total = sum(share["minutes"] for share in shares)
    rows = [_row(share, total, {"when": WHOLE} | query(share["key"]) | {"side": side}) for share in shares]
    whole = pages.Link(hours_words(total), rows_behind(when=WHOLE, side=side))
    return pages.Table(
        caption=column,
        headings=(column, _("Lost"), _("Share")),
        rows=(*rows, (pages.Words(_("All")), whole, pages.Words(""))) if rows else (),
        empty=_("Nothing was recorded as lost."),
    )


def _row(share: Mapping[str, Any], total: int, query: Mapping[str, str]) -> tuple[pages.Cell, ...]:
    minutes, label = share["minutes"], pages.Words(str(share["label"]))
    words = hours_words(minutes)
    if not minutes:
        return label, pages.Words(words), pages.Words("")
    return (
        label,
        pages.Link(words, rows_behind(**query)),
        pages.Share(minutes, total, f"{minutes / total:.0%}"),
    )


def month_of(value: str) -> tuple[date, date]:
    """Return the first day of the month `2026-11`, and that of the next."""
    first = date.fromisoformat(f"{value}-01")
    return first, months_between(first, date(first.year + 1, first.month, 1))[1]


def _asked(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    return pages.Outcome(pages.url("core.report", report_id=data["rotaReportHoursLost"]["reportId"]))


HOURS = pages.RecordPage(
    name="rota.hours_lost",
    path="/hours-lost",
    title=_("Hours lost"),
    permission=GATE_READ,
    document=DOCUMENTS["hours_lost"],
    variables=_variables,
    record=_record,
    found="rotaHoursLost",
    actions=(
        pages.Action(
            name="report",
            label=_("Make a report with charts"),
            permission=GATE_READ,
            mutation=DOCUMENTS["report_hours_lost"],
            variables=_variables,
            success=_asked,
        ),
        pages.ActionLink(
            label=_("See every record"),
            href=lambda _data, _request: pages.url("rota.losses"),
            style="secondary",
        ),
    ),
)
