"""Who is at the door: what sign-in says about a request before a page is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Request

from core.accounts.viewer import Viewer
from core.pages.request import PrisonName

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person who is signed in and belongs to this prison."""

    viewer: Viewer
    prison: PrisonName
    prisons: tuple[PrisonName, ...]
    """All prisons this person belongs to."""
    language: str
    """The language that the account asks for."""
    csrf_token: str
    form_owner: str = ""
    """A form's mark of whom it was drawn for, by which what was typed outlives a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A person before any prison: signed in or not."""

    name: str = ""
    """Empty when nobody is signed in."""
    prisons: tuple[PrisonName, ...] = ()
    roles: tuple[str, ...] = ()
    """Roles held above prisons, in words."""
    reads_above: bool = False
    """Whether one of them reads what prisons give to HMPPS."""
    language: str = "en"
    csrf_token: str = ""
