"""Codes of the answer at the gate, with the words a person sees."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class EntryAnswer(StrEnum):
    YES = "YES"
    YES_ESCORTED = "YES_ESCORTED"
    NO = "NO"

    @property
    def label(self) -> Text:
        return ANSWER_LABELS[self]


class Bearing(StrEnum):
    """What a reason does to the answer, gravest first."""

    BLOCKS = "BLOCKS"
    NEEDS_ESCORT = "NEEDS_ESCORT"
    WARNS = "WARNS"
    PASSES = "PASSES"

    @property
    def label(self) -> Text:
        return BEARING_LABELS[self]


ANSWER_LABELS: dict[EntryAnswer, Text] = {
    EntryAnswer.YES: _("Yes"),
    EntryAnswer.YES_ESCORTED: _("Yes, escorted"),
    EntryAnswer.NO: _("No"),
}
BEARING_LABELS: dict[Bearing, Text] = {
    Bearing.BLOCKS: _("Stops them"),
    Bearing.NEEDS_ESCORT: _("Only with an escort"),
    Bearing.WARNS: _("To be aware of"),
    Bearing.PASSES: _("In order"),
}
