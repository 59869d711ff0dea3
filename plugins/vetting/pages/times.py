"""How long it takes here: by stage and level, on whose turn the time goes, and how good forecasts were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.sdk import lazy_gettext as _
from core.sdk import pages, translate, translate_plural
from plugins.vetting.enums import Turn, VettingStage
from plugins.vetting.pages.renewals import renewal_section
from plugins.vetting.pages.words import DOCUMENTS, levels_words, turn_words, working_days
from plugins.vetting.permissions import REPORT

Row = Mapping[str, Any]


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    times = data["vettingTimes"]
    return pages.Record(
        title=_("How long does vetting take here?"),
        lead=_lead(times),
        sections=tuple(_sections(times)),
    )


def _lead(times: Row) -> str:
    if not times["cases"]:
        return translate("No case has been decided here yet. The times appear with the first decision.")
    decided = translate_plural(
        "{count} case has been decided here.", "{count} cases have been decided here.", times["cases"]
    ).format(count=f"{times['cases']:,}")
    lead = times["lead"]
    if lead is None:
        return decided
    if lead["low"] == lead["high"]:
        usual = translate("From the beginning to the decision it usually takes {days}.")
        return f"{decided} {usual.format(days=working_days(lead['high']))}"
    usual = translate("From the beginning to the decision it usually takes {low} to {high}.")
    return f"{decided} {usual.format(low=lead['low'], high=working_days(lead['high']))}"


def _sections(times: Row) -> Iterator[pages.Section]:
    yield pages.Section(heading=_("How good were the forecasts?"), text=_held(times["record"]))
    yield renewal_section(times)
    if times["stages"]:
        yield pages.Section(
            heading=_("By level and stage, in working days"),
            text=translate(
                "A fifth of the cases took less than the first figure, a fifth more than the last."
            ),
            table=_stages(times["stages"]),
        )
    if times["turns"]:
        yield pages.Section(heading=_("Where the time goes"), table=_turns(times["turns"]))


def _held(record: Row) -> str:
    count = record["count"]
    if not count:
        return translate(
            "None has come to its day yet. Each case is forecast in the night after it is sent, and compared "
            "with the day of its decision."
        )
    said = translate_plural(
        "Of the last {count} forecast, {inside} held.",
        "Of the last {count} forecasts, {inside} held.",
        count,
    ).format(count=count, inside=record["inside"])
    if record["inside"] == count:
        return said
    missed = translate("The others missed, typically by {days}.").format(days=working_days(record["miss"]))
    return f"{said} {missed}"


def _stages(rows: list[Row]) -> pages.Table:
    longest = max(row["usual"]["high"] for row in rows) or 1
    return pages.Table(
        caption=_("Working days by level and stage"),
        headings=(_("Level"), _("Stage"), _("Cases"), _("Usual"), _("In the middle")),
        rows=tuple(
            (
                pages.Words(levels_words(row["levels"])),
                pages.Words(VettingStage(row["stage"]).label),
                pages.Number(row["usual"]["count"]),
                pages.Words(_range(row["usual"])),
                pages.Share(row["usual"]["middle"], longest, working_days(row["usual"]["middle"])),
            )
            for row in rows
        ),
    )


def _range(usual: Row) -> str:
    if usual["low"] == usual["high"]:
        return str(usual["high"])
    return translate("{low} to {high}").format(low=usual["low"], high=usual["high"])


def _turns(rows: list[Row]) -> pages.Table:
    total = sum(row["days"] for row in rows)
    return pages.Table(
        caption=_("Working days by whose turn it was"),
        headings=(_("Whose turn"), _("Working days"), _("Share")),
        rows=tuple(
            (
                pages.Words(turn_words(row["turn"])),
                pages.Number(row["days"]),
                pages.Share(
                    row["days"],
                    total,
                    translate("{percent} in 100 days").format(percent=round(100 * row["days"] / total)),
                ),
            )
            for row in sorted(rows, key=lambda row: -row["days"])
            if Turn(row["turn"]) is not Turn.NOBODY
        ),
    )


TIMES = pages.RecordPage(
    name="vetting.times",
    path="/vetting/times",
    title=_("How long does vetting take here?"),
    permission=REPORT,
    document=DOCUMENTS["times"],
    record=_record,
    found="vettingTimes",
)
