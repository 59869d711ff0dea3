"""What two cells of a log, "Agreed?" and "Done?", say of a proposal: its status, and the way there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.sdk import imports
from plugins.council.enums import ProposalStatus
from plugins.council.imports.kinds import LogKind
from plugins.council.imports.words import AGREED, DONE, Agreed, Done
from plugins.council.rules.proposals import NEEDS_REASON, STEPS, Step

S = ProposalStatus
DONE_ON = re.compile(r"(?:done|completed?)[ :,(-]+(?:on )?(.+?)\)?")
ANSWER_OF = {
    Agreed.YES: S.ACCEPTED,
    Agreed.PART: S.ACCEPTED_MODIFIED,
    Agreed.NO: S.NOT_ACCEPTED,
    Agreed.LATER: S.DEFERRED,
    Agreed.NATIONAL: S.ESCALATED_NATIONAL,
}
DOING = {Done.DONE: S.IMPLEMENTED, Done.UNDER_WAY: S.IN_PROGRESS}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a proposal got by a log: the answer, what follows from it, and what is to be said of it."""

    answer: ProposalStatus | None = None
    doing: ProposalStatus | None = None
    done_on: date | None = None
    said: tuple[tuple[imports.Kind, str], ...] = ()
    """Kinds, each with the field where it stands."""

    @property
    def status(self) -> ProposalStatus:
        return self.doing or self.answer or S.TABLED


def read_outcome(agreed: str, done: str, *, day: date, as_at: date, response: str) -> Outcome:
    """Read both cells together: what is done though it was not agreed stays not accepted."""
    decided = AGREED.meaning_of(agreed)
    how_far, done_on, said = _read_done(done, day, as_at)
    answer = None if decided is None else ANSWER_OF[decided]
    if agreed and decided is None:
        said = (*said, (imports.CommonKind.STATUS_UNRECOGNISED, "agreed"))
    if answer is None and how_far in DOING:
        said = (*said, (imports.CommonKind.STATUS_UNRECOGNISED, "done"))
    if answer in NEEDS_REASON and not response:
        said = (*said, (LogKind.REASON_MISSING, "response"))
    if answer is S.NOT_ACCEPTED and how_far is Done.DONE:
        said = (*said, (LogKind.DONE_BUT_NOT_AGREED, "done"))
    is_yes = decided in {Agreed.YES, Agreed.PART}
    doing = DOING.get(how_far) if is_yes and how_far is not None else None
    return Outcome(answer, doing, done_on if doing is S.IMPLEMENTED else None, said)


def _read_done(
    text: str, day: date, as_at: date
) -> tuple[Done | None, date | None, tuple[tuple[imports.Kind, str], ...]]:
    """Return how far it is and since when; a day that cannot be is left out, and said."""
    if not text:
        return None, None, ()
    meaning = DONE.meaning_of(text)
    if meaning is not None:
        return meaning, None, ()
    found = DONE_ON.fullmatch(imports.fold_phrase(text))
    if found is None:
        return None, None, ((imports.CommonKind.STATUS_UNRECOGNISED, "done"),)
    done_on = imports.read_date_text(found[1]).day
    if done_on is None or not day <= done_on <= as_at:
        return Done.DONE, None, ((LogKind.DONE_DAY_UNLIKELY, "done"),)
    return Done.DONE, done_on, ()


def tell_steps(outcome: Outcome, day: date, response: str) -> tuple[Step, ...]:
    """Return the history in order. A log knows the day of the meeting, and sometimes when it was done.

    Of a day that the log does not say, none is written: the answer came at some time, and nobody knows when.
    """
    waiting = response if outcome.answer is None else ""
    steps = [Step(S.RAISED, day), Step(S.TABLED, day, waiting)]
    if outcome.answer is not None:
        steps.append(Step(outcome.answer, None, response))
    if outcome.doing is not None:
        steps.append(Step(outcome.doing, outcome.done_on))
    return tuple(steps)


def further_steps(here: Sequence[str], told: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps that a log tells and the history here lacks; none where they do not follow from it."""
    known = 0
    for status in here:
        known += known < len(told) and told[known].status == status
    further = told[known:]
    last = ProposalStatus(here[-1]) if here else None
    for step in further:
        if last is not None and step.status not in STEPS[last]:
            return ()
        last = step.status
    return further
