"""Codes of the clearance passport."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class Consent(StrEnum):
    """How somebody agreed that another prison may see what they are cleared for."""

    SELF = "SELF"
    WRITTEN = "WRITTEN"

    @property
    def label(self) -> Text:
        return CONSENT_LABELS[self]


CONSENT_LABELS: dict[Consent, Text] = {
    Consent.SELF: _("Given by the person, here"),
    Consent.WRITTEN: _("Given in writing"),
}
