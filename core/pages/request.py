"""What a page knows when it is asked for: who, in which prison, with what in the address, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.accounts.viewer import Viewer
from core.translation import Text

Data = Mapping[str, Any]
"""The `data` of a GraphQL result."""


@dataclass(frozen=True, slots=True)
class PrisonName:
    """The prison whose page this is."""

    code: str
    name: Text
    is_welsh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """One asking for one page."""

    viewer: Viewer
    prison: PrisonName
    today: date
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, name: str, default: str = "") -> str:
        """Return the first value of a name in the address."""
        values = self.query.get(name, ())
        return values[0] if values else default
