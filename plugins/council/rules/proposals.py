"""What may become of a proposal, and what each step needs. Nothing here forgets: history only grows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.sdk import Invalid, translate
from plugins.council.enums import ProposalStatus

S = ProposalStatus
ANSWER_WITHIN = timedelta(days=28)
"""From the day it is tabled: the measure "proposals answered in time" counts the same days."""
ACCEPTED = frozenset({S.ACCEPTED, S.ACCEPTED_MODIFIED})
ANSWERS = ACCEPTED | {S.DEFERRED, S.NOT_ACCEPTED, S.ESCALATED_NATIONAL}
SAID_BY_THE_PRISON = ANSWERS | {S.IN_PROGRESS, S.IMPLEMENTED}
WAITING = frozenset({S.TABLED, S.VOTED})
"""For the answer."""
CLOSED = frozenset({S.NOT_ACCEPTED, S.FEEDBACK_PUBLISHED, S.WITHDRAWN, S.DUPLICATE_OF})
STEPS: dict[ProposalStatus, frozenset[ProposalStatus]] = {
    S.RAISED: frozenset({S.CANVASSED, S.TABLED, S.WITHDRAWN, S.DUPLICATE_OF}),
    S.CANVASSED: frozenset({S.TABLED, S.WITHDRAWN, S.DUPLICATE_OF}),
    S.TABLED: ANSWERS | {S.VOTED, S.WITHDRAWN, S.DUPLICATE_OF},
    S.VOTED: ANSWERS | {S.WITHDRAWN, S.DUPLICATE_OF},
    S.ACCEPTED: frozenset({S.IN_PROGRESS, S.IMPLEMENTED}),
    S.ACCEPTED_MODIFIED: frozenset({S.IN_PROGRESS, S.IMPLEMENTED}),
    S.DEFERRED: ANSWERS - {S.DEFERRED} | {S.WITHDRAWN},
    S.ESCALATED_NATIONAL: ANSWERS - {S.ESCALATED_NATIONAL},
    S.NOT_ACCEPTED: frozenset(),
    S.IN_PROGRESS: frozenset({S.IMPLEMENTED}),
    S.IMPLEMENTED: frozenset({S.FEEDBACK_PUBLISHED}),
    S.FEEDBACK_PUBLISHED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.DUPLICATE_OF: frozenset(),
}
"""A refusal stands: who asks again raises a new proposal that is linked to it."""
NEEDS_REASON = frozenset({S.NOT_ACCEPTED, S.DEFERRED, S.ESCALATED_NATIONAL, S.ACCEPTED_MODIFIED, S.WITHDRAWN})
NEEDS_DAY = ACCEPTED | {S.DEFERRED}
"""Until when it is done, or looked at again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a proposal's history."""

    status: ProposalStatus
    on: date | None
    """None where nobody knows: a list that was brought in did not say."""
    reason: str = ""
    until: date | None = None


def step_faults(history: tuple[Step, ...], step: Step, *, today: date) -> Iterator[Invalid]:
    """Say what is wrong with a next step, each at its field."""
    last = history[-1]
    if step.status not in STEPS[last.status]:
        yield Invalid(
            translate(
                "“{now}” cannot become “{then}”. Look at the proposal again: it may have moved on."
            ).format(now=last.status.label, then=step.status.label),
            "status",
        )
    if step.status in NEEDS_REASON and not step.reason.strip():
        yield Invalid(translate("Say why in a sentence: the council reads it."), "reason")
    if step.status in NEEDS_DAY and step.until is None:
        yield Invalid(translate("Give the day by which it is done or looked at again."), "until")
    earlier = last_known_day(history)
    if step.on is None:
        yield Invalid(translate("Give the day it happened."), "on")
        return
    if step.until is not None and step.until < step.on:
        yield Invalid(translate("The day it is done by is before the answer. Give a later one."), "until")
    if step.on > today:
        yield Invalid(translate("That day is still to come. Give the day it happened."), "on")
    if earlier is not None and step.on < earlier:
        yield Invalid(translate("That day is before the step it follows. Give a later one."), "on")


def status_of(history: tuple[Step, ...]) -> ProposalStatus:
    return history[-1].status


def last_known_day(history: tuple[Step, ...]) -> date | None:
    """Return the last day of the history that is known."""
    return next((step.on for step in reversed(history) if step.on is not None), None)


def tabled_on(history: tuple[Step, ...]) -> date | None:
    """Return the day from which an answer is owed; the first day, however often it was put off."""
    return next((step.on for step in history if step.status in WAITING), None)


def answer_due_on(history: tuple[Step, ...]) -> date | None:
    """Return by when the answer is owed. It never moves: a late answer is late."""
    day = tabled_on(history)
    return None if day is None else day + ANSWER_WITHIN


def answered_on(history: tuple[Step, ...]) -> date | None:
    """Return the day of the first answer; None without one, and where nobody knows the day."""
    return next((step.on for step in history if step.status in ANSWERS), None)
