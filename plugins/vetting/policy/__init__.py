"""Vetting policy as dated data: what a version says, the shipped ones, and which holds on a day."""

from __future__ import annotations

from plugins.vetting.policy.lead import LONGEST_LEAD, LeadTime, lead_for
from plugins.vetting.policy.national import NATIONAL, POLICY_2014_10, POLICY_2026_04
from plugins.vetting.policy.stored import TermsInvalid, policy_on_record, read_terms, worth_of, write_terms
from plugins.vetting.policy.terms import (
    LONGEST_TARGET,
    LevelPolicy,
    Policy,
    ReminderStep,
    Terms,
    fold_title,
    terms_of,
)
from plugins.vetting.policy.versions import (
    every_version,
    policy_in_force,
    policy_of_version,
    state_of,
)

__all__ = [
    "LONGEST_LEAD",
    "LONGEST_TARGET",
    "NATIONAL",
    "POLICY_2014_10",
    "POLICY_2026_04",
    "LeadTime",
    "LevelPolicy",
    "Policy",
    "ReminderStep",
    "Terms",
    "TermsInvalid",
    "every_version",
    "fold_title",
    "lead_for",
    "policy_in_force",
    "policy_of_version",
    "policy_on_record",
    "read_terms",
    "state_of",
    "terms_of",
    "worth_of",
    "write_terms",
]
