"""Rows that services, jobs and reports of vetting need. What the API reads is declared in `graphql/`."""

from __future__ import annotations

from plugins.vetting.queries.cases import (
    case_by_id,
    case_to_change,
    cases_beside,
    cases_of_person,
    cases_that_may_be_due,
    cases_to_change,
    next_position,
)
from plugins.vetting.queries.evidence import document_by_id, document_facts, shown_for
from plugins.vetting.queries.facts import (
    case_facts,
    clearance_facts,
    facts_from,
    facts_of,
    training_facts,
    whole_facts,
)
from plugins.vetting.queries.passages import finished_passages, forecasts_that_came
from plugins.vetting.queries.people import (
    clearance_by_id,
    is_volunteer,
    person_by_id,
    person_names,
    revoke_clearances,
    unfinished_training,
)
from plugins.vetting.queries.policies import (
    every_policy,
    lead_time_from,
    lead_times_of,
    next_policy_number,
    own_policies,
    policies_of,
    policy_from,
    policy_on,
    policy_to_change,
)
from plugins.vetting.queries.references import reference_by_id, reference_to_change, references_of_case

__all__ = [
    "case_by_id",
    "case_facts",
    "case_to_change",
    "cases_beside",
    "cases_of_person",
    "cases_that_may_be_due",
    "cases_to_change",
    "clearance_by_id",
    "clearance_facts",
    "document_by_id",
    "document_facts",
    "every_policy",
    "facts_from",
    "facts_of",
    "finished_passages",
    "forecasts_that_came",
    "is_volunteer",
    "lead_time_from",
    "lead_times_of",
    "next_policy_number",
    "next_position",
    "own_policies",
    "person_by_id",
    "person_names",
    "policies_of",
    "policy_from",
    "policy_on",
    "policy_to_change",
    "reference_by_id",
    "reference_to_change",
    "references_of_case",
    "revoke_clearances",
    "shown_for",
    "training_facts",
    "unfinished_training",
    "whole_facts",
]
