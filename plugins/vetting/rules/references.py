"""References: what the link to a referee is, whether one may be asked for, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.sdk import DomainError, Invalid, add_working_days, links, translate
from plugins.vetting.enums import VettingStage
from plugins.vetting.enums.reference import ReferenceState, Relation
from plugins.vetting.errors import ReferenceClosed
from plugins.vetting.rules.stages import OPEN

REFEREE = links.Purpose(code="vetting.reference", days=14, one_use=True)
"""A fortnight: long enough for somebody on holiday, short enough that the case does not wait for nothing."""
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LONGEST_NAME = 100
REMINDED_BEFORE = 4
"""Working days before the last day: time enough to answer, and most have answered by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referee:
    """Whom to ask, and how they know the person."""

    name: str
    email: str
    """Empty where nobody knows it: somebody hands the link over."""
    relation: Relation


def answer_by(on: date) -> date:
    """Return the last day on which the link asked for today can be answered."""
    return on + timedelta(days=REFEREE.days or 0)


def reminded_until(on: date) -> date:
    """Return up to which last day a referee is reminded today."""
    return add_working_days(on, REMINDED_BEFORE)


def shown_state(state: ReferenceState, last_day: date, on: date) -> ReferenceState:
    """Return the state as it stands on a day: what nobody answered in time has lapsed."""
    if state is ReferenceState.ASKED and last_day < on:
        return ReferenceState.LAPSED
    return state


def asking_faults(
    stage: VettingStage, referee: Referee, *, own_email: str | None, asked: Collection[str]
) -> Iterator[DomainError]:
    """Yield what is wrong with asking this referee; `asked` are the addresses asked for this case already."""
    if stage not in OPEN:
        yield ReferenceClosed(translate("This case is not in progress, so no reference is needed for it."))
    if not 1 <= len(referee.name) <= LONGEST_NAME:
        yield Invalid(translate("Enter the referee's name, in 100 characters or fewer."), "name")
    if not referee.email:
        return
    if not EMAIL.fullmatch(referee.email):
        yield Invalid(translate("Enter an e-mail address like name@example.org."), "email")
    elif own_email is not None and referee.email == own_email.strip().lower():
        yield Invalid(translate("This is the person's own address. Enter the referee's."), "email")
    elif referee.email in asked:
        yield Invalid(
            translate("This referee was asked already. Send the link again, or ask somebody else."), "email"
        )


def again_faults(stage: VettingStage, state: ReferenceState) -> Iterator[DomainError]:
    """Yield why a referee cannot be asked again, or the asking withdrawn."""
    if state is not ReferenceState.ASKED:
        yield ReferenceClosed(
            translate("This reference is not being waited for: {state}.").format(state=state.label)
        )
    if stage not in OPEN:
        yield ReferenceClosed(translate("This case is not in progress, so no reference is needed for it."))
