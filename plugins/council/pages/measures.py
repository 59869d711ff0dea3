"""How is our council doing? Each measure with its figure, and behind each figure the rows that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.sdk import Text, long_date, measures, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.metrics import METRICS
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import PROPOSAL_READ

COUNTED, COUNT = measures.State.COUNTED, measures.Unit.COUNT
HREFS = {metric.code: metric.row_page for metric in METRICS}


def _periods(day: date) -> dict[str, measures.Period]:
    return {
        "quarter": measures.quarter_of(day),
        "before": measures.quarter_before(day),
        "year": measures.last_year(day),
    }


HEADINGS: dict[str, Text] = {
    "quarter": _("This quarter so far"),
    "before": _("Last quarter"),
    "year": _("Twelve months"),
}


def _asked_for(request: pages.PageRequest) -> pages.Variables:
    return {
        f"{name}{end}": day.isoformat()
        for name, period in _periods(request.today).items()
        for end, day in (("First", period.first_on), ("Last", period.last_on))
    }


def figure_words(row: pages.Row) -> Text:
    """Say a figure: "3 of 4 (75%)", and why where there is none."""
    if row["state"] != COUNTED:
        return measures.State(row["state"]).label
    if row["unit"] == COUNT:
        return str(row["above"])
    said = translate("{above} of {below} ({share}%)")
    return said.format(above=row["above"], below=row["below"], share=round(row["share"]))


def _cell(row: pages.Row, period: measures.Period) -> pages.Cell:
    if row["state"] != COUNTED:
        return pages.Words(figure_words(row))
    here = pages.url("council.measure", measure=row["code"])
    days = {"from": period.first_on.isoformat(), "to": period.last_on.isoformat()}
    return pages.Link(figure_words(row), here.asking(**days))


def _measures(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    periods = _periods(request.today)
    rows = tuple(
        (
            pages.Words(said["title"], hint=f"{said['code']}: {said['aboveWords']}"),
            *(_cell(data[name][number], period) for name, period in periods.items()),
        )
        for number, said in enumerate(data["year"])
    )
    table = pages.Table(
        caption=_("Measures of the council"),
        headings=(_("Measure"), *HEADINGS.values()),
        rows=rows,
        empty=_("No measure is counted for you."),
    )
    return pages.Record(
        title=_("How is our council doing?"),
        lead=_("Each figure leads to what it counts. Days that are not over are not counted yet."),
        sections=(pages.Section(heading=_("What is measured"), table=table),),
    )


MEASURES = pages.RecordPage(
    name="council.measures",
    path="/council/measures",
    title=_("How is our council doing?"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["measures"],
    variables=_asked_for,
    record=_measures,
    found="year",
)


def _period(request: pages.PageRequest) -> measures.Period:
    """Read the period off the address; twelve months where it says none, or none that there is."""
    try:
        asked = measures.Period(*(date.fromisoformat(request.first(name)) for name in ("from", "to")))
    except ValueError:
        return measures.last_year(request.today)
    return asked if asked.first_on <= asked.last_on else measures.last_year(request.today)


def _one(request: pages.PageRequest) -> pages.Variables:
    period = _period(request)
    return {
        "code": request.path["measure"],
        "firstOn": period.first_on.isoformat(),
        "lastOn": period.last_on.isoformat(),
    }


def _row(said: pages.Row, code: str) -> tuple[pages.Cell, ...]:
    counts = translate("Yes") if said["adds"] else translate("No")
    share = pages.Words(counts if said["of"] == 1 else _of(said["adds"], said["of"]))
    return (pages.Link(said["said"], HREFS[code](said["id"])), pages.Date(said["happenedOn"]), share)


def _of(above: int, below: int) -> str:
    return translate("{above} of {below}").format(above=above, below=below)


def _facts(row: pages.Row) -> Iterator[pages.Fact]:
    yield pages.Fact(_("What counts"), pages.Words(row["aboveWords"]))
    yield pages.Fact(_("Of what"), pages.Words(row["belowWords"]))
    yield pages.Fact(_("Which way is better"), pages.Words(measures.Direction(row["direction"]).label))
    yield pages.Fact(_("Whose definition"), pages.Words(f"{row['code']}, {row['source']}"))


def _measure(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row, period = data["measure"], _period(request)
    total = (
        pages.Words(translate("All together")),
        pages.Words(""),
        pages.Words(_of(row["above"], row["below"])),
    )
    table = pages.Table(
        caption=row["title"],
        headings=(_("What is counted"), _("Day"), _("Counts")),
        rows=(*(_row(said, row["code"]) for said in row["rows"]), total) if row["rows"] else (),
        empty=_("There is nothing to count in these days."),
    )
    last = min(period.last_on, max(date.fromisoformat(row["countedUntil"]), period.first_on))
    return pages.Record(
        title=row["title"],
        caption=translate("{first} to {last}").format(first=long_date(period.first_on), last=long_date(last)),
        lead=figure_words(row),
        facts=tuple(_facts(row)),
        sections=(pages.Section(heading=_("What is counted"), table=table),),
        back=pages.url("council.measures"),
        back_label=_("How is our council doing?"),
    )


MEASURE = pages.RecordPage(
    name="council.measure",
    path="/council/measures/{measure:str}",
    title=_("What a measure counts"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["measure"],
    variables=_one,
    record=_measure,
    found="measure",
)
MEASURES_PAGES = (MEASURES, MEASURE)
