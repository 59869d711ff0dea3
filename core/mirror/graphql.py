"""What the API says to a person of their own record, and of requests to put one right."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import and_
from strawberry import ID, Info

from core.clock import today
from core.mirror import services
from core.mirror.enums import CorrectionPart, CorrectionState
from core.mirror.models import Correction
from core.mirror.permissions import CORRECTION_READ
from core.mirror.seers import WHY, sights
from core.mirror.trail import Seen, Trace, own_trail
from core.partnership.models import Person
from core.reads.declarations import all_nodes, computed, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.through import through

strawberry.enum(CorrectionPart)
strawberry.enum(CorrectionState)
MOST_DAYS = 40


PERSON_NAME = through("person_id", Person, "name")


@node(Correction, permission=CORRECTION_READ, sorted_by=("-asked_on", "id"))
class CorrectionRequest:
    """Something in a record that its person asked to be put right."""

    id: ID
    person_id: ID
    part: CorrectionPart
    words: str
    asked_on: date
    due_on: date
    state: CorrectionState
    answer: str | None
    answered_on: date | None
    person_name: str = computed(PERSON_NAME)
    is_overdue: bool = computed(lambda row: and_(row.state == CorrectionState.OPEN, row.due_on < today()))


@strawberry.type
class MirrorSeer:
    """A role that may see something of the record, and why."""

    who: str
    why: str


@strawberry.type
class MirrorSight:
    """What of the record may be seen, and by which roles."""

    what: str
    who: list[str]


@strawberry.type
class MirrorTrace:
    """On one day, somebody of an office looked at the record, or took a copy of it; never who."""

    on: date
    office: str
    times: int


@strawberry.type
class Mirror:
    """Who can see the viewer's own record, who looked at it, and who took a copy."""

    seers: list[MirrorSeer]
    sights: list[MirrorSight]
    looks: list[MirrorTrace]
    copies: list[MirrorTrace]


async def _mirror(info: Info[Context, None]) -> Mirror:
    viewer = info.context.viewer
    services.own_person(viewer)
    async with info.context.database.read(viewer) as session:
        trail = await own_trail(session)
    seen = sights(viewer, all_nodes())
    roles = {role for sight in seen for role in sight.roles}
    return Mirror(
        seers=[MirrorSeer(who=str(role.label), why=str(why)) for role, why in WHY.items() if role in roles],
        sights=[MirrorSight(what=str(one.what), who=[str(role.label) for role in one.roles]) for one in seen],
        looks=_traces(one for one in trail if one.what is Trace.LOOK),
        copies=_traces(one for one in trail if one.what is not Trace.LOOK),
    )


def _traces(found: Any) -> list[MirrorTrace]:
    shown: list[Seen] = list(found)[:MOST_DAYS]
    return [MirrorTrace(on=one.on, office=str(one.office), times=one.times) for one in shown]


class Query:
    mirror: Any = strawberry.field(
        resolver=_mirror, description="Who can see the viewer's own record, and who looked at it."
    )
    correction_requests = connection(
        CorrectionRequest,
        filters=("state", "person_id", "part", "is_overdue", "due_on"),
        orders=("asked_on", "due_on", "state"),
        search=PERSON_NAME,
        description="Requests of people to have their own record put right.",
    )
    correction_request = lookup(CorrectionRequest)


class Mutation:
    @mutation("Ask for something in one's own record to be put right.")
    async def ask_correction(
        self, info: Info[Context, None], part: CorrectionPart, words: str
    ) -> CorrectionRequest:
        async with writing(info) as (session, viewer):
            asked = await services.ask_correction(session, viewer, part=part, words=words)
        return await answer(info, CorrectionRequest, asked.id)  # type: ignore[no-any-return]

    @mutation("Answer somebody who asked for a correction: they read the sentence.")
    async def answer_correction(
        self, info: Info[Context, None], correction_id: ID, outcome: CorrectionState, words: str
    ) -> CorrectionRequest:
        async with writing(info) as (session, viewer):
            answered = await services.answer_correction(
                session, viewer, as_uuid(correction_id), outcome=outcome, answer=words
            )
        return await answer(info, CorrectionRequest, answered.id)  # type: ignore[no-any-return]
