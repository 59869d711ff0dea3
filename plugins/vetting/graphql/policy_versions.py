"""What the API says of the versions of the vetting policy: each whole, in the words of `policy_types`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry import Info

from core.sdk import Context, Viewer, entry, today
from plugins.vetting import models, queries
from plugins.vetting.enums import (
    AccessMode,
    DocumentType,
    PolicyState,
    TrainingType,
    VettingLevel,
)
from plugins.vetting.graphql.policy_types import (
    VettingPolicyAccess,
    VettingPolicyDocumentKind,
    VettingPolicyDocuments,
    VettingPolicyLevel,
    VettingPolicyRole,
    VettingPolicyStep,
    VettingPolicyTraining,
    VettingPolicyVersion,
    VettingPolicyWeight,
)
from plugins.vetting.permissions import POLICY_READ
from plugins.vetting.policy import NATIONAL, Policy, every_version, state_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """All versions there are in a prison, for one reader."""

    rows: Sequence[models.PolicyVersion]
    viewer: Viewer
    kinds: Sequence[entry.ReasonKind]

    def shown(self) -> list[VettingPolicyVersion]:
        """Return every version, drafts first, then from the newest to the oldest."""
        drafts = [row for row in self.rows if row.published_at is None]
        put = sorted(
            (row for row in self.rows if row.published_at is not None), key=lambda row: str(row.published_at)
        )
        own = {row.version: row for row in put}
        holding = every_version(queries.policy_from(row) for row in put)
        others = [policy for policy in NATIONAL if policy not in holding]
        return [
            *(self._draft(row) for row in drafts),
            *(as_version(one, None, self.kinds) for one in others),
            *(
                as_version(
                    policy,
                    state_of(policy, holding, today()),
                    self.kinds,
                    is_shipped=policy.version not in own,
                )
                for policy in reversed(holding)
            ),
        ]

    def _draft(self, row: models.PolicyVersion) -> VettingPolicyVersion:
        shown = as_version(queries.policy_from(row), PolicyState.DRAFT, self.kinds, is_shipped=False)
        shown.effective_from = row.effective_from
        shown.is_written_by_me = row.drafted_by == self.viewer.account_id
        return shown


def as_version(
    policy: Policy,
    state: PolicyState | None,
    kinds: Iterable[entry.ReasonKind],
    *,
    is_shipped: bool = True,
) -> VettingPolicyVersion:
    """Say a version in the words of the API."""
    return VettingPolicyVersion(
        version=policy.version,
        title=str(policy.title),
        state=state,
        is_shipped=is_shipped,
        is_written_by_me=False,
        effective_from=policy.effective_from,
        source=str(policy.source),
        source_on=policy.source_on,
        route=policy.lived_experience,
        levels=_levels(policy),
        access_training=[
            VettingPolicyAccess(access_mode=access, types=sorted(policy.required_training[access]))
            for access in AccessMode
        ],
        role_training=[
            VettingPolicyRole(role_title=title, types=sorted(types))
            for title, types in sorted(policy.role_training.items())
        ],
        training_months=[
            VettingPolicyTraining(type=kind, months=policy.training_months[kind]) for kind in TrainingType
        ],
        documents=_documents(policy),
        target_working_days=policy.target_working_days,
        alert_percents=list(policy.alert_percents),
        renewal_reminder_days=list(policy.renewal_reminder_days),
        ladder=[
            VettingPolicyStep(after_working_days=step.after_working_days, recipient=step.recipient)
            for step in policy.reminder_ladder
        ],
        lapse_after_days=policy.lapse_after_days,
        references_needed=policy.references_needed,
        excluded_notice=policy.excluded_notice,
        excluded_notice_welsh=policy.excluded_notice_welsh,
        weights=_weights(policy, kinds),
    )


def _levels(policy: Policy) -> list[VettingPolicyLevel]:
    return [
        VettingPolicyLevel(
            level=level,
            years=rule.years,
            volunteer_years=rule.volunteer_years,
            needs_end_date=rule.needs_end_date,
            grantable=rule.grantable,
            covers=sorted(rule.covers),
        )
        for level, rule in ((level, policy.levels[level]) for level in VettingLevel)
    ]


def _documents(policy: Policy) -> VettingPolicyDocuments:
    rules = policy.documents
    return VettingPolicyDocuments(
        dated=rules.dated,
        with_group_1=rules.with_group_1,
        without_group_1=rules.without_group_1,
        addresses=rules.addresses,
        recent_addresses=rules.recent_addresses,
        recent_months=rules.recent_months,
        birth_dates=rules.birth_dates,
        photographs=rules.photographs,
        kinds=[
            VettingPolicyDocumentKind(
                type=kind,
                group=rules.groups[kind],
                is_repeatable=kind in rules.repeatable,
                may_be_in_former_name=kind in rules.former_name,
            )
            for kind in DocumentType
            if kind in rules.groups
        ],
    )


def _weights(policy: Policy, kinds: Iterable[entry.ReasonKind]) -> list[VettingPolicyWeight]:
    return [
        VettingPolicyWeight(
            code=kind.code,
            title=str(kind.title),
            usual=kind.usual,
            may_be=list(kind.may_be),
            bearing=policy.entry_weights.get(kind.code, kind.usual),
        )
        for kind in kinds
    ]


def kinds_of(context: Context) -> list[entry.ReasonKind]:
    """Return the reasons that a policy may weigh, of all modules that are on."""
    return [kind for check in context.entry_checks() for kind in check.kinds]


async def versions_of(info: Info[Context, None]) -> list[VettingPolicyVersion]:
    """Read all versions of the prison: one statement."""
    context = info.context
    context.viewer.require(POLICY_READ)
    async with context.database.read(context.viewer) as session:
        rows = await queries.own_policies(session)
    return Shelf(rows, context.viewer, kinds_of(context)).shown()


async def _version(info: Info[Context, None], version: str) -> VettingPolicyVersion | None:
    return next((one for one in await versions_of(info) if one.version == version), None)


async def _draft(info: Info[Context, None], version: str) -> VettingPolicyVersion | None:
    found = await _version(info, version)
    return found if found is not None and found.state is PolicyState.DRAFT else None


read_versions: Any = strawberry.field(
    resolver=versions_of,
    description="The versions of the vetting policy: drafts, what is to come, what was.",
)
read_version: Any = strawberry.field(
    resolver=_version, description="One version of the vetting policy, by its name."
)
read_draft: Any = strawberry.field(
    resolver=_draft, description="A version of the vetting policy that is still a draft; null for any other."
)
