"""The ladder of reminders is the policy's in force that day; a changed one changes only what was not sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.reminders.rules import Item, looked_at, step_day
from core.sdk import add_working_days, reminders
from plugins.vetting.enums import ReminderRecipient, Turn
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.policy.terms import ReminderStep
from plugins.vetting.rules.reminding import TURNS, turn_due_on, turn_ladder

SINCE = date(2026, 11, 2)
DAY = timedelta(days=1)
TOLD = reminders.Told
RUNGS = some.tuples(some.integers(1, 40), some.sampled_from(list(ReminderRecipient)))
LADDERS = some.lists(RUNGS, max_size=3).map(
    lambda rungs: tuple(ReminderStep(after_working_days=days, recipient=who) for days, who in sorted(rungs))
)
ASKED = [turn for turn in Turn if turn is not Turn.NOBODY and turn in TURNS]


@settings(deadline=None)  # the first one asked makes the calendar of days off
@given(some.sampled_from(ASKED), LADDERS, LADDERS, some.integers(0, 60))
def test_a_changed_ladder_changes_only_steps_not_yet_sent(
    turn: Turn, first: tuple[ReminderStep, ...], second: tuple[ReminderStep, ...], changed_after: int
) -> None:
    item: Item | None = None
    sent: list[tuple[date, str]] = []
    due_on = turn_due_on(turn, SINCE, POLICY)
    for number in range(0, 90, 4):
        today = SINCE + number * DAY
        in_force = replace(POLICY, reminder_ladder=first if number < changed_after else second)
        ladder = turn_ladder(turn, POLICY, in_force)
        due = reminders.Due(subject_id=UUID(int=1), due_on=due_on, ladder=ladder)
        before = frozenset[tuple[date, str]]() if item is None else item.taken
        item, steps = looked_at(item, due, ladder, today)
        assert item is not None
        assert before <= item.taken, "What was sent stays sent."
        assert all(step in ladder and step_day(step, due_on) <= today for step in steps)
        sent += [(due_on, step.code) for step in steps]
        assert item.moves == (), "A ladder moves no date."
    assert len(sent) == len(set(sent)), "Nothing is sent twice."


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        (Turn.APPLICANT, [(5, TOLD.PERSON), (10, TOLD.PARTNER), (15, TOLD.COORDINATOR)]),
        (Turn.PARTNER, [(5, TOLD.PARTNER), (10, TOLD.PARTNER), (15, TOLD.COORDINATOR)]),
        (Turn.COORDINATOR, [(5, TOLD.COORDINATOR), (15, TOLD.COORDINATOR)]),
        (Turn.PRISON_SECURITY, [(5, TOLD.SECURITY), (15, TOLD.COORDINATOR)]),
    ],
)
def test_ladder_of_the_framework_counts_from_the_day_the_wait_began(
    turn: Turn, told: list[tuple[int, reminders.Told]]
) -> None:
    due_on = turn_due_on(turn, SINCE, POLICY)
    steps = [(step_day(step, due_on), step.told) for step in turn_ladder(turn, POLICY, POLICY)]
    assert steps == [(add_working_days(SINCE, days), who) for days, who in told]


@settings(deadline=None)
@given(LADDERS)
def test_alaveteli_7959_nobody_is_nagged_while_it_waits_for_somebody_else(
    rungs: tuple[ReminderStep, ...],
) -> None:
    in_force = replace(POLICY, reminder_ladder=rungs)
    for turn in (Turn.PARTNER, Turn.COORDINATOR, Turn.PRISON_SECURITY, Turn.VETTING_TEAM):
        assert all(step.told is not TOLD.PERSON for step in turn_ladder(turn, POLICY, in_force))
    for turn in (Turn.COORDINATOR, Turn.PRISON_SECURITY, Turn.VETTING_TEAM):
        assert all(step.told is not TOLD.PARTNER for step in turn_ladder(turn, POLICY, in_force))


def test_policy_without_a_ladder_leaves_the_usual_one() -> None:
    without = replace(POLICY, reminder_ladder=())
    assert turn_ladder(Turn.APPLICANT, POLICY, without) == TURNS[Turn.APPLICANT]
