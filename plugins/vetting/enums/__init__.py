"""Codes of vetting, with the words a person sees. Codes are stable; words may change."""

from __future__ import annotations

from plugins.vetting.enums.case import (
    ActionKind,
    AppealRoute,
    DecisionSource,
    Pathway,
    Turn,
    Verb,
    VettingStage,
)
from plugins.vetting.enums.clearance import (
    AccessMode,
    ClearanceScope,
    ClearanceState,
    KeyStatus,
    VettingLevel,
)
from plugins.vetting.enums.documents import DocumentNeed, DocumentType
from plugins.vetting.enums.evidence import (
    DocumentGroup,
    DocumentOutcome,
    TrainingStatus,
    TrainingType,
)
from plugins.vetting.enums.passport import Consent
from plugins.vetting.enums.policy import LivedExperience, PolicyEffect, PolicyState, ReminderRecipient
from plugins.vetting.enums.training import BookingState, TrainingSessionState

__all__ = [
    "AccessMode",
    "ActionKind",
    "AppealRoute",
    "BookingState",
    "ClearanceScope",
    "ClearanceState",
    "Consent",
    "DecisionSource",
    "DocumentGroup",
    "DocumentNeed",
    "DocumentOutcome",
    "DocumentType",
    "KeyStatus",
    "LivedExperience",
    "Pathway",
    "PolicyEffect",
    "PolicyState",
    "ReminderRecipient",
    "TrainingSessionState",
    "TrainingStatus",
    "TrainingType",
    "Turn",
    "Verb",
    "VettingLevel",
    "VettingStage",
]
