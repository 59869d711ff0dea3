"""What was changed in a published text since it first went out: told by the day, never by what it said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from plugins.council.enums import Release


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the history of what was published: its day, what it did, and its passages."""

    on: date
    release: Release
    texts: Mapping[str, str]
    """By the passage they stand in; none where it was taken back."""


def last_changes(history: Sequence[Entry]) -> dict[str, Entry]:
    """Return for each passage that is out the entry since which it reads so, if it did not from the first.

    Of the earlier words nothing is returned: they may be what had to go.
    """
    told = [entry for entry in history if entry.release is not Release.WITHDRAWN]
    since: dict[str, Entry] = {}
    for before, entry in pairwise(told):
        since |= {field: entry for field, text in entry.texts.items() if before.texts.get(field) != text}
    return {field: entry for field, entry in since.items() if field in told[-1].texts}
