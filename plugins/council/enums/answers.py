"""Codes of answers: who owes one, and how a question to HMPPS went."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class AnswerOwner(StrEnum):
    """Who owes an answer. Each is a role that an account can hold here."""

    GOVERNOR = "GOVERNOR"
    SMT_LEAD = "SMT_LEAD"
    COORDINATOR = "COORDINATOR"

    @property
    def label(self) -> Text:
        return OWNER_LABELS[self]


class EscalationKind(StrEnum):
    """What happened between the prison and HMPPS."""

    HANDED_OVER = "HANDED_OVER"
    CAME_BACK = "CAME_BACK"

    @property
    def label(self) -> Text:
        return ESCALATION_LABELS[self]


class SlipPaper(StrEnum):
    """How slips for proposals are printed."""

    TWO_ON_A4 = "TWO_ON_A4"
    A5 = "A5"
    LARGE_PRINT = "LARGE_PRINT"

    @property
    def label(self) -> Text:
        return SLIP_LABELS[self]


OWNER_LABELS: dict[AnswerOwner, Text] = {
    AnswerOwner.GOVERNOR: _("The governor"),
    AnswerOwner.SMT_LEAD: _("The senior lead"),
    AnswerOwner.COORDINATOR: _("The co-ordinator"),
}
ESCALATION_LABELS: dict[EscalationKind, Text] = {
    EscalationKind.HANDED_OVER: _("Handed to HMPPS, as it is published"),
    EscalationKind.CAME_BACK: _("HMPPS answered"),
}
SLIP_LABELS: dict[SlipPaper, Text] = {
    SlipPaper.TWO_ON_A4: _("A4 with two slips on a page, to be cut"),
    SlipPaper.A5: _("A5, one slip on a page"),
    SlipPaper.LARGE_PRINT: _("Large print: A4, one slip on a page"),
}
