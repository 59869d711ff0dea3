"""Who will be told in the next five working days, day by day, if nothing is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from core.pages import (
    Cell,
    Data,
    Date,
    Link,
    PageRequest,
    Record,
    RecordPage,
    Row,
    Section,
    Table,
    Words,
    url,
    weekday_date,
)
from core.reminders.declarations import Told
from core.reminders.pages.snoozing import paused
from core.reminders.pages.words import DOCUMENTS
from core.reminders.permissions import REMINDER_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def _lead(total: int, shown: int) -> Text:
    if not total:
        return translate("Nobody is to be reminded in the next five working days.")
    said = translate_plural(
        "{count} reminder goes out in the next five working days, unless what it asks for is done before.",
        "{count} reminders go out in the next five working days, but for what is done before.",
        total,
    ).format(count=total)
    if shown == total:
        return said
    first = translate("The first {count} stand here.").format(count=shown)
    return f"{said} {first}"


def _who(row: Row) -> Cell:
    name = row["personName"] or row["partnerName"] or translate("Name not recorded")
    if row["personId"]:
        return Link(name, url("core.person", person_id=row["personId"]), hint=row["partnerName"] or "")
    return Words(name)


def _listed(told: Sequence[str]) -> str:
    """Name everybody who is told, as one goes on in a sentence."""
    first, *others = (str(Told(one).label) for one in told)
    return ", ".join((first, *(other[:1].lower() + other[1:] for other in others)))


def _day(day: str, rows: list[Row]) -> Section:
    return Section(
        heading=weekday_date(date.fromisoformat(day)),
        table=Table(
            caption=translate("Reminders of this day"),
            headings=(_("Told"), _("What"), _("About"), _("Due"), _("Change")),
            rows=tuple(
                (
                    Words(_listed(row["told"])),
                    Words(row["title"]),
                    _who(row),
                    Date(row["dueOn"]),
                    Link(_("Let it wait"), url("core.snooze", name=row["name"], subject_id=row["subjectId"])),
                )
                for row in rows
            ),
        ),
    )


def _record(data: Data, _request: PageRequest) -> Record:
    outlook = data["reminderOutlook"]
    coming = outlook["coming"]
    days = groupby(coming, key=lambda row: row["on"])
    return Record(
        title=translate("Who will be told?"),
        lead=_lead(outlook["total"], len(coming)),
        sections=(*(_day(day, list(rows)) for day, rows in days), *paused(data)),
        back=url("core.reminders"),
        back_label=_("Reminders"),
    )


AHEAD = RecordPage(
    name="core.reminders_ahead",
    path="/reminders/coming",
    title=_("Who will be told?"),
    permission=REMINDER_READ,
    document=DOCUMENTS["ahead"],
    record=_record,
    found="reminderOutlook",
)
