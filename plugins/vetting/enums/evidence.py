"""Codes of training and of the identity documents seen."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class TrainingType(StrEnum):
    SECURITY_INDUCTION = "SECURITY_INDUCTION"
    KEY_TRAINING = "KEY_TRAINING"
    PERSONAL_PROTECTION = "PERSONAL_PROTECTION"
    SASH_ACCT = "SASH_ACCT"
    CORRUPTION_PREVENTION = "CORRUPTION_PREVENTION"
    CONDITIONING_MANIPULATION = "CONDITIONING_MANIPULATION"
    VIOLENCE_REDUCTION = "VIOLENCE_REDUCTION"
    SAFE_SYSTEMS_OF_WORK = "SAFE_SYSTEMS_OF_WORK"
    HEALTH_SAFETY_FIRE = "HEALTH_SAFETY_FIRE"
    SAFEGUARDING = "SAFEGUARDING"
    INFORMATION_SECURITY = "INFORMATION_SECURITY"
    EQUALITY_INCLUSION = "EQUALITY_INCLUSION"
    PREVENT = "PREVENT"
    PRISON_LIFE = "PRISON_LIFE"
    OTHER_LOCAL = "OTHER_LOCAL"

    @property
    def label(self) -> Text:
        return TRAINING_LABELS[self]


class TrainingStatus(StrEnum):
    REQUIRED = "REQUIRED"
    BOOKED = "BOOKED"
    COMPLETED = "COMPLETED"
    EXEMPT = "EXEMPT"
    EXPIRED = "EXPIRED"

    @property
    def label(self) -> Text:
        return TRAINING_STATUS_LABELS[self]


class DocumentGroup(StrEnum):
    """Groups of identity documents (NOMS applicant guidance 2009)."""

    GROUP_1 = "GROUP_1"
    GROUP_2 = "GROUP_2"

    @property
    def label(self) -> Text:
        return DOCUMENT_GROUP_LABELS[self]


class DocumentOutcome(StrEnum):
    ACCEPTED = "ACCEPTED"
    REJECTED_EXPIRED = "REJECTED_EXPIRED"
    REJECTED_NAME = "REJECTED_NAME"
    REJECTED_ADDRESS_DATE = "REJECTED_ADDRESS_DATE"
    REJECTED_COPY = "REJECTED_COPY"

    @property
    def label(self) -> Text:
        return DOCUMENT_OUTCOME_LABELS[self]


TRAINING_LABELS: dict[TrainingType, Text] = {
    TrainingType.SECURITY_INDUCTION: _("Security induction"),
    TrainingType.KEY_TRAINING: _("Key training"),
    TrainingType.PERSONAL_PROTECTION: _("Personal protection"),
    TrainingType.SASH_ACCT: _("Suicide and self-harm (SASH and ACCT)"),
    TrainingType.CORRUPTION_PREVENTION: _("Corruption prevention"),
    TrainingType.CONDITIONING_MANIPULATION: _("Conditioning and manipulation"),
    TrainingType.VIOLENCE_REDUCTION: _("Violence reduction"),
    TrainingType.SAFE_SYSTEMS_OF_WORK: _("Safe systems of work"),
    TrainingType.HEALTH_SAFETY_FIRE: _("Health, safety and fire"),
    TrainingType.SAFEGUARDING: _("Safeguarding"),
    TrainingType.INFORMATION_SECURITY: _("Information security"),
    TrainingType.EQUALITY_INCLUSION: _("Equality and inclusion"),
    TrainingType.PREVENT: _("Prevent"),
    TrainingType.PRISON_LIFE: _("Prison life"),
    TrainingType.OTHER_LOCAL: _("Other local training"),
}
TRAINING_STATUS_LABELS: dict[TrainingStatus, Text] = {
    TrainingStatus.REQUIRED: _("Needed"),
    TrainingStatus.BOOKED: _("Booked"),
    TrainingStatus.COMPLETED: _("Done"),
    TrainingStatus.EXEMPT: _("Exempt"),
    TrainingStatus.EXPIRED: _("Expired"),
}
DOCUMENT_GROUP_LABELS: dict[DocumentGroup, Text] = {
    DocumentGroup.GROUP_1: _("Group 1"),
    DocumentGroup.GROUP_2: _("Group 2"),
}
DOCUMENT_OUTCOME_LABELS: dict[DocumentOutcome, Text] = {
    DocumentOutcome.ACCEPTED: _("Accepted"),
    DocumentOutcome.REJECTED_EXPIRED: _("Not accepted: out of date"),
    DocumentOutcome.REJECTED_NAME: _("Not accepted: another name"),
    DocumentOutcome.REJECTED_ADDRESS_DATE: _("Not accepted: address or date"),
    DocumentOutcome.REJECTED_COPY: _("Not accepted: a copy"),
}
