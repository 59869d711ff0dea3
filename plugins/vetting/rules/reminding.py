"""Who is reminded when: ladders by whose turn it is, and by how long something is still good."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from core.sdk import add_working_days, reminders
from plugins.vetting.enums import ReminderRecipient, Turn, VettingLevel
from plugins.vetting.policy import Policy

Step, Told = reminders.Step, reminders.Told
BEFORE_COURSE: reminders.Ladder = (Step(-2, Told.PERSON),)
TRAINING_ENDS: reminders.Ladder = (
    Step(-60, Told.PERSON, working=False),
    Step(-30, Told.PARTNER, working=False),
    Step(-14, Told.COORDINATOR, working=False),
)
REFERENCE_LAPSED: reminders.Ladder = (Step(0, Told.COORDINATOR),)
RENEWAL: reminders.Ladder = (Step(0, Told.PERSON), Step(5, Told.PARTNER), Step(10, Told.COORDINATOR))
TURNS: dict[Turn, reminders.Ladder] = {
    Turn.APPLICANT: (Step(0, Told.PERSON), Step(5, Told.PARTNER), Step(10, Told.COORDINATOR)),
    Turn.PARTNER: (Step(0, Told.PARTNER), Step(5, Told.COORDINATOR)),
    Turn.COORDINATOR: (Step(0, Told.COORDINATOR),),
    Turn.PRISON_SECURITY: (Step(0, Told.SECURITY), Step(5, Told.COORDINATOR)),
    Turn.VETTING_TEAM: (Step(0, Told.COORDINATOR),),
}
"""Where the policy has no ladder. By the turn as everybody may see it: a governor's is security's here."""
TOLD_BY_POLICY = {
    ReminderRecipient.PERSON: Told.PERSON,
    ReminderRecipient.ORGANISATION: Told.PARTNER,
    ReminderRecipient.COORDINATOR: Told.COORDINATOR,
}
OWNERS: dict[Turn, reminders.Told] = {
    Turn.PARTNER: Told.PARTNER,
    Turn.COORDINATOR: Told.COORDINATOR,
    Turn.PRISON_SECURITY: Told.SECURITY,
}
"""Who is told first of their own turn; an applicant is told as the ladder has it."""
NOT_THEIRS: dict[Turn, frozenset[reminders.Told]] = {
    Turn.APPLICANT: frozenset(),
    Turn.PARTNER: frozenset({Told.PERSON}),
    Turn.COORDINATOR: frozenset({Told.PERSON, Told.PARTNER}),
    Turn.PRISON_SECURITY: frozenset({Told.PERSON, Told.PARTNER}),
}
"""Whom a turn is not brought home to: they have done their part and wait for somebody else."""


class Held(Protocol):
    """A clearance that was not revoked, as far as its end is concerned."""

    @property
    def id(self) -> UUID: ...
    @property
    def level(self) -> VettingLevel: ...
    @property
    def expires_on(self) -> date | None: ...


def lasts_longer(other: Held, ending: Held, policy: Policy) -> bool:
    """Say whether another clearance of the person stands for one that ends, and goes on after it.

    One without an end goes on only where its level has none: else nobody knows until when it is good. Of
    two that end on the same day the higher level is told of, and the older record of the same level.
    """
    if ending.expires_on is None or other.level not in policy.standing_for(ending.level):
        return False
    if other.expires_on is None:
        return not policy.levels[other.level].needs_end_date
    if other.expires_on != ending.expires_on:
        return other.expires_on > ending.expires_on
    return ending.level not in policy.standing_for(other.level) or other.id < ending.id


def days_until_alert(turn: Turn, policy: Policy) -> int:
    """Return how many working days a turn may wait: the target's first share, the team's all of it."""
    share = 100 if turn is Turn.VETTING_TEAM else min(policy.alert_percents, default=100)
    return -(-policy.target_working_days * share // 100)


def turn_due_on(turn: Turn, since: date, policy: Policy) -> date:
    """Return until when a turn may wait."""
    return add_working_days(since, days_until_alert(turn, policy))


def turn_ladder(turn: Turn, case_policy: Policy, in_force: Policy) -> reminders.Ladder:
    """Return who is told of a turn that waits: by the policy in force today, whatever the case is under.

    The due date stays with the case's own version, so that a changed ladder moves no date: its steps are
    counted from there, and those that were taken are not taken again.
    """
    rungs = in_force.reminder_ladder
    if turn is Turn.VETTING_TEAM or not rungs:
        return TURNS[turn]
    until = days_until_alert(turn, case_policy)
    own = [(rungs[0].after_working_days, OWNERS[turn])] if turn in OWNERS else []
    told = [(rung.after_working_days, TOLD_BY_POLICY[rung.recipient]) for rung in rungs]
    wanted = dict.fromkeys([*own, *told])
    return tuple(Step(days - until, who) for days, who in wanted if who not in NOT_THEIRS[turn])


def expiry_ladder(policy: Policy) -> reminders.Ladder:
    """Return who is told before a clearance ends: the desk first, those it concerns at each later mark."""
    first, *later = policy.renewal_reminder_days
    marks = later or [first]
    return (
        Step(-first, Told.COORDINATOR, working=False),
        *(Step(-days, told, working=False) for days in marks for told in (Told.PERSON, Told.PARTNER)),
        *((Step(-marks[-1], Told.COORDINATOR, working=False),) if later else ()),
    )
