"""Codes of "You said, we did": how far an issue is, what it answers, and why an answer is not in it."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class BulletinStatus(StrEnum):
    """How far an issue is. Only what is still a draft can be written in."""

    DRAFT = "DRAFT"
    CHECKED = "CHECKED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    TAKEN_BACK = "TAKEN_BACK"
    DROPPED = "DROPPED"

    @property
    def label(self) -> Text:
        return BULLETIN_LABELS[self]


class Told(StrEnum):
    """What the prison answers: the three ways in which an answer can begin."""

    DID = "DID"
    COULD_NOT = "COULD_NOT"
    WORKING_ON_IT = "WORKING_ON_IT"

    @property
    def label(self) -> Text:
        return TOLD_LABELS[self]


class LeftOut(StrEnum):
    """Why an answer is not in an issue. From a list: a story of the reason would tell what it keeps back."""

    NAMES_SOMEBODY = "NAMES_SOMEBODY"
    SECURITY = "SECURITY"
    NOTHING_NEW = "NOTHING_NEW"
    WITH_ANOTHER = "WITH_ANOTHER"
    NO_ROOM = "NO_ROOM"
    NEXT_TIME = "NEXT_TIME"

    @property
    def label(self) -> Text:
        return LEFT_OUT_LABELS[self]


class Layout(StrEnum):
    """How an issue is set, for whom."""

    PLAIN = "PLAIN"
    LARGE_PRINT = "LARGE_PRINT"
    EASY_READ = "EASY_READ"

    @property
    def label(self) -> Text:
        return LAYOUT_LABELS[self]


class Paper(StrEnum):
    """What an issue is printed as."""

    POSTER_A4 = "POSTER_A4"
    POSTER_A3 = "POSTER_A3"
    BOOKLET = "BOOKLET"
    BOOKLET_TO_FOLD = "BOOKLET_TO_FOLD"

    @property
    def label(self) -> Text:
        return PAPER_LABELS[self]


class Tongue(StrEnum):
    """In which language an issue is printed; both stand side by side."""

    ENGLISH = "ENGLISH"
    WELSH = "WELSH"
    BOTH = "BOTH"

    @property
    def label(self) -> Text:
        return TONGUE_LABELS[self]


BULLETIN_LABELS: dict[BulletinStatus, Text] = {
    BulletinStatus.DRAFT: _("Being written"),
    BulletinStatus.CHECKED: _("Checked, waiting for the prison"),
    BulletinStatus.APPROVED: _("Approved by the prison"),
    BulletinStatus.PUBLISHED: _("Published"),
    BulletinStatus.TAKEN_BACK: _("Taken back"),
    BulletinStatus.DROPPED: _("Given up"),
}
TOLD_LABELS: dict[Told, Text] = {
    Told.DID: _("We did"),
    Told.COULD_NOT: _("We could not, because"),
    Told.WORKING_ON_IT: _("We are still working on it"),
}
LEFT_OUT_LABELS: dict[LeftOut, Text] = {
    LeftOut.NAMES_SOMEBODY: _("Somebody may be named in it"),
    LeftOut.SECURITY: _("It touches security"),
    LeftOut.NOTHING_NEW: _("There is nothing new to tell"),
    LeftOut.WITH_ANOTHER: _("It is told together with another"),
    LeftOut.NO_ROOM: _("There is no room for it this time"),
    LeftOut.NEXT_TIME: _("It is told next time"),
}
LAYOUT_LABELS: dict[Layout, Text] = {
    Layout.PLAIN: _("Plain"),
    Layout.LARGE_PRINT: _("Large print"),
    Layout.EASY_READ: _("Easy read"),
}
PAPER_LABELS: dict[Paper, Text] = {
    Paper.POSTER_A4: _("Poster, A4"),
    Paper.POSTER_A3: _("Poster, A3"),
    Paper.BOOKLET: _("Booklet, A5 pages to read on a screen"),
    Paper.BOOKLET_TO_FOLD: _("Booklet, A4 sheets to print on both sides and fold"),
}
TONGUE_LABELS: dict[Tongue, Text] = {
    Tongue.ENGLISH: _("English"),
    Tongue.WELSH: _("Welsh"),
    Tongue.BOTH: _("English and Welsh, side by side"),
}
