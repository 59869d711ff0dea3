"""Changes to vetting: each takes a session and a viewer, and writes what the rules decide."""

from __future__ import annotations

from plugins.vetting.services.cases import move_case, open_case
from plugins.vetting.services.chasing import chase_cases, record_reply
from plugins.vetting.services.confirming import ConfirmOutcome, confirm_clearances
from plugins.vetting.services.documents import record_document, remove_document
from plugins.vetting.services.evidence import date_clearance, record_clearance, record_keys, record_training
from plugins.vetting.services.falling_due import move_due_cases
from plugins.vetting.services.forecasting import keep_forecasts
from plugins.vetting.services.many import BulkOutcome, Skipped, move_cases
from plugins.vetting.services.measuring import keep_lead_times
from plugins.vetting.services.passports import (
    NewPassport,
    give_passport,
    look_through_passport,
    request_recognition,
    revoke_passport,
)
from plugins.vetting.services.policies import (
    PolicyDetails,
    change_policy_draft,
    discard_policy_draft,
    draft_policy,
    put_policy_in_force,
    take_back_policy,
)
from plugins.vetting.services.purging import purge_case
from plugins.vetting.services.references import (
    Asked,
    ask_reference,
    ask_reference_again,
    decline_reference,
    give_reference,
    reference_of_link,
    withdraw_reference,
)
from plugins.vetting.services.roles import require_of_role
from plugins.vetting.services.taking_over import take_over_case

__all__ = [
    "Asked",
    "BulkOutcome",
    "ConfirmOutcome",
    "NewPassport",
    "PolicyDetails",
    "Skipped",
    "ask_reference",
    "ask_reference_again",
    "change_policy_draft",
    "chase_cases",
    "confirm_clearances",
    "date_clearance",
    "decline_reference",
    "discard_policy_draft",
    "draft_policy",
    "give_passport",
    "give_reference",
    "keep_forecasts",
    "keep_lead_times",
    "look_through_passport",
    "move_case",
    "move_cases",
    "move_due_cases",
    "open_case",
    "purge_case",
    "put_policy_in_force",
    "record_clearance",
    "record_document",
    "record_keys",
    "record_reply",
    "record_training",
    "reference_of_link",
    "remove_document",
    "request_recognition",
    "require_of_role",
    "revoke_passport",
    "take_back_policy",
    "take_over_case",
    "withdraw_reference",
]
