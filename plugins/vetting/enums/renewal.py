"""What a prison's own lead time rests on."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class LeadBasis(StrEnum):
    """From the nearest comparison to the furthest."""

    LEVEL_RENEWALS = "LEVEL_RENEWALS"
    LEVEL = "LEVEL"
    RENEWALS = "RENEWALS"
    PRISON = "PRISON"

    @property
    def label(self) -> Text:
        return BASIS_LABELS[self]


BASIS_LABELS: dict[LeadBasis, Text] = {
    LeadBasis.LEVEL_RENEWALS: _("Finished renewals at this level here"),
    LeadBasis.LEVEL: _("Finished cases at this level here"),
    LeadBasis.RENEWALS: _("Finished renewals at all levels here"),
    LeadBasis.PRISON: _("Finished cases at all levels here"),
}
