"""What the API says of the vetting policy: the version in force, for whoever fills in a form by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from strawberry import Info

from core.sdk import Context, today
from plugins.vetting import queries
from plugins.vetting.enums import LivedExperience, VettingLevel
from plugins.vetting.permissions import CASE_READ

strawberry.enum(LivedExperience, name="VettingLivedExperience")


@strawberry.type
class VettingPolicyInForce:
    """What of the policy in force today a form needs to know."""

    version: str
    title: str
    effective_from: date
    route: LivedExperience
    """The route of those who would fail the ordinary vetting."""
    grantable: list[VettingLevel]
    """The levels that are still granted."""


async def _in_force(info: Info[Context, None]) -> VettingPolicyInForce:
    viewer = info.context.viewer
    viewer.require(CASE_READ)
    async with info.context.database.read(viewer) as session:
        policy = await queries.policy_on(session, today())
    return VettingPolicyInForce(
        version=policy.version,
        title=str(policy.title),
        effective_from=policy.effective_from,
        route=policy.lived_experience,
        grantable=[level for level, rule in policy.levels.items() if rule.grantable],
    )


read_in_force: Any = strawberry.field(
    resolver=_in_force, description="The vetting policy in force today, as far as forms need it."
)
