"""What vetting says of somebody's coming in on a day: by stage, clearances and training as of that day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.sdk import entry
from plugins.vetting.enums import AccessMode, TrainingType, Turn, VettingLevel, VettingStage
from plugins.vetting.policy import Policy
from plugins.vetting.rules.clearances import (
    held_for,
    training_counts,
    training_expires_on,
)
from plugins.vetting.rules.facts import CaseFacts
from plugins.vetting.rules.roles import NOTHING, RANK, Asked, RoleRequirement
from plugins.vetting.rules.stages import CALLED_CLEARED, TURNS, turn_of

Bearing = entry.Bearing


class EntryFact(StrEnum):
    """What vetting can find about a visit."""

    NO_CASE = "NO_CASE"
    NOT_CLEARED = "NOT_CLEARED"
    NO_LEVEL = "NO_LEVEL"
    LEVEL_MISSING = "LEVEL_MISSING"
    LEVEL_ELSEWHERE = "LEVEL_ELSEWHERE"
    LEVEL_UNCONFIRMED = "LEVEL_UNCONFIRMED"
    LEVEL_HELD = "LEVEL_HELD"
    ESCORTED_ACCESS = "ESCORTED_ACCESS"
    TRAINING_MISSING = "TRAINING_MISSING"
    TRAINING_DONE = "TRAINING_DONE"
    ROLE_NOT_COVERED = "ROLE_NOT_COVERED"
    ROLE_COVERED = "ROLE_COVERED"
    ROLE_ACCESS = "ROLE_ACCESS"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFinding:
    """One fact about a visit, and what it means for it."""

    fact: EntryFact
    bearing: entry.Bearing
    until: date | None = None
    stage: VettingStage | None = None
    turn: Turn | None = None
    level: VettingLevel | None = None
    training: TrainingType | None = None
    booked_on: date | None = None
    role: str | None = None
    """The title of the role that asks for it."""
    suffices: tuple[VettingLevel, ...] = ()
    """The levels of which the role asks for any one."""
    access_mode: AccessMode | None = None


NO_CASE = EntryFinding(fact=EntryFact.NO_CASE, bearing=Bearing.BLOCKS)
SUSPENDED = EntryFinding(
    fact=EntryFact.NOT_CLEARED,
    bearing=Bearing.BLOCKS,
    stage=VettingStage.SUSPENDED,
    turn=TURNS[VettingStage.SUSPENDED],
)


def entry_findings(
    cases: Iterable[CaseFacts], on: date, policy: Policy, asked: Sequence[Asked] = NOTHING
) -> tuple[EntryFinding, ...]:
    """Return what the person's best case says of a visit on that day; without a case, that there is none.

    Of the roles that somebody who stands in can come in for, the one that fits best counts. A suspension
    is of the person: no other case of theirs lets them in while it lasts.
    """
    known = tuple(cases)
    judged = [tuple(case_findings(case, on, policy, roles)) for roles in asked for case in known]
    best = min(judged, key=_gravity, default=(NO_CASE,))
    if SUSPENDED in best or not is_suspended(known, on):
        return best
    return SUSPENDED, *best


def is_suspended(cases: Iterable[CaseFacts], on: date) -> bool:
    """Say whether any of a person's cases stands at a suspension on a day."""
    return any(stage_on(case, on) is VettingStage.SUSPENDED for case in cases)


def case_findings(case: CaseFacts, on: date, policy: Policy, roles: Asked = ()) -> Iterator[EntryFinding]:
    """Judge a visit by one case, for roles that ask for something of their own.

    Only a stage that calls somebody cleared lets them in, and then only what stands on that very day: a
    clearance that ends before it, or training that is out of date by then, does not.
    """
    stage = stage_on(case, on)
    if stage is None:
        yield NO_CASE
        return
    if stage not in CALLED_CLEARED:
        turn = turn_of(stage, case.pathway)
        yield EntryFinding(fact=EntryFact.NOT_CLEARED, bearing=Bearing.BLOCKS, stage=stage, turn=turn)
        return
    yield from _levels(case, on, policy)
    for role in roles:
        yield from _role(case, on, policy, role)
    yield from _access(case, on, policy, training_asked(case, policy, roles))


def stage_on(case: CaseFacts, on: date) -> VettingStage | None:
    """Return the stage the case had come to by a day; None before it began."""
    return next((event.stage for event in reversed(case.history) if event.on <= on), None)


