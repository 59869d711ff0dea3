"""What the columns of a comparison are called, and their codes in words."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import PersonStatus, Text
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import TrainingStatus, VettingLevel, VettingStage
from plugins.vetting.rules.stages import shown_stage

LABELS: dict[tuple[str, str], Text] = {
    ("person", "surname"): _("Surname"),
    ("person", "first_name"): _("First name"),
    ("person", "team"): _("Section"),
    ("person", "note"): _("Notes"),
    ("person", "status"): _("Whether they are here"),
    ("person", "left_on"): _("Left on"),
    ("person", "pass_returned"): _("Pass and keys returned"),
    ("person_role", "title"): _("Role"),
    ("person_role", "ends_on"): _("Role ended"),
    ("vetting_case", "stage"): _("Stage"),
    ("vetting_case", "required_levels"): _("Level"),
    ("vetting_case", "submitted_on"): _("Sent to the vetting team"),
    ("vetting_case", "decided_on"): _("Cleared on"),
    ("vetting_clearance", "granted_on"): _("Clearance from"),
    ("vetting_clearance", "expires_on"): _("Clearance ends"),
    ("vetting_training", "status"): _("Training"),
    ("vetting_training", "completed_on"): _("Training done"),
    ("vetting_training", "booked_on"): _("Training booked for"),
}
CODES: dict[tuple[str, str], type[VettingStage | VettingLevel | TrainingStatus | PersonStatus]] = {
    ("person", "status"): PersonStatus,
    ("vetting_case", "stage"): VettingStage,
    ("vetting_case", "required_levels"): VettingLevel,
    ("vetting_training", "status"): TrainingStatus,
}


def show_code(table: str, column: str, value: str) -> str:
    """Return a code in words; any other text as it is. Stages as those see them who keep lists."""
    kind = CODES.get((table, column))
    if kind is VettingStage:
        return str(shown_stage(VettingStage(value), leap=False).label)
    return str(kind(value).label) if kind is not None and issubclass(kind, StrEnum) else value
