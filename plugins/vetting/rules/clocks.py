"""How long: working days in a stage and until a decision, and the applicant's own wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.sdk import working_days_between
from plugins.vetting.enums import VettingStage
from plugins.vetting.policy import Policy
from plugins.vetting.rules.facts import CaseFacts, StageEvent
from plugins.vetting.rules.stages import DECIDED, FINAL

S = VettingStage
STOPS = DECIDED | FINAL


@dataclass(frozen=True, slots=True)
class DecisionClock:
    """Working days from submission to decision, less those on which a query was open."""

    days: int
    started_on: date
    stopped_on: date | None
    """Set once it was decided, or ended without a decision."""
    is_paused: bool


def this_attempt(history: tuple[StageEvent, ...]) -> tuple[StageEvent, ...]:
    """Return the history since the case was last begun: one started again has a fresh clock."""
    starts = [place for place, event in enumerate(history) if event.stage is S.DRAFT]
    return history[starts[-1] :] if starts else history


def working_days_in_stage(case: CaseFacts, on: date) -> int:
    return working_days_between(case.entered_on, on)


def submitted_on(case: CaseFacts) -> date | None:
    """Return the day this attempt was first sent to the vetting team."""
    return next((event.on for event in this_attempt(case.history) if event.stage is S.SUBMITTED), None)


def decision_clock(case: CaseFacts, on: date) -> DecisionClock | None:
    """Return the clock of the vetting team; None before submission.

    Dates may be recorded late, so a pause counts only where it lies between start and stop.
    """
    events = this_attempt(case.history)
    places = [place for place, event in enumerate(events) if event.stage is S.SUBMITTED]
    if not places:
        return None
    since = events[places[0] :]
    start = since[0].on
    stopped = next((event.on for event in since if event.stage in STOPS), None)
    end = max(start, stopped if stopped is not None else on)
    paused = _paused_days(since, start, end, on)
    return DecisionClock(
        days=working_days_between(start, end) - paused,
        started_on=start,
        stopped_on=stopped,
        is_paused=stopped is None and case.stage is S.QUERY_RAISED,
    )


def _paused_days(events: tuple[StageEvent, ...], start: date, end: date, on: date) -> int:
    total = 0
    for event, following in zip(events, (*events[1:], None), strict=True):
        if event.stage is not S.QUERY_RAISED:
            continue
        answered = min(following.on if following else on, end)
        total += working_days_between(max(event.on, start), answered)
    return total


def elapsed_days(case: CaseFacts, on: date) -> int | None:
    """Return the calendar days from the form being sent to the first day, as the applicant counts them.

    Where the pathway sends no form, the wait begins when the organisation has confirmed. None before that.
    """
    events = this_attempt(case.history)
    waiting = [event for event in events if event.stage not in {S.DRAFT, S.SPONSOR_REVIEW}]
    if not waiting or waiting[0].stage in FINAL:
        return None
    stopped = next((event.on for event in waiting if event.stage in FINAL | {S.ACTIVE}), on)
    return max(0, (stopped - waiting[0].on).days)


def heard_last_on(case: CaseFacts) -> date:
    """Return the day since which the case waits in silence: its last step, or a reply recorded after it."""
    return max(case.entered_on, case.last_heard_on or case.entered_on)


def lapses_on(case: CaseFacts, policy: Policy) -> date:
    """Return the first day on which the silence has been long enough to end the case."""
    return heard_last_on(case) + timedelta(days=policy.lapse_after_days)


def alert_reached(days: int, policy: Policy) -> int:
    """Return the largest alert (per cent of the target) that has been reached; 0 before the first."""
    reached = [part for part in policy.alert_percents if days * 100 >= part * policy.target_working_days]
    return max(reached, default=0)


def is_over_target(days: int, policy: Policy) -> bool:
    """Say whether the target has passed: the last day of it is still within."""
    return days > policy.target_working_days
