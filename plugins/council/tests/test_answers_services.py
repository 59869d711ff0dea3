"""Answers: who owes one, by when, what goes to HMPPS and comes back, and what was asked before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, Forbidden, Invalid, NotFound, Role, today
from core.testkit import make_person
from plugins.council import services
from plugins.council.enums import AnswerOwner, EscalationKind, MemberRole, ProposalStatus, SourceKind, Theme
from plugins.council.models import Escalation, Passage, Publication
from plugins.council.queries.answers import alike_before, same_topic
from plugins.council.reminders import find_answers
from plugins.council.rules.likeness import likeness, most_alike, words_of
from plugins.council.services.actions import Task
from plugins.council.services.proposals import Wording
from plugins.council.tests.test_services_proposals import ASKED, Room, elsewhere, room

__all__ = ["room"]
S = ProposalStatus
LIBRARY = Wording(
    theme=Theme.TRAINING_EDUCATION,
    problem="The library is closed when people are out of work.",
    idea="Open the library on Saturday mornings.",
)


async def tabled(room: Room, wording: Wording = ASKED, *, days_ago: int = 0) -> Any:
    day = today() - timedelta(days=days_ago)
    proposal = await room.proposal(wording, on=day)
    return await room.do(services.record_step, proposal.id, status=S.TABLED, on=day)


async def owed(room: Room) -> list[tuple[Any, date]]:
    async with room.database.read(room.coordinator) as session:
        found = await find_answers(session, room.coordinator, today(), None)
    return [(one.owner_role, one.due_on) for one in found]


async def escalations(room: Room, proposal: Any) -> list[Escalation]:
    async with room.database.read(room.coordinator) as session:
        wanted = select(Escalation).where(Escalation.proposal_id == proposal.id)
        return list(await session.scalars(wanted.order_by(Escalation.position)))


async def test_hypha_4476_answer_is_given_to_another_and_its_day_never_moves(room: Room) -> None:
    """Due dates that move, hypha#4476: whoever owes it and however late, the day stays."""
    proposal = await tabled(room, days_ago=40)
    due = today() - timedelta(days=12)
    governor = room.role(Role.GOVERNOR)

    assert await owed(room) == [(Role.GOVERNOR, due)]
    await room.do(services.give_answer_to, proposal.id, owner=AnswerOwner.SMT_LEAD)
    assert await owed(room) == [(Role.SMT_LEAD, due)]
    mine = await room.do(
        services.give_answer_to, proposal.id, by=governor, owner=AnswerOwner.GOVERNOR, myself=True
    )
    assert (mine.owner_id, mine.answer_due_on) == (governor.account_id, due)
    await room.do(services.record_step, proposal.id, status=S.VOTED)
    assert await owed(room) == [(Role.GOVERNOR, due)]


async def test_alaveteli_7111_nobody_is_chased_after_the_answer(room: Room) -> None:
    """Nagging after the act, alaveteli#7111."""
    proposal = await tabled(room, days_ago=40)
    done = await room.do(services.record_step, proposal.id, status=S.NOT_ACCEPTED, reason="No room is free.")

    assert await owed(room) == []
    assert (done.answer_due_on, done.answered_on) == (today() - timedelta(days=12), today())
    with pytest.raises(Conflict):
        await room.do(services.give_answer_to, proposal.id, owner=AnswerOwner.SMT_LEAD)


@pytest.mark.parametrize("role", [Role.COUNCIL_FACILITATOR, Role.PRISON_STAFF_READER])
async def test_who_does_not_answer_gives_the_answer_to_nobody(room: Room, role: Role) -> None:
    proposal = await tabled(room)

    with pytest.raises(Forbidden):
        await room.do(services.give_answer_to, proposal.id, by=room.role(role), owner=AnswerOwner.COORDINATOR)


async def test_another_prison_owes_its_own_answers_alone(room: Room, other_prison: Any) -> None:
    there = elsewhere(room, other_prison)
    theirs = await tabled(there, days_ago=40)

    assert await owed(room) == []
    with pytest.raises(NotFound):
        await room.do(services.give_answer_to, theirs.id, owner=AnswerOwner.SMT_LEAD)
    with pytest.raises(NotFound):
        await room.do(services.record_national_answer, theirs.id, said="Yes.")


async def test_question_goes_to_hmpps_through_the_gate_and_its_answer_comes_back(room: Room) -> None:
    proposal = await tabled(room, days_ago=9)
    sent = today() - timedelta(days=5)
    why = "Pay is a national matter."
    await room.do(services.record_step, proposal.id, status=S.ESCALATED_NATIONAL, reason=why, on=sent)
    await room.do(services.record_national_answer, proposal.id, said="The policy is looked at in May.")

    handed, back = await escalations(room, proposal)
    assert (handed.kind, handed.happened_on, back.kind, back.said) == (
        EscalationKind.HANDED_OVER,
        sent,
        EscalationKind.CAME_BACK,
        "The policy is looked at in May.",
    )
    async with room.database.read(room.coordinator) as session:
        texts = await session.scalars(
            select(Passage.text).where(Passage.publication_id == handed.publication_id)
        )
        assert set(texts) >= {ASKED.problem, ASKED.idea, why}
    done = await room.do(services.record_step, proposal.id, status=S.NOT_ACCEPTED, reason="HMPPS decides.")
    assert (done.status, done.answered_on) == (S.NOT_ACCEPTED, sent)
    with pytest.raises(Conflict, match="not with HMPPS"):
        await room.do(services.record_national_answer, proposal.id, said="More.")


