"""What can be done to an election: moved on, parties and lists written, papers counted, a lot drawn."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry
from strawberry import ID, Info

from core.sdk import Context, Invalid, answer, as_uuid, mutation, translate, writing
from plugins.council import services
from plugins.council.enums import (
    ConsentPurpose,
    ElectionPaper,
    ElectionStatus,
    Electorate,
    NominationStatus,
    Theme,
    Tongue,
)
from plugins.council.graphql.elections import CouncilElection, CouncilParty
from plugins.council.reports.election_printing import print_election
from plugins.council.services.parties import Programme


@strawberry.input
class CouncilProgramme:
    """What a party stands for: it is printed, so it names nobody."""

    name: str
    theme: Theme
    manifesto: str = ""

    def value(self) -> Programme:
        return Programme(name=self.name, theme=self.theme, manifesto=self.manifesto)


@strawberry.input
class CouncilNewNomination:
    """Somebody put forward for a party's list."""

    party_id: ID
    first_name: str
    last_name: str
    wing_id: ID | None = None
    agreed: list[ConsentPurpose] = strawberry.field(default_factory=list)


@strawberry.input
class CouncilVotes:
    """The votes of one party."""

    party_id: ID
    votes: int


@strawberry.input
class CouncilSheet:
    """What was counted for one electorate: a figure for each party, and the papers that were spoilt."""

    election_id: ID
    electorate: Electorate
    votes: list[CouncilVotes]
    spoilt: int = 0

    def figures(self) -> dict[UUID, int]:
        found = {as_uuid(one.party_id): one.votes for one in self.votes}
        if len(found) < len(self.votes):
            raise Invalid(translate("Give one figure for each party."), "votes")
        return found


class ElectionMutation:
    @mutation("Plan an election for the seats of a term.")
    async def council_plan_election(
        self, info: Info[Context, None], term_id: ID, votes_on: date
    ) -> CouncilElection:
        async with writing(info) as (session, viewer):
            made = await services.plan_election(session, viewer, as_uuid(term_id), votes_on=votes_on)
        return await answer(info, CouncilElection, made.id)

    @mutation("Take an election to its next state, if what that needs is there.")
    async def council_move_election(
        self,
        info: Info[Context, None],
        election_id: ID,
        status: ElectionStatus | None = None,
        prisoners_eligible: int | None = None,
        staff_eligible: int | None = None,
    ) -> CouncilElection:
        async with writing(info) as (session, viewer):
            row = await services.move_election(
                session,
                viewer,
                as_uuid(election_id),
                status=status,
                prisoners_eligible=prisoners_eligible,
                staff_eligible=staff_eligible,
            )
        return await answer(info, CouncilElection, row.id)

    @mutation("Put a party on the ballot paper.")
    async def council_add_party(
        self, info: Info[Context, None], election_id: ID, given: CouncilProgramme
    ) -> CouncilParty:
        async with writing(info) as (session, viewer):
            made = await services.add_party(session, viewer, as_uuid(election_id), programme=given.value())
        return await answer(info, CouncilParty, made.id)

    @mutation("Put right what a party stands for, until nominations close.")
    async def council_change_party(
        self, info: Info[Context, None], party_id: ID, given: CouncilProgramme
    ) -> CouncilParty:
        async with writing(info) as (session, viewer):
            row = await services.change_party(session, viewer, as_uuid(party_id), programme=given.value())
        return await answer(info, CouncilParty, row.id)

    @mutation("Take a party off the ballot paper for which nobody was put forward.")
    async def council_remove_party(self, info: Info[Context, None], party_id: ID) -> CouncilElection:
        async with writing(info) as (session, viewer):
            row = await services.remove_party(session, viewer, as_uuid(party_id))
        return await answer(info, CouncilElection, row.id)

    @mutation("Put somebody forward for a party's list.")
    async def council_nominate(self, info: Info[Context, None], given: CouncilNewNomination) -> CouncilParty:
        async with writing(info) as (session, viewer):
            made = await services.nominate_member(
                session,
                viewer,
                as_uuid(given.party_id),
                first_name=given.first_name,
                last_name=given.last_name,
                wing_id=as_uuid(given.wing_id) if given.wing_id else None,
                agreed=tuple(given.agreed),
            )
        return await answer(info, CouncilParty, made.party_id)

    @mutation("Say whether somebody put forward is accepted, or withdrew. Never why.")
    async def council_decide_nomination(
        self, info: Info[Context, None], nomination_id: ID, status: NominationStatus
    ) -> CouncilParty:
        async with writing(info) as (session, viewer):
            row = await services.decide_nomination(session, viewer, as_uuid(nomination_id), status=status)
        return await answer(info, CouncilParty, row.party_id)


@strawberry.type
class CouncilPrinting:
    """A paper that was asked for."""

    report_id: ID


class CountMutation:
    @mutation("Ask for a paper of an election: ballot papers, count sheets, or the poster of its result.")
    async def council_print_election(
        self, info: Info[Context, None], election_id: ID, paper: ElectionPaper, tongue: Tongue
    ) -> CouncilPrinting:
        async with writing(info) as (session, viewer):
            report_id = await print_election(
                session, viewer, as_uuid(election_id), paper=paper, tongue=tongue
            )
        return CouncilPrinting(report_id=ID(str(report_id)))

    @mutation("Type in what was counted for an electorate: the first time, or the second, which is blind.")
    async def council_key_count(self, info: Info[Context, None], given: CouncilSheet) -> CouncilElection:
        async with writing(info) as (session, viewer):
            row = await services.key_count(
                session,
                viewer,
                as_uuid(given.election_id),
                electorate=given.electorate,
                votes=given.figures(),
                spoilt=given.spoilt,
            )
        return await answer(info, CouncilElection, row.election_id)

    @mutation("Write down what was found where two counts differed.")
    async def council_agree_count(self, info: Info[Context, None], given: CouncilSheet) -> CouncilElection:
        async with writing(info) as (session, viewer):
            row = await services.agree_count(
                session,
                viewer,
                as_uuid(given.election_id),
                electorate=given.electorate,
                votes=given.figures(),
                spoilt=given.spoilt,
            )
        return await answer(info, CouncilElection, row.election_id)

    @mutation("Begin the count of an electorate anew. What was typed in stays, and counts no longer.")
    async def council_set_counts_aside(
        self, info: Info[Context, None], election_id: ID, electorate: Electorate
    ) -> CouncilElection:
        async with writing(info) as (session, viewer):
            row = await services.set_counts_aside(
                session, viewer, as_uuid(election_id), electorate=electorate
            )
        return await answer(info, CouncilElection, row.id)

    @mutation("Write down which parties won the last seats by a lot.")
    async def council_draw_lot(
        self, info: Info[Context, None], election_id: ID, winners: list[ID], on: date
    ) -> CouncilElection:
        async with writing(info) as (session, viewer):
            row = await services.draw_lot(
                session, viewer, as_uuid(election_id), winners=[as_uuid(one) for one in winners], on=on
            )
        return await answer(info, CouncilElection, row.id)

    @mutation("Put those elected on the council, from the top of each party's list.")
    async def council_seat_elected(self, info: Info[Context, None], election_id: ID) -> CouncilElection:
        async with writing(info) as (session, viewer):
            row = await services.seat_elected(session, viewer, as_uuid(election_id))
        return await answer(info, CouncilElection, row.id)
