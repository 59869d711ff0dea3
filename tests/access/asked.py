"""How an address is asked that needs more than its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HERE = "/{prison_code:str}"


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that needs more than its path to be asked."""

    who: str
    query: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    """What stands here for a part of the path, before what PATHS says."""
    takes_away: bool = False
    """Whether the first who is let in takes the row away, so that the next may find nothing there."""
