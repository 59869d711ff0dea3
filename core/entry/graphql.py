"""What the API says of a visit: the answer, each reason, and what would make it a yes."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from strawberry import ID, Info

from core.entry.deciding import Decision
from core.entry.declarations import Reason, Visit
from core.entry.enums import Bearing, EntryAnswer
from core.entry.permissions import ENTRY_READ
from core.partnership.existing import existing_person, existing_service
from core.partnership.graphql import Person as PersonNode
from core.reads.filters import as_uuid
from core.reads.mutations import Context
from core.reads.traces import Shown

strawberry.enum(EntryAnswer)
strawberry.enum(Bearing, name="EntryBearing")


@strawberry.type
class EntryReason:
    """One thing that speaks for a visit or against it."""

    code: str
    bearing: Bearing
    words: str
    until: date | None
    """The last day on which it still holds."""
    next_step: str | None
    whose_turn: str | None


@strawberry.type
class EntryDecision:
    """Whether somebody may come in on a day, judged by that day and not by today."""

    person_id: ID
    service_id: ID | None
    on: date
    answer: EntryAnswer
    until: date | None
    """The last day on which a yes rests on what it rests on now; null for a no, and where nothing ends it."""
    reasons: list[EntryReason]


async def _decision(
    info: Info[Context, None], person_id: ID, on: date, service_id: ID | None = None
) -> EntryDecision:
    context = info.context
    context.viewer.require(ENTRY_READ)
    visit = Visit(as_uuid(person_id), None if service_id is None else as_uuid(service_id), on)
    async with context.database.read(context.viewer) as session:
        await existing_person(session, visit.person_id)
        if visit.service_id is not None:
            await existing_service(session, visit.service_id)
        [decision] = await context.decide(session, [visit])
    return as_decision(decision)


def as_decision(decision: Decision) -> EntryDecision:
    visit = decision.visit
    return EntryDecision(
        person_id=ID(str(visit.person_id)),
        service_id=None if visit.service_id is None else ID(str(visit.service_id)),
        on=visit.on,
        answer=decision.answer,
        until=decision.until,
        reasons=[as_reason(reason) for reason in decision.reasons],
    )


def as_reason(reason: Reason) -> EntryReason:
    return EntryReason(
        code=reason.code,
        bearing=reason.bearing,
        words=str(reason.words),
        until=reason.until,
        next_step=None if reason.next_step is None else str(reason.next_step),
        whose_turn=None if reason.whose_turn is None else str(reason.whose_turn),
    )


class Query:
    entry_decision: Any = strawberry.field(
        resolver=_decision,
        description="Whether somebody may come in on a day, and every reason why.",
        metadata={"shown": Shown(PersonNode, "personId")},
    )
