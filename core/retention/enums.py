"""Why records are kept on hold: a code and never a text, which would tell a story about somebody."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class HoldReason(StrEnum):
    LEGAL_CLAIM = "LEGAL_CLAIM"
    INVESTIGATION = "INVESTIGATION"
    INQUIRY = "INQUIRY"
    COMPLAINT = "COMPLAINT"
    SUBJECT_REQUEST = "SUBJECT_REQUEST"

    @property
    def label(self) -> Text:
        return LABELS[self]


LABELS: dict[HoldReason, Text] = {
    HoldReason.LEGAL_CLAIM: _("Legal claim"),
    HoldReason.INVESTIGATION: _("Investigation"),
    HoldReason.INQUIRY: _("Public inquiry or inquest"),
    HoldReason.COMPLAINT: _("Complaint"),
    HoldReason.SUBJECT_REQUEST: _("The person asked for their data"),
}
