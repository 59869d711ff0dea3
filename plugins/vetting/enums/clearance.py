"""Codes of clearances and of the access they are for."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class VettingLevel(StrEnum):
    """Kinds of clearance. LEGACY levels come from old records only."""

    ESCORTED_VISITOR = "ESCORTED_VISITOR"
    BPSS = "BPSS"
    HMPPS_EL1 = "HMPPS_EL1"
    HMPPS_EL2 = "HMPPS_EL2"
    LEGACY_STANDARD = "LEGACY_STANDARD"
    LEGACY_STANDARD_PLUS = "LEGACY_STANDARD_PLUS"
    CTC = "CTC"
    SC = "SC"
    NPPV2 = "NPPV2"
    NPPV3 = "NPPV3"
    DBS_BASIC = "DBS_BASIC"
    DBS_STANDARD = "DBS_STANDARD"
    DBS_ENHANCED = "DBS_ENHANCED"
    DBS_ENHANCED_BARRED_ADULTS = "DBS_ENHANCED_BARRED_ADULTS"
    DBS_ENHANCED_BARRED_CHILDREN = "DBS_ENHANCED_BARRED_CHILDREN"
    DBS_ENHANCED_BARRED_BOTH = "DBS_ENHANCED_BARRED_BOTH"

    @property
    def label(self) -> Text:
        return LEVEL_LABELS[self]


class ClearanceScope(StrEnum):
    THIS_PRISON = "THIS_PRISON"
    NAMED_PRISONS = "NAMED_PRISONS"
    NATIONAL = "NATIONAL"

    @property
    def label(self) -> Text:
        return SCOPE_LABELS[self]


class ClearanceState(StrEnum):
    """What a clearance is worth on a day."""

    CURRENT = "CURRENT"
    UNDATED = "UNDATED"
    NOT_YET = "NOT_YET"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"

    @property
    def label(self) -> Text:
        return CLEARANCE_STATE_LABELS[self]


class AccessMode(StrEnum):
    """How somebody moves about the prison, from the most to the least accompanied."""

    ESCORTED = "ESCORTED"
    UNESCORTED_NO_KEYS = "UNESCORTED_NO_KEYS"
    KEY_HOLDER = "KEY_HOLDER"

    @property
    def label(self) -> Text:
        return ACCESS_LABELS[self]


class KeyStatus(StrEnum):
    NONE = "NONE"
    TRAINING_BOOKED = "TRAINING_BOOKED"
    TRAINED = "TRAINED"
    ISSUED = "ISSUED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> Text:
        return KEY_LABELS[self]


LEVEL_LABELS: dict[VettingLevel, Text] = {
    VettingLevel.ESCORTED_VISITOR: _("Escorted visitor"),
    VettingLevel.BPSS: _("Baseline Personnel Security Standard"),
    VettingLevel.HMPPS_EL1: _("Enhanced Level 1"),
    VettingLevel.HMPPS_EL2: _("Enhanced Level 2"),
    VettingLevel.LEGACY_STANDARD: _("Standard (old scheme)"),
    VettingLevel.LEGACY_STANDARD_PLUS: _("Standard Plus (old scheme)"),
    VettingLevel.CTC: _("Counter-Terrorist Check"),
    VettingLevel.SC: _("Security Check"),
    VettingLevel.NPPV2: _("Police vetting (NPPV) level 2"),
    VettingLevel.NPPV3: _("Police vetting (NPPV) level 3"),
    VettingLevel.DBS_BASIC: _("Basic DBS"),
    VettingLevel.DBS_STANDARD: _("Standard DBS"),
    VettingLevel.DBS_ENHANCED: _("Enhanced DBS"),
    VettingLevel.DBS_ENHANCED_BARRED_ADULTS: _("Enhanced DBS with the adults' barred list"),
    VettingLevel.DBS_ENHANCED_BARRED_CHILDREN: _("Enhanced DBS with the children's barred list"),
    VettingLevel.DBS_ENHANCED_BARRED_BOTH: _("Enhanced DBS with both barred lists"),
}
SCOPE_LABELS: dict[ClearanceScope, Text] = {
    ClearanceScope.THIS_PRISON: _("This prison"),
    ClearanceScope.NAMED_PRISONS: _("Named prisons"),
    ClearanceScope.NATIONAL: _("All prisons"),
}
CLEARANCE_STATE_LABELS: dict[ClearanceState, Text] = {
    ClearanceState.CURRENT: _("In date"),
    ClearanceState.UNDATED: _("End date missing"),
    ClearanceState.NOT_YET: _("Not yet in force"),
    ClearanceState.EXPIRED: _("Expired"),
    ClearanceState.REVOKED: _("Revoked"),
}
ACCESS_LABELS: dict[AccessMode, Text] = {
    AccessMode.ESCORTED: _("Escorted"),
    AccessMode.UNESCORTED_NO_KEYS: _("Unescorted, no keys"),
    AccessMode.KEY_HOLDER: _("Key holder"),
}
KEY_LABELS: dict[KeyStatus, Text] = {
    KeyStatus.NONE: _("No keys"),
    KeyStatus.TRAINING_BOOKED: _("Key training booked"),
    KeyStatus.TRAINED: _("Key trained"),
    KeyStatus.ISSUED: _("Keys issued"),
    KeyStatus.WITHDRAWN: _("Keys withdrawn"),
}
