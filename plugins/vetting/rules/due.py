"""What the calendar alone does to a case: a renewal falls due, a clearance runs out, silence ends it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from plugins.vetting.enums import ClearanceState, Verb, VettingLevel, VettingStage
from plugins.vetting.policy import Policy, lead_for
from plugins.vetting.rules.clearances import counted_for, runs_out_on
from plugins.vetting.rules.clocks import lapses_on
from plugins.vetting.rules.facts import CaseFacts, Clearance, StageEvent
from plugins.vetting.rules.renewals import renewal_starts_on
from plugins.vetting.rules.stages import AWAITING_REPLY, CLEARED

S = VettingStage
ONE_DAY = timedelta(days=1)
RUNS_OUT = CLEARED | {S.ACTIVE, S.RENEWAL_DUE}
"""Stages that say somebody is cleared: where the calendar alone can move a case."""
LAPSES_ALONE = AWAITING_REPLY - {S.DOCUMENTS_BOOKED}
"""Where the answer of somebody outside is all that is waited for. Booked documents the prison has to see."""
OVER = frozenset({ClearanceState.EXPIRED, ClearanceState.REVOKED})


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step that falls due by itself, and the day it fell due on, however late it is recorded."""

    verb: Verb
    target: VettingStage
    on: date


def ran_out_on(case: CaseFacts, on: date, policy: Policy) -> date | None:
    """Return the first day on which a level that had been covered no longer was; None when all still is.

    Only dates that are known count: a level that was never granted, or whose clearance has no end date,
    waits for somebody to record it, and does not run out by itself.
    """
    days = [day for level in case.required_levels if (day := _level_ran_out_on(level, case, on, policy))]
    return min(days, default=None)


def _level_ran_out_on(level: VettingLevel, case: CaseFacts, on: date, policy: Policy) -> date | None:
    states = list(counted_for(level, case.clearances, on, policy))
    if any(state not in OVER for _held, state in states):
        return None
    return max((_over_on(held) for held, _state in states), default=None)


def _over_on(held: Clearance) -> date:
    """Return the first day on which a clearance that is over was no longer good."""
    after = None if held.expires_on is None else held.expires_on + ONE_DAY
    return min(day for day in (after, held.revoked_on) if day is not None)


def due_step(case: CaseFacts, on: date, policy: Policy) -> DueStep | None:
    """Return the step that the calendar alone calls for by this day, if any."""
    if case.stage not in RUNS_OUT:
        return None
    over = ran_out_on(case, on, policy)
    if case.stage is S.ACTIVE:
        return _renewal(case, over, on, policy)
    return None if over is None else DueStep(Verb.EXPIRE, S.EXPIRED, max(over, case.entered_on))


def lapse_step(case: CaseFacts, on: date, policy: Policy) -> DueStep | None:
    """Return the end of a case that nobody answered for as long as its policy says, if it has come.

    It is dated on the night that ends it, not back: until then an answer could still be recorded.
    """
    if case.stage not in LAPSES_ALONE or on < lapses_on(case, policy):
        return None
    return DueStep(Verb.LAPSE, S.LAPSED, on)


def _renewal(case: CaseFacts, over: date | None, on: date, policy: Policy) -> DueStep | None:
    """Return the renewal that has fallen due: not before the night on which its lead time was measured."""
    end = runs_out_on(case, on, policy) if over is None else over - ONE_DAY
    if end is None:
        return None
    # What was measured after the end is no reason to have begun before it.
    lead = lead_for(policy.lead_times, case.required_levels, min(on, end))
    due = renewal_starts_on(end, lead, policy)
    if due > on:
        return None
    known = due if lead is None else lead.since
    return DueStep(Verb.MARK_RENEWAL_DUE, S.RENEWAL_DUE, max(due, known, case.entered_on))


def caught_up(case: CaseFacts, on: date, policy: Policy) -> CaseFacts:
    """Return the case as it stands by its dates, whether or not the calendar's steps are recorded yet."""
    while (step := due_step(case, on, policy)) is not None:
        event = StageEvent(stage=step.target, on=step.on, verb=step.verb)
        case = replace(case, history=(*case.history, event))
    return case
