"""Who is reminded when: ladders by whose turn it is, and by how long something is still good."""

from __future__ import annotations

from datetime import date

from core.sdk import add_working_days, reminders
from plugins.vetting.enums import Turn
from plugins.vetting.policy import Policy

Step, Told = reminders.Step, reminders.Told
BEFORE_COURSE: reminders.Ladder = (Step(-2, Told.PERSON),)
TRAINING_ENDS: reminders.Ladder = (
    Step(-60, Told.PERSON, working=False),
    Step(-30, Told.PARTNER, working=False),
    Step(-14, Told.COORDINATOR, working=False),
)
RENEWAL: reminders.Ladder = (Step(0, Told.COORDINATOR), Step(10, Told.PARTNER))
TURNS: dict[Turn, reminders.Ladder] = {
    Turn.APPLICANT: (Step(0, Told.PERSON), Step(5, Told.PARTNER), Step(10, Told.COORDINATOR)),
    Turn.PARTNER: (Step(0, Told.PARTNER), Step(5, Told.COORDINATOR)),
    Turn.COORDINATOR: (Step(0, Told.COORDINATOR),),
    Turn.PRISON_SECURITY: (Step(0, Told.SECURITY), Step(5, Told.COORDINATOR)),
    Turn.VETTING_TEAM: (Step(0, Told.COORDINATOR),),
}
"""By the turn as everybody may see it: a governor's own is security's here, as on every list."""


def turn_due_on(turn: Turn, since: date, policy: Policy) -> date:
    """Return when a wait is worth a word: at the target's first share; of the vetting team, at all of it."""
    share = 100 if turn is Turn.VETTING_TEAM else min(policy.alert_percents, default=100)
    return add_working_days(since, -(-policy.target_working_days * share // 100))


def expiry_ladder(policy: Policy) -> reminders.Ladder:
    """Return who is told before a clearance ends: the desk first, those it concerns at each later mark."""
    first, *later = policy.renewal_reminder_days
    marks = later or [first]
    return (
        Step(-first, Told.COORDINATOR, working=False),
        *(Step(-days, told, working=False) for days in marks for told in (Told.PERSON, Told.PARTNER)),
        *((Step(-marks[-1], Told.COORDINATOR, working=False),) if later else ()),
    )