def _levels(case: CaseFacts, on: date, policy: Policy) -> Iterator[EntryFinding]:
    if not case.required_levels:
        yield EntryFinding(fact=EntryFact.NO_LEVEL, bearing=Bearing.BLOCKS)
    for level in sorted(case.required_levels):
        known = tuple(held_for(level, case.clearances, on, policy))
        standing = tuple(held for held in known if held.covers_this_prison)
        if not standing:
            fact = EntryFact.LEVEL_ELSEWHERE if known else EntryFact.LEVEL_MISSING
            yield EntryFinding(fact=fact, bearing=Bearing.BLOCKS, level=level)
            continue
        ends = [held.expires_on for held in standing]
        fact, bearing = EntryFact.LEVEL_HELD, Bearing.PASSES
        if not any(held.is_confirmed for held in standing):
            fact, bearing = EntryFact.LEVEL_UNCONFIRMED, Bearing.WARNS
        yield EntryFinding(fact=fact, bearing=bearing, level=level, until=_latest(ends))


def _role(case: CaseFacts, on: date, policy: Policy, role: RoleRequirement) -> Iterator[EntryFinding]:
    """Say whether a level that suffices for the role is in date, and their access what it asks."""
    suffices = tuple(sorted(role.levels))
    known = [one for level in suffices for one in held_for(level, case.clearances, on, policy)]
    held = [one for one in known if one.covers_this_prison]
    if known and not held:
        yield EntryFinding(fact=EntryFact.LEVEL_ELSEWHERE, bearing=Bearing.BLOCKS, level=known[0].level)
    elif suffices and not held:
        yield EntryFinding(
            fact=EntryFact.ROLE_NOT_COVERED, bearing=Bearing.BLOCKS, role=role.title, suffices=suffices
        )
    elif suffices:
        until = _latest([one.expires_on for one in held])
        yield EntryFinding(fact=EntryFact.ROLE_COVERED, bearing=Bearing.PASSES, role=role.title, until=until)
        if not any(one.is_confirmed for one in held):
            level = held[0].level
            yield EntryFinding(
                fact=EntryFact.LEVEL_UNCONFIRMED, bearing=Bearing.WARNS, level=level, until=until
            )
    if role.access_mode is not None and RANK[case.access_mode] < RANK[role.access_mode]:
        yield EntryFinding(
            fact=EntryFact.ROLE_ACCESS,
            bearing=Bearing.WARNS,
            role=role.title,
            access_mode=role.access_mode,
        )


def training_asked(case: CaseFacts, policy: Policy, roles: Asked) -> frozenset[TrainingType]:
    """Return the training a visit asks for: by the way of coming in, and by the roles it is for.

    A role that says nothing of its own is spoken for by the policy, by the title on the case.
    """
    if not roles:
        return policy.training_for(case.access_mode, case.role_title)
    return policy.training_for(case.access_mode).union(*(role.training for role in roles))


def _access(
    case: CaseFacts, on: date, policy: Policy, wanted: frozenset[TrainingType]
) -> Iterator[EntryFinding]:
    if case.access_mode is AccessMode.ESCORTED:
        yield EntryFinding(fact=EntryFact.ESCORTED_ACCESS, bearing=Bearing.NEEDS_ESCORT)
    for kind in sorted(wanted):
        records = [held for held in case.trainings if held.type is kind]
        if not any(training_counts(held, on, policy) for held in records):
            booked = [held.booked_on for held in records if held.booked_on is not None]
            yield EntryFinding(
                fact=EntryFact.TRAINING_MISSING,
                bearing=Bearing.NEEDS_ESCORT,
                training=kind,
                booked_on=max(booked, default=None),
            )
            continue
        ends = [training_expires_on(held, policy) for held in records if training_counts(held, on, policy)]
        yield EntryFinding(
            fact=EntryFact.TRAINING_DONE, bearing=Bearing.PASSES, training=kind, until=_latest(ends)
        )


def _latest(ends: Sequence[date | None]) -> date | None:
    """Return the last of the ends; None where one never comes."""
    dated = [end for end in ends if end is not None]
    return max(dated) if dated and len(dated) == len(ends) else None


def _gravity(findings: Sequence[EntryFinding]) -> tuple[int, int]:
    """Order cases by what they let somebody do, then by how little stands against it."""
    order = list(Bearing)
    places = [order.index(finding.bearing) for finding in findings]
    return -min(places), sum(place < order.index(Bearing.WARNS) for place in places)
