"""Reads what is typed from a sign-in sheet: times as people write them, and a letter for the rest. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from core.sdk import DomainError, Invalid, Text, translate
from core.sdk import lazy_gettext as _
from plugins.rota.enums import FrictionCause, VisitOutcome

CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?")
"""0915, 915, 9.15, 9:15, 9h15, and 9 for nine o'clock."""
DID_NOT_COME = "d"
TURNED_AWAY: Mapping[str, FrictionCause] = {
    "t": FrictionCause.TURNED_AWAY,
    "te": FrictionCause.NO_ESCORT,
    "ts": FrictionCause.NO_SPACE,
    "tr": FrictionCause.REGIME_CHANGE,
}
LETTERS: Mapping[str, Text] = {
    "d": _("did not come"),
    "t": _("turned away at the gate"),
    "te": _("turned away: no escort"),
    "ts": _("turned away: no room free"),
    "tr": _("turned away: the regime changed"),
}
"""What each letter means, as the page and the sheet explain it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """One line of the sheet as read; all empty where nothing is known."""

    outcome: VisitOutcome | None = None
    cause: FrictionCause | None = None
    arrived_at: time | None = None
    left_at: time | None = None


class Unreadable(Exception):
    """What stands in a line cannot be used: the sentences, each for the box it belongs to."""

    def __init__(self, errors: list[DomainError]) -> None:
        super().__init__()
        self.errors = errors


def read_entry(code: str, arrived: str, left: str) -> SheetEntry:
    """Read the two boxes of a line; raise Unreadable with what to do about each."""
    word, out = "".join(arrived.split()).lower(), "".join(left.split()).lower()
    if word == DID_NOT_COME or word in TURNED_AWAY:
        if out:
            raise Unreadable([_wrong(code, "out", translate("Leave it empty: this person was not let in."))])
        return _not_in(word)
    errors: list[DomainError] = []
    came, went = _time(code, "in", word, errors), _time(code, "out", out, errors)
    if went is not None and not word:
        errors.append(_wrong(code, "in", translate("Give the time in, too.")))
    if came is not None and went is not None and went < came:
        errors.append(_wrong(code, "out", translate("The time out must be after the time in.")))
    if errors:
        raise Unreadable(errors)
    return SheetEntry(outcome=VisitOutcome.CAME if came else None, arrived_at=came, left_at=went)


def as_typed(entry: SheetEntry) -> tuple[str, str]:
    """Return what somebody would have typed for this entry."""
    if entry.outcome is VisitOutcome.DID_NOT_COME:
        return DID_NOT_COME, ""
    if entry.outcome is VisitOutcome.TURNED_AWAY:
        return next((word for word, cause in TURNED_AWAY.items() if cause is entry.cause), "t"), ""
    return _clock(entry.arrived_at), _clock(entry.left_at)


def field_of(code: str, box: str) -> str:
    """Name a box of a line, as the form and the API's errors do."""
    return f"{code}-{box}"


def _not_in(word: str) -> SheetEntry:
    if word == DID_NOT_COME:
        return SheetEntry(outcome=VisitOutcome.DID_NOT_COME)
    return SheetEntry(outcome=VisitOutcome.TURNED_AWAY, cause=TURNED_AWAY[word])


def _time(code: str, box: str, typed: str, errors: list[DomainError]) -> time | None:
    if not typed:
        return None
    found = CLOCK.fullmatch(typed)
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    sentence = translate('"{typed}" is no time. Type it like 0915 or 9.15.')
    if box == "in":
        sentence = translate('"{typed}" is no time. Type it like 0915 or 9.15, or d, t, te, ts or tr.')
    errors.append(_wrong(code, box, sentence.format(typed=typed[:10])))
    return None


def _wrong(code: str, box: str, sentence: str) -> DomainError:
    return Invalid(f"{code}: {sentence}", field_of(code, box))


def _clock(moment: time | None) -> str:
    return "" if moment is None else moment.strftime("%H%M")
