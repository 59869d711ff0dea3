"""Proposals as they are written down and answered: by whom, with what, and never rewritten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import delete, select, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, DomainError, Forbidden, InvalidInput, NotFound, Role, Viewer, today
from core.testkit import make_person, viewer
from plugins.council import services
from plugins.council.enums import ProposalStatus, SourceKind, Theme
from plugins.council.models import Council, Proposal, Step
from plugins.council.services.proposals import Wording
from plugins.council.services.series import WhenWhere

S = ProposalStatus
ASKED = Wording(theme=Theme.REGIME, problem="People are late for visits.", idea="Unlock ten minutes earlier.")
OTHER = Wording(theme=Theme.HEALTH, problem="Nobody knows.", idea="Say it.")


@dataclass(frozen=True, slots=True)
class Room:
    """One prison's council, and who works with it."""

    database: Any
    registry: Any
    prison: Any
    coordinator: Viewer

    def role(self, role: Role) -> Viewer:
        return viewer(self.registry, self.prison, role)

    async def do(self, service: Any, *ids: Any, by: Viewer | None = None, **given: Any) -> Any:
        who = by or self.coordinator
        async with self.database.write(who) as session:
            return await service(session, who, *ids, **given)

    async def council(self, name: str = "Prison council") -> Any:
        return await self.do(services.set_up_council, name=name, quorum=6, on=today() - timedelta(days=99))

    async def proposal(self, wording: Wording = ASKED, **more: Any) -> Proposal:
        council = await self.council(f"Council {wording.idea}")
        made = await self.do(services.raise_proposal, council.id, wording=wording, **more)
        assert isinstance(made, Proposal)
        return made

    async def steps(self, proposal: Proposal) -> list[tuple[S, str | None]]:
        async with self.database.read(self.coordinator) as session:
            found = await session.execute(
                select(Step.status, Step.reason)
                .where(Step.proposal_id == proposal.id)
                .order_by(Step.position)
            )
            return [tuple(row) for row in found]


def elsewhere(room: Room, prison: Any) -> Room:
    return Room(room.database, room.registry, prison, viewer(room.registry, prison, Role.COORDINATOR))


@pytest_asyncio.fixture
async def room(database: Any, registry: Any, prison: Any) -> AsyncIterator[Room]:
    yield Room(database, registry, prison, viewer(registry, prison, Role.COORDINATOR))


async def test_proposal_goes_its_way_and_every_step_stays(room: Room) -> None:
    day = today() - timedelta(days=40)
    governor = room.role(Role.GOVERNOR)
    proposal = await room.proposal(on=day)
    await room.do(services.record_step, proposal.id, status=S.TABLED, on=day)
    await room.do(
        services.record_step,
        proposal.id,
        by=governor,
        status=S.ACCEPTED_MODIFIED,
        on=day + timedelta(days=10),
        reason="Five minutes, from May.",
        until=today() + timedelta(days=30),
    )
    done = await room.do(services.record_step, proposal.id, by=governor, status=S.IMPLEMENTED)

    assert (done.status, done.answer_due_on, done.answered_on) == (
        S.IMPLEMENTED,
        day + timedelta(days=28),
        day + timedelta(days=10),
    )
    assert await room.steps(proposal) == [
        (S.RAISED, None),
        (S.TABLED, None),
        (S.ACCEPTED_MODIFIED, "Five minutes, from May."),
        (S.IMPLEMENTED, None),
    ]


async def test_refusal_without_a_reason_is_refused_and_nothing_is_written(room: Room) -> None:
    proposal = await room.proposal()
    await room.do(services.record_step, proposal.id, status=S.TABLED)

    with pytest.raises(InvalidInput) as refused:
        await room.do(services.record_step, proposal.id, status=S.NOT_ACCEPTED, reason="  ")

    assert [fault.field for fault in refused.value.errors] == ["reason"]
    assert [status for status, _reason in await room.steps(proposal)] == [S.RAISED, S.TABLED]


@pytest.mark.parametrize("statement", [update(Step).values(reason="never said"), delete(Step)])
async def test_history_cannot_be_rewritten(room: Room, statement: Any) -> None:
    await room.proposal()

    with pytest.raises(ProgrammingError, match="permission denied"):
        async with room.database.write(room.coordinator) as session:
            await session.execute(statement)


async def test_proposal_cannot_be_deleted(room: Room) -> None:
    await room.proposal()

    with pytest.raises(ProgrammingError, match="permission denied"):
        async with room.database.write(room.coordinator) as session:
            await session.execute(delete(Proposal))


async def test_numbers_are_counted_in_each_prison(room: Room, other_prison: Any) -> None:
    there = elsewhere(room, other_prison)
    first, second = (
        await room.proposal(),
        await room.proposal(OTHER),
    )

    assert (first.number, second.number) == (1, 2)
    assert (await there.proposal()).number == 1


