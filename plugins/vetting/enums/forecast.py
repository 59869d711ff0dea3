"""What a forecast rests on."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class ForecastBasis(StrEnum):
    """From the nearest comparison to the furthest."""

    LEVEL = "LEVEL"
    PRISON = "PRISON"
    TARGET = "TARGET"

    @property
    def label(self) -> Text:
        return BASIS_LABELS[self]


BASIS_LABELS: dict[ForecastBasis, Text] = {
    ForecastBasis.LEVEL: _("Finished cases at the same level here"),
    ForecastBasis.PRISON: _("Finished cases at all levels here"),
    ForecastBasis.TARGET: _("The target of the policy"),
}
