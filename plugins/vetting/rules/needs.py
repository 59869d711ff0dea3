"""Who lacks which training on a day: what their way of coming in asks for and nothing stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.vetting.enums import TrainingStatus, TrainingType, VettingStage
from plugins.vetting.policy import Policy
from plugins.vetting.rules.clearances import training_counts, training_expires_on
from plugins.vetting.rules.facts import CaseFacts, Training
from plugins.vetting.rules.stages import CALLED_CLEARED, FINAL

UNWANTED = FINAL | {VettingStage.SUSPENDED}
"""Stages in which nobody is on the way in."""
OUTSTANDING = frozenset({TrainingStatus.REQUIRED, TrainingStatus.BOOKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A training that somebody lacks."""

    type: TrainingType
    booked_on: date | None = None
    expired_on: date | None = None
    """The last day on which they had it."""


def needs_of(
    cases: Iterable[CaseFacts], on: date, policy: Policy, by_role: Collection[TrainingType] = ()
) -> Iterator[Need]:
    """Return what a person lacks on a day, in a steady order; nothing while no case is on its way in.

    `by_role` is what the roles ask for that they are down for.
    """
    alive = [case for case in cases if case.stage not in UNWANTED]
    wanted = {kind for case in alive for kind in policy.required_training[case.access_mode]}
    held = alive[0].trainings if alive else ()
    wanted |= set(by_role) if alive else set()
    # What somebody recorded as needed counts as well, whatever the way of coming in asks for.
    wanted |= {record.type for record in held if record.status in OUTSTANDING}
    for kind in sorted(wanted):
        records = [record for record in held if record.type is kind]
        if not any(training_counts(record, on, policy) for record in records):
            yield Need(type=kind, booked_on=_booked(records, on), expired_on=_expired(records, on, policy))


def is_called_cleared(cases: Sequence[CaseFacts]) -> bool:
    """Say whether a person's cases let them in but for training: no other case does beside a suspension."""
    stages = {case.stage for case in cases}
    return not stages.isdisjoint(CALLED_CLEARED) and VettingStage.SUSPENDED not in stages


def _booked(records: Iterable[Training], on: date) -> date | None:
    days = [
        record.booked_on
        for record in records
        if record.status is TrainingStatus.BOOKED and record.booked_on is not None and record.booked_on >= on
    ]
    return min(days, default=None)


def _expired(records: Iterable[Training], on: date, policy: Policy) -> date | None:
    ends = [training_expires_on(record, policy) for record in records]
    return max((end for end in ends if end is not None and end < on), default=None)
