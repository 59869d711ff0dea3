"""The API of what is held about one member of a council: found by name, copied, forgotten, on hold."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import func, select
from strawberry import ID, Info

from core.sdk import (
    Context,
    Shown,
    answer,
    as_uuid,
    computed,
    connection,
    mutation,
    node,
    reports,
    through,
    writing,
)
from plugins.council import models, services
from plugins.council.graphql.roll import CouncilMember
from plugins.council.graphql.roll_changes import CouncilRemoved
from plugins.council.permissions import MEMBER_COPY, MEMBER_READ
from plugins.council.queries.member_data import held_about
from plugins.council.queries.roll import member_to_change
from plugins.council.reports import MEMBER_RECORD


@node(models.Member, permission=MEMBER_READ, module="council", sorted_by=("last_name", "id"))
class CouncilPerson:
    """Somebody on a roll as they are looked for by name; `CouncilMember` is the record."""

    id: ID
    number: int
    first_name: str
    last_name: str
    council_name: str = computed(through("council_id", models.Council, "name"))
    term_ends_on: date = computed(through("term_id", models.Term, "ends_on"))


@strawberry.type
class CouncilHeldKind:
    """Records of one kind, and how many."""

    what: str
    count: int


@strawberry.type
class CouncilNaming:
    """A place in a text that says somebody's name."""

    what: str
    written_on: str
    words: str


@strawberry.type
class CouncilHeldAbout:
    """What is held about one member: kinds of records, texts with the name, and whether it is on hold."""

    id: ID
    name: str
    kinds: list[CouncilHeldKind]
    texts: list[CouncilNaming]
    on_hold: bool
    hold_reference: str | None
    hold_review_on: date | None
    is_on_council: bool


@strawberry.type
class CouncilMemberCopy:
    """The report in which the copy will be."""

    report_id: ID


async def held_about_member(info: Info[Context, None], councillor_id: ID) -> CouncilHeldAbout | None:
    viewer = info.context.viewer
    viewer.require(MEMBER_READ)
    wanted = select(models.Member).where(models.Member.id == as_uuid(councillor_id))
    async with info.context.database.read(viewer) as session:
        member = await session.scalar(wanted)
        if member is None:
            return None
        *kinds, texts = await held_about(session, member)
    return CouncilHeldAbout(
        id=ID(str(member.id)),
        name=f"{member.first_name} {member.last_name}",
        kinds=[CouncilHeldKind(what=str(kind.what), count=len(kind.rows)) for kind in kinds],
        texts=[CouncilNaming(what=what, written_on=on, words=words) for what, on, words in texts.rows],
        on_hold=member.hold_review_on is not None,
        hold_reference=member.hold_reference if viewer.may(MEMBER_COPY) else None,
        hold_review_on=member.hold_review_on,
        is_on_council=member.joined_on is not None and member.left_on is None,
    )


class MemberDataQuery:
    council_people = connection(
        CouncilPerson,
        search=lambda row: func.concat(row.first_name, " ", row.last_name),
        description="Everybody on a roll of this prison's councils, to be found by name.",
    )

    council_held_about: Any = strawberry.field(
        resolver=held_about_member,
        description="What is held about one member of a council.",
        metadata={"shown": Shown(CouncilMember, "councillorId")},
    )


class MemberDataMutation:
    @mutation("Delete somebody from the roll who asks for it and is not on the council any more.")
    async def council_erase_member(self, info: Info[Context, None], councillor_id: ID) -> CouncilRemoved:
        async with writing(info) as (session, viewer):
            await services.erase_member(session, viewer, as_uuid(councillor_id))
        return CouncilRemoved(ids=[councillor_id])

    @mutation("Have a copy made of all that is held about a member of a council, to be handed to them.")
    async def council_copy_member(self, info: Info[Context, None], councillor_id: ID) -> CouncilMemberCopy:
        async with writing(info) as (session, viewer):
            viewer.require(MEMBER_COPY)
            member = await member_to_change(session, as_uuid(councillor_id))
            given = {"member_id": member.id}
            asked = await reports.request_report(session, viewer, MEMBER_RECORD, parameters=given)
        return CouncilMemberCopy(report_id=ID(str(asked.id)))

    @mutation("Let nothing that is held about a member of a council be deleted until that is lifted.")
    async def council_hold_member(
        self, info: Info[Context, None], councillor_id: ID, reference: str, review_on: date
    ) -> CouncilMember:
        async with writing(info) as (session, viewer):
            row = await services.hold_member(
                session, viewer, as_uuid(councillor_id), reference=reference, review_on=review_on
            )
        return await answer(info, CouncilMember, row.id)

    @mutation("Lift the hold on what is held about a member of a council.")
    async def council_release_member(self, info: Info[Context, None], councillor_id: ID) -> CouncilMember:
        async with writing(info) as (session, viewer):
            row = await services.release_member(session, viewer, as_uuid(councillor_id))
        return await answer(info, CouncilMember, row.id)
