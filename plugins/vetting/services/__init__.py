"""Changes to vetting: each takes a session and a viewer, and writes what the rules decide."""

from __future__ import annotations

from plugins.vetting.services.cases import move_case, open_case
from plugins.vetting.services.chasing import chase_cases, record_reply
from plugins.vetting.services.confirming import ConfirmOutcome, confirm_clearances
from plugins.vetting.services.evidence import date_clearance, record_clearance, record_keys, record_training
from plugins.vetting.services.falling_due import move_due_cases
from plugins.vetting.services.many import BulkOutcome, Skipped, move_cases
from plugins.vetting.services.purging import purge_case
from plugins.vetting.services.taking_over import take_over_case

__all__ = [
    "BulkOutcome",
    "ConfirmOutcome",
    "Skipped",
    "chase_cases",
    "confirm_clearances",
    "date_clearance",
    "move_case",
    "move_cases",
    "move_due_cases",
    "open_case",
    "purge_case",
    "record_clearance",
    "record_keys",
    "record_reply",
    "record_training",
    "take_over_case",
]
