"""What clearances and training are worth on a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from plugins.vetting.enums import ClearanceState, TrainingStatus, TrainingType, VettingLevel
from plugins.vetting.policy import Policy
from plugins.vetting.rules.facts import CaseFacts, Clearance, Training

WORTH_CONFIRMING = frozenset({ClearanceState.CURRENT, ClearanceState.NOT_YET, ClearanceState.UNDATED})
"""What is over needs nobody to stand by it any more."""


def months_after(start: date, months: int) -> date:
    """Return the same day some months on; the last of the month where there is no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def clearance_state(clearance: Clearance, on: date, policy: Policy) -> ClearanceState:
    """Return what a clearance is worth on a day. Its end date is the last good day."""
    endless = not policy.levels[clearance.level].needs_end_date
    return state_by_dates(clearance, on, endless=endless)


def state_by_dates(clearance: Clearance, on: date, *, endless: bool) -> ClearanceState:
    """Return what a clearance is worth, of a level that runs out or does not."""
    if clearance.revoked_on is not None and clearance.revoked_on <= on:
        return ClearanceState.REVOKED
    if clearance.granted_on is not None and clearance.granted_on > on:
        return ClearanceState.NOT_YET
    if clearance.expires_on is None:
        return ClearanceState.CURRENT if endless else ClearanceState.UNDATED
    return ClearanceState.CURRENT if on <= clearance.expires_on else ClearanceState.EXPIRED


def held_for(
    level: VettingLevel,
    clearances: Iterable[Clearance],
    on: date,
    policy: Policy,
) -> Iterator[Clearance]:
    """Find the clearances in date on a day that satisfy a required level."""
    standing = policy.standing_for(level)
    for clearance in clearances:
        if clearance.level in standing and clearance_state(clearance, on, policy) is ClearanceState.CURRENT:
            yield clearance


def counted_for(
    level: VettingLevel,
    clearances: Iterable[Clearance],
    on: date,
    policy: Policy,
) -> Iterator[tuple[Clearance, ClearanceState]]:
    """Find what decides how long a required level is covered: what has begun, each with its worth on a day.

    Beside a clearance that is good here, one that leaves open whether it is puts nothing off: on the day the
    first runs out the gate says no.
    """
    standing = policy.standing_for(level)
    begun = [
        (held, state)
        for held in clearances
        if held.level in standing
        and (state := clearance_state(held, on, policy)) is not ClearanceState.NOT_YET
    ]
    here = [one for one in begun if one[0].covers_this_prison]
    yield from here or begun


def levels_missing(case: CaseFacts, on: date, policy: Policy) -> tuple[VettingLevel, ...]:
    """Return the required levels that no clearance in date satisfies, in a steady order."""
    return tuple(
        level
        for level in sorted(case.required_levels)
        if not any(
            state is ClearanceState.CURRENT
            for _held, state in counted_for(level, case.clearances, on, policy)
        )
    )


def levels_elsewhere(case: CaseFacts, on: date, policy: Policy) -> tuple[VettingLevel, ...]:
    """Return the required levels held only by clearances in date that leave open where they are good."""
    return tuple(
        level
        for level in sorted(case.required_levels)
        if (held := list(held_for(level, case.clearances, on, policy)))
        and not any(one.covers_this_prison for one in held)
    )


def levels_unconfirmed(case: CaseFacts, on: date, policy: Policy) -> tuple[VettingLevel, ...]:
    """Return the required levels that only clearances security has not confirmed satisfy."""
    return tuple(
        level
        for level in sorted(case.required_levels)
        if (held := list(held_for(level, case.clearances, on, policy)))
        and not any(one.is_confirmed for one in held)
    )


def expiring_within(clearances: Iterable[Clearance], days: int, on: date) -> tuple[Clearance, ...]:
    """Return the clearances whose last good day is within so many days from now, soonest first."""
    dated = [held for held in clearances if held.expires_on is not None and held.revoked_on is None]
    soon = [held for held in dated if 0 <= (_end(held) - on).days <= days]
    return tuple(sorted(soon, key=_end))


def runs_out_on(case: CaseFacts, on: date, policy: Policy) -> date | None:
    """Return the last day on which every required level is covered; None when nothing in date runs out.

    A level that is not covered at all is `levels_missing`'s matter.
    """
    ends = [end for level in case.required_levels if (end := _covered_until(level, case, on, policy))]
    return min(ends, default=None)


def reminder_reached(end: date, on: date, policy: Policy) -> int | None:
    """Return the nearest reminder that has come, in days before the end; None outside of them all."""
    left = (end - on).days
    reached = [days for days in policy.renewal_reminder_days if 0 <= left <= days]
    return min(reached, default=None)


def training_expires_on(training: Training, policy: Policy) -> date | None:
    """Return the last day a training is good for: as recorded, or, of a completed one, by the policy."""
    exempt = training.status is TrainingStatus.EXEMPT
    if exempt or training.expires_on is not None or training.completed_on is None:
        return training.expires_on
    return months_after(training.completed_on, policy.training_months[training.type])


def training_counts(training: Training, on: date, policy: Policy) -> bool:
    """Say whether a training stands on a day. Done without a date cannot be shown to be in date."""
    if training.status is TrainingStatus.EXEMPT:
        begun = training.exempted_on is None or training.exempted_on <= on
        return begun and (training.expires_on is None or on <= training.expires_on)
    if training.status is not TrainingStatus.COMPLETED or training.completed_on is None:
        return False
    end = training_expires_on(training, policy)
    return training.completed_on <= on and (end is None or on <= end)


def trainings_missing(case: CaseFacts, on: date, policy: Policy) -> tuple[TrainingType, ...]:
    """Return the mandatory trainings that do not stand on a day, in a steady order."""
    standing = {held.type for held in case.trainings if training_counts(held, on, policy)}
    return tuple(sorted(policy.training_for(case.access_mode, case.role_title) - standing))


def _end(clearance: Clearance) -> date:
    return clearance.expires_on or date.max


def _covered_until(level: VettingLevel, case: CaseFacts, on: date, policy: Policy) -> date | None:
    """Return the latest end among the clearances in date; None if there are none or one never ends."""
    counted = counted_for(level, case.clearances, on, policy)
    ends = [held.expires_on for held, state in counted if state is ClearanceState.CURRENT]
    dated = [end for end in ends if end is not None]
    return max(dated) if dated and len(dated) == len(ends) else None
