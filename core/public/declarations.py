"""How a module declares a page for everybody, and the feed beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.accounts.permissions import Permission
from core.pages.request import Data, PageRequest
from core.translation import Text


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing that was published, for programs that come back for what is new."""

    id: UUID
    title: str
    at: datetime
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """A page without sign-in. Its document takes no variables; its root is null while the prison shows none.

    Whoever opens it holds its one permission, which no role needs: it opens what was published and no more.
    """

    name: str
    """Module and page, such as `council.published`."""
    path: str
    """One word, after `/{prison}/public/`."""
    title: Text
    permission: Permission
    document: str
    found: str
    """The root field whose null means that there is no such page here."""
    template: str
    present: Callable[[Data, PageRequest], Mapping[str, Any]]
    feed: Callable[[Data, PageRequest], Sequence[FeedEntry]]
