"""What can be done to the vetting policy: draft, change a draft, put in force, take back, discard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import strawberry
from strawberry import Info

from core.sdk import Context, entry, mutation, writing
from plugins.vetting import models, services
from plugins.vetting.document_rules import DocumentRules
from plugins.vetting.enums import (
    AccessMode,
    DocumentGroup,
    DocumentType,
    LivedExperience,
    ReminderRecipient,
    TrainingType,
    VettingLevel,
)
from plugins.vetting.graphql.policy_types import VettingPolicyVersion
from plugins.vetting.graphql.policy_versions import kinds_of, versions_of
from plugins.vetting.policy import LevelPolicy, ReminderStep, Terms, fold_title


@strawberry.input
class VettingPolicyDetails:
    title: str
    source: str
    source_on: date | None = None
    effective_from: date | None = None
    """From when it is meant to hold; it holds from the day it is put in force for."""


@strawberry.input
class VettingPolicyLevelChange:
    level: VettingLevel
    years: int | None = None
    volunteer_years: int | None = None
    needs_end_date: bool
    grantable: bool
    covers: list[VettingLevel] | None = None
    """All lower levels that this one stands for as well; absent, those it stands for now."""


@strawberry.input
class VettingPolicyAccessChange:
    access_mode: AccessMode
    types: list[TrainingType]


@strawberry.input
class VettingPolicyTrainingChange:
    type: TrainingType
    months: int


@strawberry.input
class VettingPolicyRoleChange:
    role_title: str
    types: list[TrainingType]


@strawberry.input
class VettingPolicyStepChange:
    after_working_days: int
    recipient: ReminderRecipient


@strawberry.input
class VettingPolicyClock:
    """Targets, alerts, reminders and how long things wait."""

    route: LivedExperience
    target_working_days: int
    alert_percents: list[int]
    renewal_reminder_days: list[int]
    lapse_after_days: int
    references_needed: int
    ladder: list[VettingPolicyStepChange]


@strawberry.input
class VettingPolicyDocumentsChange:
    dated: date
    with_group_1: int
    without_group_1: int
    addresses: int
    recent_addresses: int
    recent_months: int
    birth_dates: int
    photographs: int


@strawberry.input
class VettingPolicyDocumentKindChange:
    type: DocumentType
    group: DocumentGroup | None = None
    """None for a kind that is not taken."""
    is_repeatable: bool = False
    may_be_in_former_name: bool = False


@strawberry.input
class VettingPolicyNotice:
    english: str
    welsh: str


@strawberry.input
class VettingPolicyWeightChange:
    code: str
    bearing: entry.Bearing


@strawberry.input
class VettingPolicyChange:
    """What a draft shall say otherwise; a part that is absent stays as it is."""

    version: str
    details: VettingPolicyDetails | None = None
    levels: list[VettingPolicyLevelChange] | None = None
    """Of the levels named."""
    access_training: list[VettingPolicyAccessChange] | None = None
    """Of the kinds of access named."""
    training_months: list[VettingPolicyTrainingChange] | None = None
    """Of the courses named."""
    role_training: list[VettingPolicyRoleChange] | None = None
    """Of all roles: one that is not named asks for nothing of its own; so does one without courses."""
    clock: VettingPolicyClock | None = None
    documents: VettingPolicyDocumentsChange | None = None
    document_kinds: list[VettingPolicyDocumentKindChange] | None = None
    """Of all kinds of document: one that is not named is not taken."""
    notice: VettingPolicyNotice | None = None
    weights: list[VettingPolicyWeightChange] | None = None
    """Of the reasons named."""


def changed_terms(given: VettingPolicyChange, present: Terms) -> dict[str, Any]:
    """Return the terms that a change names, as the rules know them."""
    return dict(_changed(given, present))


def _changed(given: VettingPolicyChange, present: Terms) -> Iterator[tuple[str, Any]]:
    if given.levels is not None:
        yield "levels", dict(present.levels) | {one.level: _level(one, present) for one in given.levels}
    if given.access_training is not None:
        named = {one.access_mode: frozenset(one.types) for one in given.access_training}
        yield "required_training", dict(present.required_training) | named
    if given.training_months is not None:
        months = {one.type: one.months for one in given.training_months}
        yield "training_months", dict(present.training_months) | months
    if given.role_training is not None:
        roles = {fold_title(one.role_title): frozenset(one.types) for one in given.role_training if one.types}
        yield "role_training", roles
    if given.clock is not None:
        yield from _clock(given.clock)
    if given.documents is not None or given.document_kinds is not None:
        yield "documents", _documents(given, present.documents)
    if given.notice is not None:
        yield "excluded_notice", given.notice.english
        yield "excluded_notice_welsh", given.notice.welsh
    if given.weights is not None:
        weighed = {one.code: one.bearing for one in given.weights}
        yield "entry_weights", dict(present.entry_weights) | weighed


def _level(given: VettingPolicyLevelChange, present: Terms) -> LevelPolicy:
    return replace(
        present.levels[given.level],
        years=given.years,
        volunteer_years=given.volunteer_years,
        needs_end_date=given.needs_end_date,
        grantable=given.grantable,
        covers=present.levels[given.level].covers if given.covers is None else frozenset(given.covers),
    )


def _documents(given: VettingPolicyChange, present: DocumentRules) -> DocumentRules:
    if given.documents is not None:
        numbers: dict[str, Any] = strawberry.asdict(given.documents)
        present = replace(present, **numbers)
    if given.document_kinds is not None:
        kinds = {one.type: one for one in given.document_kinds}
        present = replace(
            present,
            groups={kind: one.group for kind, one in kinds.items() if one.group is not None},
            repeatable=frozenset(kind for kind, one in kinds.items() if one.is_repeatable),
            former_name=frozenset(kind for kind, one in kinds.items() if one.may_be_in_former_name),
        )
    return present


def _clock(given: VettingPolicyClock) -> Iterator[tuple[str, Any]]:
    yield "lived_experience", given.route
    yield "target_working_days", given.target_working_days
    yield "alert_percents", tuple(given.alert_percents)
    yield "renewal_reminder_days", tuple(given.renewal_reminder_days)
    yield "lapse_after_days", given.lapse_after_days
    yield "references_needed", given.references_needed
    yield (
        "reminder_ladder",
        tuple(
            ReminderStep(after_working_days=step.after_working_days, recipient=step.recipient)
            for step in given.ladder
        ),
    )


def _details(given: VettingPolicyDetails | None) -> services.PolicyDetails | None:
    if given is None:
        return None
    return services.PolicyDetails(
        title=given.title,
        source=given.source,
        source_on=given.source_on,
        effective_from=given.effective_from,
    )


async def _shown(info: Info[Context, None], policy: models.PolicyVersion) -> VettingPolicyVersion:
    return next(one for one in await versions_of(info) if one.version == policy.version)


@strawberry.type
class VettingPolicyDiscarded:
    """A draft that is no more."""

    version: str


class PolicyMutation:
    @mutation("Draft a version of the vetting policy from another; nothing is judged by a draft.")
    async def vetting_draft_policy(
        self, info: Info[Context, None], from_version: str, title: str
    ) -> VettingPolicyVersion:
        async with writing(info) as (session, viewer):
            draft = await services.draft_policy(session, viewer, from_version=from_version, title=title)
        return await _shown(info, draft)

    @mutation("Change what a draft of the vetting policy says.")
    async def vetting_change_policy(
        self, info: Info[Context, None], given: VettingPolicyChange
    ) -> VettingPolicyVersion:
        async with writing(info) as (session, viewer):
            draft = await services.change_policy_draft(
                session,
                viewer,
                given.version,
                details=_details(given.details),
                terms=lambda present: changed_terms(given, present),
                kinds=kinds_of(info.context),
            )
        return await _shown(info, draft)

    @mutation("Put a draft of the vetting policy in force from a day that is not past.")
    async def vetting_put_policy_in_force(
        self, info: Info[Context, None], version: str, effective_from: date
    ) -> VettingPolicyVersion:
        async with writing(info) as (session, viewer):
            policy = await services.put_policy_in_force(
                session, viewer, version, effective_from=effective_from
            )
        return await _shown(info, policy)

    @mutation("Make a draft again of a version of the vetting policy whose day has not come.")
    async def vetting_take_back_policy(self, info: Info[Context, None], version: str) -> VettingPolicyVersion:
        async with writing(info) as (session, viewer):
            policy = await services.take_back_policy(session, viewer, version)
        return await _shown(info, policy)

    @mutation("Delete a draft of the vetting policy.")
    async def vetting_discard_policy(self, info: Info[Context, None], version: str) -> VettingPolicyDiscarded:
        async with writing(info) as (session, viewer):
            gone = await services.discard_policy_draft(session, viewer, version)
        return VettingPolicyDiscarded(version=gone)
