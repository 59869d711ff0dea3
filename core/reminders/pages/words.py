"""What became of a message, in words, and whom it was told."""

from __future__ import annotations

from pathlib import Path

from core.messages.enums import MessageCode, MessageState
from core.pages import Cell, Colour, Link, Row, Tag, Words, read_documents, url
from core.reminders.declarations import Told
from core.reminders.enums import NoticeCode
from core.translation import Text, translate

DOCUMENTS = read_documents(Path(__file__).parents[1] / "documents")
COLOURS = {
    MessageState.QUEUED: Colour.GREY,
    MessageState.SENT: Colour.BLUE,
    MessageState.DELIVERED: Colour.GREEN,
    MessageState.FAILED: Colour.RED,
    MessageState.BOUNCED: Colour.RED,
    MessageState.DROPPED: Colour.GREY,
}


def fate(state: str | None, code: str | None, notice: str | None = None) -> Tag:
    """Say how far a message came, and why it came no further; or why there is none."""
    if state is None and notice == NoticeCode.PUT_OFF:
        return Tag(NoticeCode.PUT_OFF.label, Colour.GREY)
    if state is None:
        return Tag(NoticeCode.NOBODY.label, Colour.RED)
    known = MessageState(state)
    return Tag(known.label, COLOURS[known], hint=MessageCode(code).label if code else "")


def told_cell(row: Row) -> Cell:
    """Name whom something was told, with their page where they have one."""
    name, partner = row["toldName"] or translate("Name not recorded"), row["partnerName"] or ""
    if row["personId"]:
        return Link(name, url("core.person", person_id=row["personId"]), hint=partner)
    if row["partnerId"]:
        return Link(name, url("core.partner", partner_id=row["partnerId"]), hint=partner)
    return Words(name)


def told_words(row: Row) -> Text:
    """Say to whom a step was told: what they are, and who it was."""
    if row["code"] == NoticeCode.DECLINED:
        return translate("Instead of the person, who asked not to be told: {name}").format(
            name=row["toldName"] or translate("Name not recorded")
        )
    label = str(Told(row["told"]).label)
    return f"{label}: {row['toldName']}" if row["toldName"] else label
