"""Codes of minutes, with the words a person sees. Codes are stable; words may change."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class MinutesState(StrEnum):
    """How far minutes are on their way out. Nothing leads back behind what the council approved."""

    DRAFT = "DRAFT"
    FACILITATOR_CHECKED = "FACILITATOR_CHECKED"
    REDACTION_REVIEW = "REDACTION_REVIEW"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    CORRECTED = "CORRECTED"

    @property
    def label(self) -> Text:
        return MINUTES_STATES[self]


class AmendmentState(StrEnum):
    """What became of a change that somebody who was there asked for."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"

    @property
    def label(self) -> Text:
        return AMENDMENT_STATES[self]


class CorrectionReason(StrEnum):
    """Why minutes were changed after the council approved them: from a list, and never about a person."""

    WRONG_FACT = "WRONG_FACT"
    LEFT_OUT = "LEFT_OUT"
    TYPED_WRONGLY = "TYPED_WRONGLY"
    NAMED_SOMEBODY = "NAMED_SOMEBODY"

    @property
    def label(self) -> Text:
        return CORRECTION_REASONS[self]


class MinutesPaper(StrEnum):
    """On what minutes are printed."""

    A4 = "A4"
    A5 = "A5"
    LARGE_PRINT = "LARGE_PRINT"

    @property
    def label(self) -> Text:
        return MINUTES_PAPERS[self]


MINUTES_STATES: dict[MinutesState, Text] = {
    MinutesState.DRAFT: _("Being written"),
    MinutesState.FACILITATOR_CHECKED: _("Checked by the facilitator"),
    MinutesState.REDACTION_REVIEW: _("Being looked over for names"),
    MinutesState.APPROVED: _("Approved by the council"),
    MinutesState.PUBLISHED: _("Published"),
    MinutesState.CORRECTED: _("Corrected"),
}
AMENDMENT_STATES: dict[AmendmentState, Text] = {
    AmendmentState.OPEN: _("Waits for a decision"),
    AmendmentState.ACCEPTED: _("Taken into the minutes"),
    AmendmentState.NOT_ACCEPTED: _("Not taken in"),
}
CORRECTION_REASONS: dict[CorrectionReason, Text] = {
    CorrectionReason.WRONG_FACT: _("Something was not so"),
    CorrectionReason.LEFT_OUT: _("Something was left out"),
    CorrectionReason.TYPED_WRONGLY: _("Something was typed wrongly"),
    CorrectionReason.NAMED_SOMEBODY: _("It named somebody"),
}
MINUTES_PAPERS: dict[MinutesPaper, Text] = {
    MinutesPaper.A4: _("A4"),
    MinutesPaper.A5: _("A5, for a notice board or a pocket"),
    MinutesPaper.LARGE_PRINT: _("Large print, on A4"),
}
