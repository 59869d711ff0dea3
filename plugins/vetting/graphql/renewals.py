"""When the renewal of a case's clearance is to be started, and how long renewals take here."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, as_uuid, today
from plugins.vetting import queries, rules
from plugins.vetting.enums import VettingLevel
from plugins.vetting.enums.renewal import LeadBasis
from plugins.vetting.permissions import CASE_READ
from plugins.vetting.policy import LeadTime, policy_of_version

strawberry.enum(LeadBasis, name="VettingLeadBasis")


@strawberry.type
class VettingLeadTime:
    """The working days that four in five cases took at most, of these levels or, with none, of all."""

    levels: list[VettingLevel]
    days: int
    sample: int
    basis: LeadBasis
    since: date
    """The night it was measured."""


@strawberry.type
class VettingCaseRenewal:
    ends_on: date
    starts_on: date
    policy_days: int | None
    """Days before the end at which the policy starts it, where too little is measured."""
    lead: VettingLeadTime | None
    """By what it starts otherwise. Partners and volunteers are told neither: others' cases are not theirs."""


def lead_time_node(lead: LeadTime) -> VettingLeadTime:
    return VettingLeadTime(
        levels=sorted(lead.levels),
        days=lead.days,
        sample=lead.sample,
        basis=lead.basis,
        since=lead.since,
    )


async def _renewal(info: Info[Context, None], case_id: ID) -> VettingCaseRenewal | None:
    viewer = info.context.viewer
    viewer.require(CASE_READ)
    async with info.context.database.read(viewer) as session:
        case = await queries.case_by_id(session, as_uuid(case_id))
        facts = (await queries.facts_of(session, [case]))[case.id]
        policy = policy_of_version(await queries.policies_of(session), case.policy)
    seen = rules.as_seen_by(facts, viewer)
    found = rules.renewal_of(seen, today(), policy) if seen.stage in rules.RUNS_OUT else None
    if found is None:
        return None
    may_know = viewer.partner_id is None
    return VettingCaseRenewal(
        ends_on=found.ends_on,
        starts_on=found.starts_on,
        policy_days=policy.renewal_reminder_days[0] if may_know and not found.lead else None,
        lead=lead_time_node(found.lead) if may_know and found.lead else None,
    )


read_renewal: Any = strawberry.field(
    resolver=_renewal,
    description="When the renewal is to be started of what lets somebody in; null where nothing runs out.",
)
