"""Whom a draft of the policy would block: everybody current, decided on its day with it and without it."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Assignment, NotFound, Person, PersonStatus, Service, entry, today, translate
from plugins.vetting import queries
from plugins.vetting.entry import check_under
from plugins.vetting.policy import Policy, every_version, policy_in_force
from plugins.vetting.rules.policy_effects import Group, group_effects


class Decide(Protocol):
    """Asks the gate's question of many visits."""

    def __call__(
        self,
        session: AsyncSession,
        visits: Sequence[entry.Visit],
        *,
        instead: Sequence[entry.EntryCheck] = (),
    ) -> Awaitable[list[entry.Decision]]:
        """Return the decisions in the order of the visits."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would change on its day."""

    on: date
    in_force: Policy
    """What holds on that day without the draft."""
    visits: Sequence[entry.Visit]
    groups: Sequence[Group]
    people: dict[UUID, str]
    services: dict[UUID, str]


async def read_preview(
    session: AsyncSession, decide: Decide, version: str, on: date | None = None
) -> Preview:
    """Decide every visit with the draft and without it, as the gate decides; nothing is written.

    Without a day it is the one the draft is meant for, or today where that is past or not said.
    """
    rows = await queries.own_policies(session)
    draft = next((row for row in rows if row.version == version and row.published_at is None), None)
    if draft is None:
        raise NotFound(translate("This prison has no draft of the policy with that name."), "version")
    on = on or max(draft.effective_from or today(), today())
    held = await queries.policies_of(session)
    own = sorted((row for row in rows if row.published_at is not None), key=lambda row: str(row.published_at))
    coming = replace(queries.policy_from(draft), effective_from=on)
    after = every_version([*(queries.policy_from(row) for row in own), coming])
    people, services, visits = await _visits(session, on)
    before = await decide(session, visits, instead=[check_under(held)])
    becomes = await decide(session, visits, instead=[check_under(after)])
    return Preview(on, policy_in_force(held, on), visits, group_effects(before, becomes), people, services)


async def _visits(
    session: AsyncSession, on: date
) -> tuple[dict[UUID, str], dict[UUID, str], list[entry.Visit]]:
    """Return a visit for each service that somebody current is down for; who has none is asked about too."""
    shown = select(Person.id, Person.name).where(Person.status == PersonStatus.CURRENT)
    found = await session.execute(shown.order_by(Person.sort_key, Person.id))
    people = {row.id: row.name for row in found}
    down = (
        select(Assignment.person_id, Assignment.service_id, Service.name)
        .join(Service, Service.id == Assignment.service_id)
        .where(or_(Assignment.starts_on.is_(None), Assignment.starts_on <= on))
        .where(or_(Assignment.ends_on.is_(None), Assignment.ends_on >= on))
    )
    services: dict[UUID, str] = {}
    of_person: dict[UUID, set[UUID]] = {}
    for row in await session.execute(down):
        services[row.service_id] = row.name
        of_person.setdefault(row.person_id, set()).add(row.service_id)
    none: list[UUID | None] = [None]
    visits = [
        entry.Visit(person_id, service_id, on)
        for person_id in people
        for service_id in (sorted(of_person.get(person_id, ())) or none)
    ]
    return people, services, visits
