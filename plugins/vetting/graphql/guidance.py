"""What the policy tells everybody who applies: whom it leaves out, and which documents prove who they are."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import select
from strawberry import ID, Info

from core.sdk import Context, as_uuid
from plugins.vetting import models, queries
from plugins.vetting.enums import DocumentGroup, DocumentType
from plugins.vetting.permissions import CASE_READ
from plugins.vetting.policy import Policy, policy_of_version


@strawberry.type
class VettingGuidance:
    """One version's own text and numbers; nothing of it is about the person who reads it."""

    version: str
    excluded_notice: str
    excluded_notice_welsh: str
    first_group: list[DocumentType]
    """One of these makes a smaller set enough."""
    with_group_1: int
    without_group_1: int
    addresses: int
    recent_months: int
    """How old one that shows the address may be."""


async def _guidance(info: Info[Context, None], person_id: ID) -> list[VettingGuidance]:
    viewer = info.context.viewer
    viewer.require(CASE_READ)
    async with info.context.database.read(viewer) as session:
        wanted = select(models.Case.policy).where(models.Case.person_id == as_uuid(person_id)).distinct()
        versions = sorted(await session.scalars(wanted))
        known = await queries.policies_of(session) if versions else ()
    return [_said(policy_of_version(known, version), version) for version in versions]


def _said(policy: Policy, version: str) -> VettingGuidance:
    taken = policy.documents
    return VettingGuidance(
        version=version,
        excluded_notice=policy.excluded_notice,
        excluded_notice_welsh=policy.excluded_notice_welsh,
        first_group=[kind for kind, group in taken.groups.items() if group is DocumentGroup.GROUP_1],
        with_group_1=taken.with_group_1,
        without_group_1=taken.without_group_1,
        addresses=taken.addresses,
        recent_months=taken.recent_months,
    )


read_guidance: Any = strawberry.field(
    resolver=_guidance,
    description="What the policy of each of somebody's cases tells everybody who applies.",
)
