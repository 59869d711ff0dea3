"""What is held about one person: what an erasure takes, what has to stay, and what is on hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry import ID, Info

from core.clock import today
from core.partnership.models import Person
from core.reads.filters import as_uuid
from core.reads.mutations import Context
from core.retention import queries
from core.retention.declarations import RetentionRule
from core.retention.enums import HoldReason
from core.retention.graphql.known import account_names, rules_known_to
from core.retention.models import Hold
from core.retention.permissions import RETENTION_CHANGE, RETENTION_READ
from core.translation import translate

strawberry.enum(HoldReason)


@strawberry.type
class HeldShare:
    """Of one kind of a person's records: what an erasure takes, and what has to stay, until when and why."""

    code: str
    title: str
    due: int
    staying: int
    until: date | None
    why: str


@strawberry.type
class HeldHold:
    """Records kept on hold. Why, and by whom, is for data protection alone."""

    id: ID
    on: date
    review_on: date
    one_record: bool
    lifted_on: date | None
    reason: HoldReason | None
    reference: str | None
    by: str | None


@strawberry.type
class HeldAbout:
    """What is held about one person, by kind, and whether it is on hold."""

    person_id: ID
    name: str
    on_hold: bool
    shares: list[HeldShare]
    holds: list[HeldHold]


@strawberry.type
class OpenHold:
    """Something kept on hold in this prison: whose, since when, and when somebody looks at it again."""

    id: ID
    person_id: ID
    name: str
    on: date
    review_on: date
    one_record: bool


async def open_holds(info: Info[Context, None]) -> list[OpenHold]:
    viewer = info.context.viewer
    viewer.require(RETENTION_READ)
    async with info.context.database.read(viewer) as session:
        found = await queries.open_holds(session)
    return [
        OpenHold(
            id=ID(str(hold.id)),
            person_id=ID(str(hold.person_id)),
            name=name,
            on=hold.created_at.date(),
            review_on=hold.review_on,
            one_record=hold.record_id is not None,
        )
        for hold, name in found
    ]


async def held_about(info: Info[Context, None], person_id: ID) -> HeldAbout | None:
    viewer, rules = info.context.viewer, rules_known_to(info)
    viewer.require(RETENTION_READ)
    wanted = as_uuid(person_id)
    async with info.context.database.read(viewer) as session:
        person = await session.scalar(select(Person).where(Person.id == wanted))
        if person is None:
            return None
        shares = await queries.shares_of(session, wanted, today())
        holds = await queries.holds_on(session, wanted)
        names = await account_names(session, [hold.placed_by for hold in holds])
    return HeldAbout(
        person_id=ID(str(wanted)),
        name=person.name,
        on_hold=any(hold.lifted_at is None for hold in holds),
        shares=[_share(rules[one.code], one) for one in shares if one.code in rules],
        holds=[_hold(hold, names, full=viewer.may(RETENTION_CHANGE)) for hold in holds],
    )


def _share(rule: RetentionRule, found: queries.Share) -> HeldShare:
    return HeldShare(
        code=rule.code,
        title=str(rule.title),
        due=found.due,
        staying=found.staying,
        until=found.until,
        why=translate("Kept for {period} at least, from when this happened: {trigger}.").format(
            period=rule.unit.words(rule.least), trigger=rule.trigger
        )
        + (f" {rule.about}" if rule.about else ""),
    )


def _hold(hold: Hold, names: Mapping[UUID, str], *, full: bool) -> HeldHold:
    return HeldHold(
        id=ID(str(hold.id)),
        on=hold.created_at.date(),
        review_on=hold.review_on,
        one_record=hold.record_id is not None,
        lifted_on=None if hold.lifted_at is None else hold.lifted_at.date(),
        reason=hold.reason if full else None,
        reference=hold.reference if full else None,
        by=names.get(hold.placed_by, "") if full else None,
    )
