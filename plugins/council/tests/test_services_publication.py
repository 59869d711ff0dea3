"""The gate: nothing leaves while a place waits, what left is a copy, and a decision holds for one text."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import delete, select, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, Forbidden, Invalid, NotFound, Role
from core.testkit import make_person
from plugins.council import services
from plugins.council.enums import (
    HitKind,
    ProposalStatus,
    Release,
    Resolution,
    SourceKind,
    Theme,
    WithdrawReason,
)
from plugins.council.models import Hit, Passage, Proposal, Publication, Word
from plugins.council.services.proposals import Wording
from plugins.council.tests.test_services_proposals import Room, elsewhere, room

__all__ = ["room"]
R, S = Resolution, ProposalStatus
P = SourceKind.PROPOSAL
NAMING = Wording(theme=Theme.SAFETY, problem="Zoë OKAFOR sat by the door.", idea="Ask okafor, Zoe again.")


@pytest_asyncio.fixture
async def named(room: Room) -> Any:
    """Return a proposal that was answered and names somebody of the prison in two passages."""
    await make_person(room.database, room.coordinator, first_name="Zoë", surname="Okafor")
    return await answered(room, NAMING)


async def answered(room: Room, wording: Wording, reason: str = "There is nobody to do it.") -> Any:
    proposal = await room.proposal(wording)
    await room.do(services.record_step, proposal.id, status=S.TABLED)
    return await room.do(services.record_step, proposal.id, status=S.NOT_ACCEPTED, reason=reason)


async def hits(room: Room, source: Any) -> list[Hit]:
    async with room.database.read(room.coordinator) as session:
        wanted = select(Hit).where(Hit.source_id == source.id, Hit.is_current)
        return list(await session.scalars(wanted.order_by(Hit.field, Hit.first)))


async def texts(room: Room, publication: Publication) -> list[str]:
    async with room.database.read(room.coordinator) as session:
        wanted = select(Passage.text).where(Passage.publication_id == publication.id)
        return list(await session.scalars(wanted.order_by(Passage.position)))


async def test_nothing_is_published_while_a_place_waits(room: Room, named: Any) -> None:
    with pytest.raises(Conflict, match="2 places wait"):
        await room.do(services.publish, P, named.id)
    found = await hits(room, named)
    await room.do(services.resolve_hits, [found[0].id], resolution=R.MASKED)
    with pytest.raises(Conflict, match="1 place waits"):
        await room.do(services.publish, P, named.id)


async def test_what_was_decided_is_left_out_of_the_copy(room: Room, named: Any) -> None:
    first, second = await hits(room, named)
    await room.do(services.resolve_hits, [first.id], resolution=R.MASKED)
    await room.do(
        services.resolve_hits, [second.id], resolution=R.GENERALISED, said_instead="a member of staff"
    )

    made = await room.do(services.publish, P, named.id)

    assert (made.release, made.number) == (Release.PUBLISHED, 1)
    assert await texts(room, made) == [
        "a member of staff sat by the door.",
        "Ask [name left out] again.",
        "There is nobody to do it.",
    ]
    assert (await room.do(services.publish, P, named.id)).id == made.id


async def test_changed_text_opens_its_places_anew(room: Room, named: Any) -> None:
    found = await hits(room, named)
    await room.do(services.resolve_hits, [one.id for one in found], resolution=R.MASKED)
    async with room.database.write(room.coordinator) as session:
        await session.execute(
            update(Proposal).where(Proposal.id == named.id).values(idea="Zoe Okafor, again!")
        )

    with pytest.raises(Conflict, match="1 place waits"):
        await room.do(services.publish, P, named.id)


async def test_name_that_came_since_the_text_was_looked_over_is_found_at_the_gate(room: Room) -> None:
    proposal = await answered(room, Wording(theme=Theme.SAFETY, problem="Ask Lindqvist.", idea="Ask again."))
    assert await hits(room, proposal) == []
    await make_person(room.database, room.coordinator, first_name="Ada", surname="Lindqvist")

    with pytest.raises(Conflict, match="1 place waits"):
        await room.do(services.publish, P, proposal.id)


async def test_prison_number_can_be_declared_harmless_by_nobody(room: Room) -> None:
    proposal = await answered(room, Wording(theme=Theme.SAFETY, problem="A 4821 zx waits.", idea="Ask."))
    (hit,) = await hits(room, proposal)

    assert hit.kind is HitKind.PRISON_NUMBER
    with pytest.raises(Invalid):
        await room.do(services.resolve_hits, [hit.id], resolution=R.HARMLESS)
    with pytest.raises(Invalid):
        await room.do(services.resolve_hits, [hit.id], resolution=R.GENERALISED, said_instead="A4821ZX")


async def test_word_that_is_no_name_here_is_remembered(room: Room) -> None:
    await make_person(room.database, room.coordinator, first_name="Gary", surname="Brown")
    bread = Wording(theme=Theme.HEALTH, problem="There is no brown bread.", idea="Brown bread on Fridays.")
    proposal = await answered(room, bread)
    found = await hits(room, proposal)
    await room.do(services.resolve_hits, [one.id for one in found], resolution=R.HARMLESS, remember=True)

    assert len(await texts(room, await room.do(services.publish, P, proposal.id))) == 3
    assert (
        await hits(room, await room.proposal(Wording(theme=Theme.HEALTH, problem="brown rice", idea="?")))
        == []
    )
    async with room.database.read(room.coordinator) as session:
        assert list(await session.scalars(select(Word.folded))) == ["brown"]


async def test_what_was_published_is_taken_back_and_its_history_stays(room: Room) -> None:
    proposal = await answered(room, Wording(theme=Theme.SAFETY, problem="It is dark.", idea="A lamp."))
    first = await room.do(services.publish, P, proposal.id)
    back = await room.do(services.withdraw, P, proposal.id, reason=WithdrawReason.MISTAKE)
    again = await room.do(services.publish, P, proposal.id)

    assert [(one.number, one.release) for one in (first, back, again)] == [
        (1, Release.PUBLISHED),
        (2, Release.WITHDRAWN),
        (3, Release.CORRECTED),
    ]
    assert await texts(room, back) == []
    assert await texts(room, again) == await texts(room, first)


@pytest.mark.parametrize("table", [Publication, Passage])
async def test_history_of_what_was_published_cannot_be_rewritten(room: Room, table: Any) -> None:
    proposal = await answered(room, Wording(theme=Theme.SAFETY, problem="It is dark.", idea="A lamp."))
    await room.do(services.publish, P, proposal.id)

    for statement in (update(table).values(created_at=None), delete(table)):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with room.database.write(room.coordinator) as session:
                await session.execute(statement)


@pytest.mark.usefixtures("named")
async def test_hit_cannot_be_deleted(room: Room) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with room.database.write(room.coordinator) as session:
            await session.execute(delete(Hit))


async def test_proposal_without_an_answer_is_not_published(room: Room) -> None:
    with pytest.raises(Conflict, match="no answer yet"):
        await room.do(services.publish, P, (await room.proposal()).id)


async def test_another_prison_neither_decides_nor_publishes(
    room: Room, named: Any, other_prison: Any
) -> None:
    there = elsewhere(room, other_prison)

    with pytest.raises(NotFound):
        await there.do(services.publish, P, named.id)
    with pytest.raises(NotFound):
        await there.do(
            services.resolve_hits, [one.id for one in await hits(room, named)], resolution=R.MASKED
        )


@pytest.mark.parametrize("role", [Role.PRISON_STAFF_READER, Role.SECURITY_VETTING])
async def test_who_only_reads_publishes_nothing(room: Room, named: Any, role: Role) -> None:
    for asked in (
        room.do(services.publish, P, named.id, by=room.role(role)),
        room.do(services.withdraw, P, named.id, by=room.role(role), reason=WithdrawReason.MISTAKE),
        room.do(services.resolve_hits, [named.id], by=room.role(role), resolution=R.MASKED),
    ):
        with pytest.raises(Forbidden):
            await asked
