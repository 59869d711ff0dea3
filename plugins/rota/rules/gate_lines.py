"""What the gate is told of each person who is expected, and what changed since it was told. Pure.

The gate learns yes, escorted or no, and what to do; never why (HMPPS vetting policy: need to know).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from core.sdk import Text, entry
from core.sdk import lazy_gettext as _

Key = TypeVar("Key", bound=Hashable)
A = entry.EntryAnswer
TROUBLE = {A.NO: 0, A.YES_ESCORTED: 1, A.YES: 2}
"""Whom to look at first."""


class ListState(StrEnum):
    """What a list is worth on the day it is looked at."""

    CURRENT = "CURRENT"
    MADE_BEFORE = "MADE_BEFORE"
    """Made on an earlier day: it does not know what that day's morning brought."""
    DAY_OVER = "DAY_OVER"


@dataclass(frozen=True, slots=True)
class Changes(Generic[Key]):
    """Who is to be added to a list, whose answer is another now, and who is no longer expected."""

    added: frozenset[Key]
    changed: frozenset[Key]
    dropped: frozenset[Key]

    @property
    def count(self) -> int:
        return len(self.added) + len(self.changed) + len(self.dropped)


def told_answer(answer: entry.EntryAnswer, *, escort_needed: bool) -> entry.EntryAnswer:
    """Return what the gate is told: a session that needs an escort makes a yes an escorted one."""
    return A.YES_ESCORTED if answer is A.YES and escort_needed else answer


def gate_words(answer: entry.EntryAnswer) -> Text:
    """Say what the gate does; nothing of why."""
    return {
        A.YES: _("May come in"),
        A.YES_ESCORTED: _("Wait for an escort"),
        A.NO: _("Ring the co-ordinator"),
    }[answer]


def sign_of(answer: entry.EntryAnswer) -> Text:
    """Return the answer in one word, to be read from two metres."""
    return {A.YES: _("YES"), A.YES_ESCORTED: _("ESCORT"), A.NO: _("NO")}[answer]


def compare_lists(told: Mapping[Key, str], expected: Mapping[Key, str]) -> Changes[Key]:
    """Compare what a list told, by line, with what is so now."""
    both = told.keys() & expected.keys()
    return Changes(
        added=frozenset(expected.keys() - told.keys()),
        changed=frozenset(key for key in both if told[key] != expected[key]),
        dropped=frozenset(told.keys() - expected.keys()),
    )


def state_of_list(held_on: date, made_on: date, today: date) -> ListState:
    if held_on < today:
        return ListState.DAY_OVER
    return ListState.MADE_BEFORE if made_on < min(held_on, today) else ListState.CURRENT
