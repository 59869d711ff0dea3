"""What reminders add to the pages of a person and of an organisation: who was told, and when."""

from __future__ import annotations

from collections.abc import Sequence

from core.messages.permissions import MESSAGE_READ
from core.pages import Cell, Data, Date, PageRequest, RecordPart, Row, Section, Table, Words
from core.reminders.pages.words import DOCUMENTS, fate, told_words
from core.translation import lazy_gettext as _
from core.translation import translate


def _cells(row: Row) -> tuple[Cell, ...]:
    return (
        Words(translate(row["title"]), hint=row.get("aboutName") or ""),
        Words(told_words(row)),
        Date(row["sentOn"], near=False),
        Date(row["dueOn"]),
        fate(row["messageState"], row["messageCode"], row["code"]),
    )


def _sections(data: Data, _request: PageRequest) -> Sequence[Section]:
    rows = data["reminderNotices"]["nodes"]
    if not rows:
        return ()
    table = Table(
        caption=_("The last ten reminders"),
        headings=(_("What"), _("Told"), _("When"), _("Due"), _("What became of it")),
        rows=tuple(_cells(row) for row in rows),
    )
    return (Section(heading=_("Reminders"), table=table),)


PARTS = (
    RecordPart(
        name="core.person_told",
        page="core.person",
        permission=MESSAGE_READ,
        document=DOCUMENTS["person_part"],
        sections=_sections,
    ),
    RecordPart(
        name="core.partner_told",
        page="core.partner",
        permission=MESSAGE_READ,
        document=DOCUMENTS["partner_part"],
        sections=_sections,
    ),
)
