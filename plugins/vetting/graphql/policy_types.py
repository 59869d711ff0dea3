"""The types in which the API says a version of the vetting policy."""

from __future__ import annotations

from datetime import date

import strawberry

from core.sdk import entry
from plugins.vetting.enums import (
    AccessMode,
    DocumentGroup,
    DocumentType,
    LivedExperience,
    PolicyState,
    ReminderRecipient,
    TrainingType,
    VettingLevel,
)

strawberry.enum(PolicyState, name="VettingPolicyState")
strawberry.enum(ReminderRecipient, name="VettingReminderRecipient")


@strawberry.type
class VettingPolicyLevel:
    level: VettingLevel
    years: int | None
    """How long a clearance is good; null for no end."""
    volunteer_years: int | None
    needs_end_date: bool
    grantable: bool
    covers: list[VettingLevel]
    """Lower levels that this one stands for as well."""


@strawberry.type
class VettingPolicyAccess:
    access_mode: AccessMode
    types: list[TrainingType]


@strawberry.type
class VettingPolicyRole:
    role_title: str
    types: list[TrainingType]


@strawberry.type
class VettingPolicyTraining:
    type: TrainingType
    months: int


@strawberry.type
class VettingPolicyStep:
    after_working_days: int
    recipient: ReminderRecipient


@strawberry.type
class VettingPolicyDocumentKind:
    """A kind of document that is taken."""

    type: DocumentType
    group: DocumentGroup
    is_repeatable: bool
    """Whether two of it are two proofs, being from two issuers."""
    may_be_in_former_name: bool


@strawberry.type
class VettingPolicyDocuments:
    """How many documents prove who somebody is, and what they have to show."""

    dated: date
    with_group_1: int
    without_group_1: int
    addresses: int
    recent_addresses: int
    recent_months: int
    birth_dates: int
    photographs: int
    kinds: list[VettingPolicyDocumentKind]
    """Every kind that is taken."""


@strawberry.type
class VettingPolicyWeight:
    """What a reason does at the gate under this version."""

    code: str
    title: str
    usual: entry.Bearing
    may_be: list[entry.Bearing]
    bearing: entry.Bearing


@strawberry.type
class VettingPolicyVersion:
    """A version of the policy: where it stands, and all that it says."""

    version: str
    title: str
    state: PolicyState | None
    """Null for one that was shipped and does not hold here: it is there to be copied."""
    is_shipped: bool
    is_written_by_me: bool
    """Whether the reader wrote the draft last, and so does not put it in force."""
    effective_from: date | None
    source: str
    source_on: date | None
    route: LivedExperience
    levels: list[VettingPolicyLevel]
    access_training: list[VettingPolicyAccess]
    role_training: list[VettingPolicyRole]
    training_months: list[VettingPolicyTraining]
    documents: VettingPolicyDocuments
    target_working_days: int
    alert_percents: list[int]
    renewal_reminder_days: list[int]
    ladder: list[VettingPolicyStep]
    lapse_after_days: int
    references_needed: int
    excluded_notice: str
    excluded_notice_welsh: str
    weights: list[VettingPolicyWeight]
