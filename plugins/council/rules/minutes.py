"""How minutes go from a draft to what is published, and how two versions differ in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from plugins.council.enums import AttendanceState, MemberRole, MinutesState, WingSize

M = MinutesState
NEXT: Mapping[MinutesState, MinutesState] = {
    M.DRAFT: M.FACILITATOR_CHECKED,
    M.FACILITATOR_CHECKED: M.REDACTION_REVIEW,
    M.REDACTION_REVIEW: M.APPROVED,
    M.APPROVED: M.PUBLISHED,
}
"""The one way forward; what is published goes on as a correction."""
OPEN_TO_CHANGE = frozenset({M.DRAFT, M.FACILITATOR_CHECKED, M.REDACTION_REVIEW})
"""Until the council has approved them. Afterwards a correction gives its reason."""
LOCKED = frozenset(MinutesState) - OPEN_TO_CHANGE


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a version."""

    field: str
    heading: str
    text: str


class Change(StrEnum):
    SAME = "SAME"
    ADDED = "ADDED"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    change: Change
    text: str


def after_change(state: MinutesState) -> MinutesState:
    """Return where minutes are once their text was changed: what was checked has to be checked again."""
    if state is M.FACILITATOR_CHECKED:
        return M.DRAFT
    return M.CORRECTED if state is M.PUBLISHED else state


def changed(before: Sequence[Section], texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections with these texts in place of theirs; the order and the headings stay."""
    return tuple(Section(one.field, one.heading, texts.get(one.field, one.text).strip()) for one in before)


def differences(before: str, after: str) -> Iterator[Piece]:
    """Yield the words of two texts in reading order: what stayed, what went, what came."""
    old, new = _words(before), _words(after)
    for tag, first, past, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[first:past]))
            continue
        if past > first:
            yield Piece(Change.REMOVED, "".join(old[first:past]))
        if end > start:
            yield Piece(Change.ADDED, "".join(new[start:end]))


def _words(text: str) -> list[str]:
    """Part a text into words, each with the blanks that follow it."""
    return re.findall(r"\S+\s*|\s+", text)


@dataclass(frozen=True, slots=True)
class Present:
    """One line of who was there."""

    role: MemberRole
    state: AttendanceState
    wing_size: WingSize | None = None


def counted_roles(lines: Sequence[Present], state: AttendanceState) -> tuple[tuple[MemberRole, int], ...]:
    """Count who was there (or sent apologies) by role, in the order of roles; wings are not said at all."""
    return tuple(
        (role, count)
        for role in MemberRole
        if (count := sum(line.role is role and line.state is state for line in lines))
    )
