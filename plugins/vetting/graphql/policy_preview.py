"""What the API says of whom a draft of the policy would block."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import strawberry
from strawberry import ID, Info

from core.sdk import Context
from plugins.vetting.enums import PolicyEffect
from plugins.vetting.permissions import POLICY_READ
from plugins.vetting.policy_preview import Preview, read_preview
from plugins.vetting.rules.policy_effects import Group

strawberry.enum(PolicyEffect, name="VettingPolicyEffect")


@strawberry.type
class VettingPolicyAffected:
    person_id: ID
    person_name: str
    services: list[str]
    """Those they are down for and this happens to."""


@strawberry.type
class VettingPolicyEffectGroup:
    """People to whom a draft does the same, for the same reason."""

    effect: PolicyEffect
    reason: str
    people: list[VettingPolicyAffected]


@strawberry.type
class VettingPolicyEffectCount:
    effect: PolicyEffect
    people: int


@strawberry.type
class VettingPolicyPreview:
    """What would change on a day, were the draft in force from then; nothing is changed by asking."""

    version: str
    on: date
    in_force: str
    """The version that holds on that day without the draft."""
    people: int
    """How many people were judged."""
    counts: list[VettingPolicyEffectCount]
    groups: list[VettingPolicyEffectGroup]


async def _preview(info: Info[Context, None], version: str, on: date | None = None) -> VettingPolicyPreview:
    context = info.context
    context.viewer.require(POLICY_READ)
    async with context.database.read(context.viewer) as session:
        return as_preview(version, await read_preview(session, context.decide, version, on))


def as_preview(version: str, found: Preview) -> VettingPolicyPreview:
    affected: dict[PolicyEffect, set[UUID]] = {effect: set() for effect in PolicyEffect}
    for group in found.groups:
        affected[group.effect] |= {visit.person_id for visit in group.visits}
    return VettingPolicyPreview(
        version=version,
        on=found.on,
        in_force=str(found.in_force.title),
        people=len(found.people),
        counts=[
            VettingPolicyEffectCount(effect=effect, people=len(people)) for effect, people in affected.items()
        ],
        groups=[_group(found, group) for group in found.groups],
    )


def _group(found: Preview, group: Group) -> VettingPolicyEffectGroup:
    services: dict[UUID, list[str]] = {}
    for visit in group.visits:
        named = services.setdefault(visit.person_id, [])
        if visit.service_id is not None:
            named.append(found.services[visit.service_id])
    people = [
        VettingPolicyAffected(
            person_id=ID(str(person_id)), person_name=found.people[person_id], services=sorted(names)
        )
        for person_id, names in services.items()
    ]
    return VettingPolicyEffectGroup(effect=group.effect, reason=group.words, people=people)


read_policy_preview: Any = strawberry.field(
    resolver=_preview, description="Whom a draft of the policy would block or let in, on a day."
)
