"""What can be done to the roll: terms, wings, members, and what each member agreed to."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.council import services
from plugins.council.enums import ConsentPurpose, MemberRole, SeatMethod, Theme, WingSize
from plugins.council.graphql.roll import CouncilMember, CouncilTerm, CouncilWing
from plugins.council.services.members import Particulars


@strawberry.type
class CouncilRemoved:
    """What is gone."""

    ids: list[ID]


@strawberry.input
class CouncilNewTerm:
    """For how long members are chosen, how many, and how votes become seats."""

    council_id: ID
    starts_on: date
    ends_on: date
    seats: int
    seat_method: SeatMethod = SeatMethod.LARGEST_REMAINDER


@strawberry.input
class CouncilTermChange:
    term_id: ID
    ends_on: date
    seats: int
    seat_method: SeatMethod


@strawberry.input
class CouncilParticulars:
    """What is written down of a member. The name stays on the roll."""

    first_name: str
    last_name: str
    role: MemberRole = MemberRole.COUNCIL_MEMBER
    theme: Theme | None = None
    party_id: ID | None = None
    wing_id: ID | None = None
    joined_on: date | None = None
    inducted_on: date | None = None

    def value(self) -> Particulars:
        return Particulars(
            first_name=self.first_name,
            last_name=self.last_name,
            role=self.role,
            theme=self.theme,
            party_id=as_uuid(self.party_id) if self.party_id else None,
            wing_id=as_uuid(self.wing_id) if self.wing_id else None,
            joined_on=self.joined_on,
            inducted_on=self.inducted_on,
        )


class RollMutation:
    @mutation("Say for how long the next members of a council are chosen.")
    async def council_set_term(self, info: Info[Context, None], given: CouncilNewTerm) -> CouncilTerm:
        async with writing(info) as (session, viewer):
            made = await services.set_term(
                session,
                viewer,
                as_uuid(given.council_id),
                starts_on=given.starts_on,
                ends_on=given.ends_on,
                seats=given.seats,
                seat_method=given.seat_method,
            )
        return await answer(info, CouncilTerm, made.id)

    @mutation("Put right when a term ends, its seats and how they are shared out.")
    async def council_change_term(self, info: Info[Context, None], given: CouncilTermChange) -> CouncilTerm:
        async with writing(info) as (session, viewer):
            row = await services.change_term(
                session,
                viewer,
                as_uuid(given.term_id),
                ends_on=given.ends_on,
                seats=given.seats,
                seat_method=given.seat_method,
            )
        return await answer(info, CouncilTerm, row.id)

    @mutation("Add a wing with its size, or put one right.")
    async def council_set_wing(
        self, info: Info[Context, None], name: str, size: WingSize, wing_id: ID | None = None
    ) -> CouncilWing:
        async with writing(info) as (session, viewer):
            row = await services.set_wing(
                session, viewer, name=name, size=size, wing_id=as_uuid(wing_id) if wing_id else None
            )
        return await answer(info, CouncilWing, row.id)

    @mutation("Take wings away on which no member lives.")
    async def council_remove_wings(self, info: Info[Context, None], wing_ids: list[ID]) -> CouncilRemoved:
        async with writing(info) as (session, viewer):
            for wing_id in wing_ids:
                await services.remove_wing(session, viewer, as_uuid(wing_id))
        return CouncilRemoved(ids=wing_ids)

    @mutation("Write somebody on the roll of a term, and what they agreed to.")
    async def council_add_member(
        self,
        info: Info[Context, None],
        term_id: ID,
        given: CouncilParticulars,
        agreed: list[ConsentPurpose],
    ) -> CouncilMember:
        async with writing(info) as (session, viewer):
            made = await services.add_member(
                session, viewer, as_uuid(term_id), particulars=given.value(), agreed=tuple(agreed)
            )
        return await answer(info, CouncilMember, made.id)

    @mutation("Put right what is written down of a member.")
    async def council_change_member(
        self, info: Info[Context, None], councillor_id: ID, given: CouncilParticulars
    ) -> CouncilMember:
        async with writing(info) as (session, viewer):
            row = await services.change_member(
                session, viewer, as_uuid(councillor_id), particulars=given.value()
            )
        return await answer(info, CouncilMember, row.id)

    @mutation("Write down that a member left the council.")
    async def council_leave(self, info: Info[Context, None], councillor_id: ID, on: date) -> CouncilMember:
        async with writing(info) as (session, viewer):
            row = await services.leave_council(session, viewer, as_uuid(councillor_id), on=on)
        return await answer(info, CouncilMember, row.id)

    @mutation("Add to a member's history that they agreed to a purpose, or took it back.")
    async def council_record_consent(
        self,
        info: Info[Context, None],
        councillor_id: ID,
        purpose: ConsentPurpose,
        is_given: bool,  # noqa: FBT001 -- GraphQL hands arguments over by name
        on: date,
    ) -> CouncilMember:
        async with writing(info) as (session, viewer):
            row = await services.record_consent(
                session, viewer, as_uuid(councillor_id), purpose=purpose, is_given=is_given, on=on
            )
        return await answer(info, CouncilMember, row.member_id)
