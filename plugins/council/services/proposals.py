"""What a council proposes is written down, and every step it takes is added to its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    DomainError,
    Invalid,
    InvalidInput,
    Viewer,
    today,
    translate,
    translate_plural,
    uuid7,
)
from plugins.council import queries
from plugins.council.enums import ActionStatus, MemberRole, ProposalStatus, Theme
from plugins.council.models import Action, Proposal, Step
from plugins.council.permissions import PROPOSAL_ANSWER, PROPOSAL_RAISE
from plugins.council.queries.answers import Asked, alike_before
from plugins.council.rules import proposals as rules
from plugins.council.services.escalations import hand_over
from plugins.council.services.redaction import look_over
from plugins.council.services.sources import read_proposal

LONGEST = {"problem": 1000, "idea": 1000, "who_benefits": 300, "cost": 300, "reason": 1000}
"""Characters. A poster has no room for more, and a council reads them aloud."""
MOST_PEOPLE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a council asks for, in its own words."""

    theme: Theme
    problem: str
    idea: str
    who_benefits: str = ""
    cost: str = ""
    support: int | None = None
    raised_by: MemberRole = MemberRole.COUNCIL_MEMBER


async def raise_proposal(
    session: AsyncSession,
    viewer: Viewer,
    council_id: UUID,
    *,
    wording: Wording,
    earlier_number: int | None = None,
    is_new: bool = True,
    on: date | None = None,
) -> Proposal:
    """Write down what a council proposes; whatever the scan finds holds it back from what is published.

    Where nobody has said that it is a new one, Invalid tells which earlier ones read alike.
    """
    viewer.require(PROPOSAL_RAISE)
    council = await queries.council_to_change(session, council_id)
    day = on or today()
    faults = tuple(_wording_faults(wording, day))
    if faults:
        raise InvalidInput(faults)
    if council.ended_on is not None:
        raise Conflict(translate("{name} has ended. Choose another council.").format(name=council.name))
    earlier = None if earlier_number is None else await queries.proposal_of_number(session, earlier_number)
    if earlier is None and not is_new:
        await _check_new(session, wording)
    texts = _texts(wording)
    proposal = Proposal(
        id=uuid7(),
        council_id=council.id,
        number=await queries.next_number(session),
        theme=wording.theme,
        **{name: text or None for name, text in texts.items()},
        support=wording.support,
        raised_by=wording.raised_by,
        raised_on=day,
        status=ProposalStatus.RAISED,
        status_on=day,
        earlier_id=None if earlier is None else earlier.id,
    )
    session.add(proposal)
    await session.flush()
    session.add(_step_row(proposal, rules.Step(ProposalStatus.RAISED, day), 1, viewer))
    await session.flush()
    await look_over(session, await read_proposal(session, proposal.id))
    return proposal


async def _check_new(session: AsyncSession, wording: Wording) -> None:
    found = await alike_before(session, f"{wording.problem} {wording.idea}")
    if found:
        said = translate(
            "This reads like what was asked before: {earlier} Give the number if this asks again, or say "
            "that it is a new one."
        )
        raise Invalid(said.format(earlier=" ".join(map(_asked_words, found))), "earlierNumber")


def _asked_words(one: Asked) -> str:
    words = translate("Proposal {number}, “{idea}”: {status}.").format(
        number=one.number, idea=one.idea, status=one.status.label
    )
    return f"{words} {one.said}".strip()


async def record_step(
    session: AsyncSession,
    viewer: Viewer,
    proposal_id: UUID,
    *,
    status: ProposalStatus,
    on: date | None = None,
    reason: str = "",
    until: date | None = None,
    earlier_number: int | None = None,
) -> Proposal:
    """Add the next step of a proposal: an answer by those who may answer, anything else by the council's."""
    viewer.require(PROPOSAL_ANSWER if status in rules.SAID_BY_THE_PRISON else PROPOSAL_RAISE)
    proposal = await queries.proposal_to_change(session, proposal_id)
    history = await queries.history_of(session, proposal_id)
    day = on or today()
    step = rules.Step(status, day, reason.strip(), until)
    faults = (*rules.step_faults(history, step, today=today()), *_length_faults({"reason": step.reason}))
    if faults:
        raise InvalidInput(faults)
    if status is ProposalStatus.IMPLEMENTED:
        await _check_actions(session, proposal)
    if status is ProposalStatus.DUPLICATE_OF:
        proposal.earlier_id = await _same_as(session, proposal, earlier_number)
    history = (*history, step)
    session.add(_step_row(proposal, step, len(history), viewer))
    proposal.status, proposal.status_on = step.status, day
    proposal.answer_due_on = rules.answer_due_on(history)
    proposal.answered_on = rules.answered_on(history)
    proposal.until_on = step.until or proposal.until_on
    await session.flush()
    await look_over(session, await read_proposal(session, proposal.id))
    if status is ProposalStatus.ESCALATED_NATIONAL:
        await hand_over(session, viewer, proposal, on=day)
    return proposal


async def _check_actions(session: AsyncSession, proposal: Proposal) -> None:
    """Refuse to call a proposal done while somebody has still to do something for it."""
    open_ = list(
        await session.scalars(
            select(Action.words)
            .where(Action.proposal_id == proposal.id, Action.status == ActionStatus.OPEN)
            .order_by(Action.due_on, Action.id)
        )
    )
    if open_:
        said = translate_plural(
            "Is this done? Say what became of it first: {words}",
            "Are these done? Say what became of each first: {words}",
            len(open_),
        )
        raise Invalid(said.format(words="; ".join(open_)), "status")


async def _same_as(session: AsyncSession, proposal: Proposal, number: int | None) -> UUID:
    """Return the earlier proposal that this one is the same as."""
    if number is None:
        raise Invalid(translate("Give the number of the proposal it is the same as."), "earlierNumber")
    earlier = await queries.proposal_of_number(session, number)
    if earlier.number >= proposal.number:
        said = translate("Proposal {number} is not an earlier one. Close the later of the two.")
        raise Invalid(said.format(number=number), "earlierNumber")
    return earlier.id


def _texts(wording: Wording) -> dict[str, str]:
    return {
        "problem": wording.problem.strip(),
        "idea": wording.idea.strip(),
        "who_benefits": wording.who_benefits.strip(),
        "cost": wording.cost.strip(),
    }


def _wording_faults(wording: Wording, day: date) -> Iterator[DomainError]:
    texts = _texts(wording)
    if not texts["problem"]:
        yield Invalid(translate("Say what is wrong today, in a sentence."), "problem")
    if not texts["idea"]:
        yield Invalid(translate("Say what the council asks for, in a sentence."), "idea")
    yield from _length_faults(texts)
    if wording.support is not None and not 0 <= wording.support <= MOST_PEOPLE:
        yield Invalid(translate("Count the people who were for it: from 0 to 5000."), "support")
    if day > today():
        yield Invalid(translate("That day is still to come. Give the day it was raised."), "on")


def _length_faults(texts: dict[str, str]) -> Iterator[DomainError]:
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            said = translate("Say it in {most} characters at most; there are {count}.")
            yield Invalid(said.format(most=LONGEST[name], count=len(text)), name)


def _step_row(proposal: Proposal, step: rules.Step, position: int, viewer: Viewer) -> Step:
    return Step(
        proposal_id=proposal.id,
        position=position,
        status=step.status,
        happened_on=step.on,
        reason=step.reason or None,
        until_on=step.until,
        recorded_by=viewer.account_id,
    )
