"""When a renewal is to be started, in sentences: by this prison's own times, or by the policy's number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.sdk import lazy_gettext as _
from core.sdk import long_date, pages, today, translate, translate_plural
from plugins.vetting.pages.words import day, levels_words, working_days

Row = Mapping[str, Any]


def renewal_words(renewal: Row | None) -> str:
    """Say when the renewal of a case is to be started, and by what; nothing where nothing runs out."""
    ends, starts = (day(renewal[name]) for name in ("endsOn", "startsOn")) if renewal else (None, None)
    if renewal is None or ends is None or starts is None:
        return ""
    when = (
        translate("Start the renewal by {day}.") if starts > today() else translate("Start the renewal now.")
    )
    return f"{_why(renewal)} {when.format(day=long_date(starts))}".strip()


def _why(renewal: Row) -> str:
    lead = renewal["lead"]
    if lead is None and renewal["policyDays"] is None:
        return ""
    if lead is None:
        said = translate("Too few cases are finished here, so the policy counts: {days} days before the end.")
        return said.format(days=renewal["policyDays"])
    if lead["levels"]:
        said = translate("This prison's own cases of this level took up to {days} in four of five cases.")
    else:
        said = translate("This prison's own cases took up to {days} in four of five cases.")
    return said.format(days=working_days(lead["days"]))


def renewal_section(times: Row) -> pages.Section:
    """Say how long before the end a renewal starts here, at which level, and on how many cases that rests."""
    rows = sorted(times["leadTimes"], key=lambda row: (bool(row["levels"]), levels_words(row["levels"])))
    return pages.Section(
        heading=_("When should a renewal start?"),
        text=" ".join(_sentences(times)),
        table=_table(rows) if rows else None,
    )


def _sentences(times: Row) -> Iterator[str]:
    reminder, last = times["reminderDays"], times["lastReminderDays"]
    if not times["leadTimes"]:
        words = translate(
            "{days} days before the clearance ends, as the policy says: too few cases are finished here "
            "to go by this prison's own times."
        )
        yield words.format(days=reminder)
        return
    yield translate(
        "As long before the clearance ends as four in five cases took here. It is measured every night."
    )
    yield translate_plural(
        "A renewal never starts later than {count} day before the end, the policy's last reminder.",
        "A renewal never starts later than {count} days before the end, the policy's last reminder.",
        last,
    ).format(count=last)


def _table(rows: list[Row]) -> pages.Table:
    return pages.Table(
        caption=_("How long before its end a clearance is to be renewed"),
        headings=(_("Level"), _("Start before the end"), _("Cases"), _("Measured")),
        rows=tuple(
            (
                pages.Words(levels_words(row["levels"]) or _("All other levels")),
                pages.Words(working_days(row["days"])),
                pages.Number(row["sample"]),
                pages.Date(row["since"], near=False),
            )
            for row in rows
        ),
    )
