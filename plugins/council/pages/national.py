"""Councils across prisons, for HMPPS: who reports, what is asked most, and how long answers take."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import Text, across, long_date, measures, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import Theme
from plugins.council.pages.national_answers import ANSWERS, ESCALATED, OFFICIAL, ONE, PUBLISHED, WAITING
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import NATIONAL_READ

LONGEST_LATE = 20
"""Names of prisons in a sentence."""


def _asked(request: pages.PageRequest) -> pages.Variables:
    period = measures.last_year(request.today)
    return {
        "firstOn": period.first_on.isoformat(),
        "lastOn": period.last_on.isoformat(),
        "escalated": ESCALATED,
        "published": PUBLISHED,
    }


def _coverage(rows: list[pages.Row]) -> Iterator[Text]:
    """Say who reports first: a figure of some prisons must not be read as one of all."""
    told = [row for row in rows if row["reportedOn"]]
    said = translate("{count} of {all} prisons give their figures; {councils} of them have a council.")
    councils = sum(row["councils"] > 0 for row in told)
    yield said.format(count=len(told), all=len(rows), councils=councils)
    late = [row["name"] for row in told if row["isLate"]]
    if late:
        names = ", ".join(late[:LONGEST_LATE])
        yield translate("No figures for more than a week from: {names}.").format(names=names)


def _themes(rows: list[pages.Row]) -> pages.Table:
    return pages.Table(
        caption=_("What councils ask for, by theme"),
        headings=(_("Theme"), _("Proposals"), _("Prisons")),
        rows=tuple(
            (
                pages.Link(
                    Theme(row["theme"]).label,
                    pages.url("council.national_answers").asking(theme=row["theme"]),
                ),
                pages.Number(row["proposals"]),
                pages.Number(row["prisons"]),
            )
            for row in rows
        ),
        empty=_("No prison has given a proposal yet."),
    )


def _days(row: pages.Row) -> tuple[pages.Cell, pages.Cell]:
    if not row["isComparable"]:
        few = translate("Not compared: fewer than {count} prisons").format(count=across.FEWEST_TO_COMPARE)
        return pages.Words(few), pages.Words("[c]")
    spread = translate("{least} to {most}").format(least=row["least"], most=row["most"])
    return pages.Words(f"{row['median']:g}"), pages.Words(spread)


def _times(rows: list[pages.Row]) -> pages.Table:
    return pages.Table(
        caption=_("Days from tabling to the answer, by kind of prison"),
        headings=(_("Kind"), _("Median, days"), _("Shortest to longest"), _("Answers"), _("Prisons")),
        rows=tuple(
            (
                pages.Words(across.Kind(row["kind"]).label if row["kind"] else translate("All prisons")),
                *_days(row),
                pages.Number(row["answers"]),
                pages.Number(row["prisons"]),
            )
            for row in rows
        ),
        empty=_("No answer was given in these twelve months."),
    )


def _total(row: pages.Row) -> Text:
    said = translate("{above} of {below}").format(above=row["above"], below=row["below"])
    return f"{said} ({round(row['share'])}%)" if row["share"] is not None else f"{said} [u]"


def _totals(rows: list[pages.Row]) -> pages.Table:
    return pages.Table(
        caption=_("Measures over all prisons that give figures"),
        headings=(_("Measure"), _("Twelve months"), _("Prisons")),
        rows=tuple(
            (
                pages.Words(row["title"], hint=f"{row['code']}: {row['aboveWords']}"),
                pages.Words(_total(row)),
                pages.Number(row["prisons"]),
            )
            for row in rows
        ),
        empty=_("There is nothing to count yet."),
    )


def _prisons(rows: list[pages.Row]) -> pages.Table:
    return pages.Table(
        caption=_("Which prisons give figures"),
        headings=(_("Prison"), _("Councils"), _("Figures of")),
        rows=tuple(
            (
                pages.Words(row["name"]),
                pages.Number(row["councils"]) if row["reportedOn"] else pages.Words("[x]"),
                pages.Date(row["reportedOn"], empty=_("Never")),
            )
            for row in rows
        ),
    )


NOTES = (
    _("Management information, not official statistics. A proposal is counted, never a person."),
    _("[x] not available: the prison has given no figures. Zero is a figure."),
    _("[c] kept back: kinds with fewer than five prisons are not compared."),
    _("[u] low reliability: of fewer than ten no percentage is worked out."),
    _("Prisons are compared by what the register says of them: it does not hold HMPPS's functional groups."),
)


def _overview(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    said = data["councilAcross"]
    period = measures.last_year(request.today)
    waiting, published = data["escalated"]["totalCount"], data["published"]["totalCount"]
    here = pages.url("council.national_answers")
    return pages.Record(
        title=_("What do councils ask for?"),
        caption=translate("{first} to {last}").format(
            first=long_date(period.first_on), last=long_date(request.today)
        ),
        lead=" ".join(str(one) for one in _coverage(said["standings"])),
        facts=(
            pages.Fact(
                _("Waiting for HMPPS"), pages.Number(waiting, href=pages.url("council.national_waiting"))
            ),
            pages.Fact(_("Published answers"), pages.Number(published, href=here)),
        ),
        sections=(
            pages.Section(heading=_("What is asked most"), table=_themes(said["themes"])),
            pages.Section(heading=_("How long answers take"), table=_times(said["times"])),
            pages.Section(heading=_("Measures"), table=_totals(said["totals"])),
            pages.Section(heading=_("Prisons"), table=_prisons(said["standings"])),
            pages.Section(heading=_("How to read this"), points=NOTES),
        ),
    )


OVERVIEW = pages.RecordPage(
    name="council.national",
    path="/council",
    title=_("What do councils ask for?"),
    permission=NATIONAL_READ,
    document=DOCUMENTS["national"],
    variables=_asked,
    record=_overview,
    found="councilAcross",
    classification=OFFICIAL,
)


NATIONAL_PAGES = (OVERVIEW, ANSWERS, WAITING, ONE)
SECTION = _("Councils")
NATIONAL_NAVIGATION = (
    pages.NavigationLink(label=_("Themes"), page=OVERVIEW.name, section=SECTION, position=10),
    pages.NavigationLink(label=_("Answers"), page=ANSWERS.name, section=SECTION, position=11),
    pages.NavigationLink(label=_("Waiting for HMPPS"), page=WAITING.name, section=SECTION, position=12),
)