async def test_what_may_name_somebody_is_not_handed_over_and_nothing_is_written(room: Room) -> None:
    await make_person(room.database, room.coordinator, first_name="Zoë", surname="Okafor")
    proposal = await tabled(room, Wording(theme=Theme.SAFETY, problem="Ask Z. OKAFOR.", idea="Ask again."))

    with pytest.raises(Conflict, match="place waits"):
        await room.do(services.record_step, proposal.id, status=S.ESCALATED_NATIONAL, reason="Not ours.")
    assert [status for status, _reason in await room.steps(proposal)] == [S.RAISED, S.TABLED]
    assert await escalations(room, proposal) == []
    async with room.database.read(room.coordinator) as session:
        published = select(Publication.id).where(Publication.source_kind == SourceKind.PROPOSAL)
        assert list(await session.scalars(published)) == []


@pytest.mark.parametrize("statement", [update(Escalation).values(said="never said"), delete(Escalation)])
async def test_what_went_to_hmpps_and_back_cannot_be_rewritten(room: Room, statement: Any) -> None:
    proposal = await tabled(room)
    await room.do(services.record_step, proposal.id, status=S.ESCALATED_NATIONAL, reason="Not ours.")

    with pytest.raises(ProgrammingError, match="permission denied"):
        async with room.database.write(room.coordinator) as session:
            await session.execute(statement)


async def test_national_answer_needs_words_and_a_day_that_can_be(room: Room) -> None:
    proposal = await tabled(room)
    await room.do(services.record_step, proposal.id, status=S.ESCALATED_NATIONAL, reason="Not ours.")

    tomorrow = today() + timedelta(days=1)
    for wrong in ({"said": " "}, {"said": "x" * 1001}, {"said": "Yes.", "on": tomorrow}):
        with pytest.raises(Invalid):
            await room.do(services.record_national_answer, proposal.id, **wrong)


async def test_proposal_is_not_done_while_somebody_has_something_to_do(room: Room) -> None:
    proposal = await tabled(room)
    await room.do(services.record_step, proposal.id, status=S.ACCEPTED, until=today())
    task = Task(due_on=today(), words="Print the list.", owner_role=MemberRole.CHAIR)
    action = await room.do(services.add_action, proposal.id, task=task)

    with pytest.raises(Invalid, match=r"Is this done\? Say what became of it first: Print the list\."):
        await room.do(services.record_step, proposal.id, status=S.IMPLEMENTED)
    await room.do(services.finish_action, action.id)
    assert (await room.do(services.record_step, proposal.id, status=S.IMPLEMENTED)).status == S.IMPLEMENTED


async def test_who_asks_again_is_shown_what_was_answered(room: Room, other_prison: Any) -> None:
    first = await tabled(room, LIBRARY)
    await room.do(services.record_step, first.id, status=S.NOT_ACCEPTED, reason="Nobody is there to open it.")
    there = elsewhere(room, other_prison)
    await tabled(there, LIBRARY)
    again = Wording(
        theme=Theme.TRAINING_EDUCATION, problem="People work all week.", idea="Open the library on Saturdays."
    )

    with pytest.raises(Invalid, match=r"Proposal 1, .* Not accepted\. Nobody is there") as refused:
        await room.proposal(again, is_new=False)
    assert refused.value.field == "earlierNumber"
    linked = await room.do(
        services.raise_proposal, first.council_id, wording=again, earlier_number=1, is_new=False
    )
    async with room.database.read(room.coordinator) as session:
        asked = await same_topic(session, first.id)
        alike = await alike_before(session, again.idea, before=linked.number)
    assert [(one.number, one.status) for one in asked] == [(1, S.NOT_ACCEPTED), (2, S.RAISED)]
    assert [one.number for one in alike] == [1]


TEXTS = st.lists(
    st.sampled_from(["library", "Saturday", "kettle", "visits", "the", "Llyfrgell", "shower"]), max_size=6
).map(" ".join)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_likeness_is_the_same_both_ways_and_whole_for_the_same_words(one: str, other: str) -> None:
    first, second = words_of(one), words_of(other)

    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, first) == bool(first)


def test_most_alike_comes_first_and_what_shares_little_is_left_out() -> None:
    before = [
        "Two kettles on each landing.",
        "Open the library on Saturday mornings.",
        "A library list on each wing.",
        "Saturday morning opening of the library, with volunteers.",
    ]
    assert most_alike("The library should open on Saturday mornings", before) == [1, 3]
