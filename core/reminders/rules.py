"""When which step is due: pure, with a calendar handed in as dates. Each step of each due date comes once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.clock import add_working_days
from core.reminders.declarations import Due, Ladder, Step


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that moved, and the day it was noticed."""

    from_on: date
    to_on: date
    noticed_on: date


@dataclass(frozen=True, slots=True)
class Item:
    """All that is known of one thing that falls due."""

    due_on: date
    is_open: bool = True
    taken: frozenset[tuple[date, str]] = frozenset()
    """Steps taken, each with the due date it was taken for."""
    moves: tuple[Move, ...] = ()


def step_day(step: Step, due_on: date) -> date:
    """Return the day a step is meant for."""
    if step.working:
        return add_working_days(due_on, step.days)
    return due_on + timedelta(days=step.days)


def steps_due(
    ladder: Ladder,
    due_on: date,
    taken: Collection[tuple[date, str]],
    on: date,
) -> tuple[Step, ...]:
    """Return the steps that are to be taken on a day: those meant for it, and those that were missed."""
    return tuple(step for step in ladder if (due_on, step.code) not in taken and step_day(step, due_on) <= on)


def looked_at(
    item: Item | None, due: Due | None, ladder: Ladder, on: date, snoozed_until: date | None = None
) -> tuple[Item | None, tuple[Step, ...]]:
    """Return what is known after a look on a day, and the steps to take then.

    What is not found any more is done: no step follows, whatever was missed. A date that differs from the
    one that was known is a move, and steps count by the new one. While it is snoozed nothing is told; on the
    day that ends, what was missed is.
    """
    if due is None:
        return (None if item is None else replace(item, is_open=False)), ()
    if item is None:
        item = Item(due.due_on)
    elif item.due_on != due.due_on:
        move = Move(item.due_on, due.due_on, on)
        item = replace(item, due_on=due.due_on, moves=(*item.moves, move))
    waits = snoozed_until is not None and on < snoozed_until
    steps = () if waits else steps_due(ladder, due.due_on, item.taken, on)
    taken = item.taken | {(due.due_on, step.code) for step in steps}
    return replace(item, is_open=True, taken=taken), steps