async def test_proposal_of_another_prison_is_not_found(room: Room, other_prison: Any) -> None:
    there = elsewhere(room, other_prison)
    theirs = await there.proposal()

    with pytest.raises(NotFound):
        await room.do(services.record_step, theirs.id, status=S.TABLED)
    with pytest.raises(NotFound):
        await room.do(services.raise_proposal, theirs.council_id, wording=ASKED)


@pytest.mark.parametrize(
    ("role", "status", "may"),
    [
        (Role.GOVERNOR, S.ACCEPTED, True),
        (Role.SMT_LEAD, S.ACCEPTED, True),
        (Role.COUNCIL_FACILITATOR, S.ACCEPTED, False),
        (Role.COUNCIL_FACILITATOR, S.VOTED, True),
        (Role.GOVERNOR, S.VOTED, False),
        (Role.PRISON_STAFF_READER, S.VOTED, False),
    ],
)
async def test_prison_answers_and_the_council_moves(room: Room, role: Role, status: S, may: bool) -> None:  # noqa: FBT001
    proposal = await room.proposal()
    await room.do(services.record_step, proposal.id, status=S.TABLED)
    asked = room.do(services.record_step, proposal.id, by=room.role(role), status=status, until=today())

    if may:
        assert (await asked).status == status
    else:
        with pytest.raises(Forbidden):
            await asked


async def test_same_as_another_points_at_the_earlier_one(room: Room) -> None:
    first, second = (
        await room.proposal(),
        await room.proposal(OTHER),
    )

    async def same(proposal: Proposal, number: int | None) -> Any:
        return await room.do(services.record_step, proposal.id, status=S.DUPLICATE_OF, earlier_number=number)

    done = await same(second, first.number)
    assert (done.earlier_id, done.status) == (first.id, S.DUPLICATE_OF)
    for number in (None, 77, second.number):
        with pytest.raises(DomainError) as refused:
            await same(first, number)
        assert refused.value.field == "earlierNumber"


async def waiting(session: Any, _viewer: Viewer, proposal_id: Any) -> int:
    return await services.open_hits(session, SourceKind.PROPOSAL, proposal_id)


async def test_whatever_names_somebody_is_held_back(room: Room) -> None:
    await make_person(room.database, room.coordinator, first_name="Zoë", surname="Okafor")
    plain = await room.proposal()
    named = await room.proposal(Wording(theme=Theme.SAFETY, problem="Ask Z. OKAFOR.", idea="Ask again."))
    later = await room.proposal(Wording(theme=Theme.SAFETY, problem="Nobody is asked.", idea="Ask."))
    await room.do(services.record_step, later.id, status=S.TABLED)
    answered = await room.do(
        services.record_step, later.id, status=S.NOT_ACCEPTED, reason="As for a 1234 bc, no."
    )

    held = [bool(await room.do(waiting, one.id)) for one in (plain, named, answered)]
    assert held == [False, True, True]


async def test_bad_wording_is_said_field_by_field(room: Room) -> None:
    council = await room.council()
    wrong = Wording(theme=Theme.REGIME, problem=" ", idea="x" * 1001, support=-1)

    with pytest.raises(InvalidInput) as refused:
        await room.do(services.raise_proposal, council.id, wording=wrong, on=today() + timedelta(days=1))
    assert [fault.field for fault in refused.value.errors] == ["problem", "idea", "support", "on"]


async def test_council_that_ended_proposes_nothing(room: Room) -> None:
    council = await room.council()
    ended = await room.do(services.end_council, council.id)
    again = await room.do(services.end_council, council.id, on=date(2020, 1, 1))

    assert (ended.ended_on, again.ended_on) == (today(), today())
    with pytest.raises(Conflict):
        await room.do(services.raise_proposal, council.id, wording=ASKED)


@pytest.mark.parametrize(
    ("name", "quorum", "fields"),
    [(" ", 6, ["name"]), ("x" * 81, 0, ["name", "quorum"]), ("a", 101, ["quorum"])],
)
async def test_council_needs_a_name_and_a_quorum(
    room: Room, name: str, quorum: int, fields: list[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await room.do(services.set_up_council, name=name, quorum=quorum)
    assert [fault.field for fault in refused.value.errors] == fields


async def test_council_of_unknown_quorum_plans_no_meeting_until_somebody_says_it(room: Room) -> None:
    council = await room.council()
    async with room.database.write(room.coordinator) as session:
        await session.execute(update(Council).values(quorum=None))
    at = WhenWhere(starts_at=time(14), ends_at=time(15), place="Chapel")
    with pytest.raises(Conflict, match="Nobody has said yet how many members of Prison council"):
        await room.do(services.add_meeting, council.id, on=today(), at=at)
    with pytest.raises(InvalidInput):
        await room.do(services.set_quorum, council.id, quorum=0)

    await room.do(services.set_quorum, council.id, quorum=7)

    assert (await room.do(services.add_meeting, council.id, on=today(), at=at)).quorum == 7
