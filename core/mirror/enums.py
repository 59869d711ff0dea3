"""What of a record somebody says is wrong, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class CorrectionPart(StrEnum):
    """The part of their record that somebody asks to be put right."""

    NAME = "NAME"
    CONTACT = "CONTACT"
    ORGANISATION = "ORGANISATION"
    ROLE = "ROLE"
    TRAINING = "TRAINING"
    CLEARANCE = "CLEARANCE"
    OTHER = "OTHER"

    @property
    def label(self) -> Text:
        return PARTS[self]


class CorrectionState(StrEnum):
    """UK GDPR art. 16 and 19: a request is answered, either way; it is never left out."""

    OPEN = "OPEN"
    CORRECTED = "CORRECTED"
    NOT_CHANGED = "NOT_CHANGED"

    @property
    def label(self) -> Text:
        return STATES[self]


PARTS: dict[CorrectionPart, Text] = {
    CorrectionPart.NAME: _("Name"),
    CorrectionPart.CONTACT: _("Contact details"),
    CorrectionPart.ORGANISATION: _("Organisation"),
    CorrectionPart.ROLE: _("Role"),
    CorrectionPart.TRAINING: _("Training"),
    CorrectionPart.CLEARANCE: _("Dates of a clearance"),
    CorrectionPart.OTHER: _("Something else"),
}
STATES: dict[CorrectionState, Text] = {
    CorrectionState.OPEN: _("Waiting for an answer"),
    CorrectionState.CORRECTED: _("Corrected"),
    CorrectionState.NOT_CHANGED: _("Not changed"),
}
ANSWERS = (CorrectionState.CORRECTED, CorrectionState.NOT_CHANGED)
