"""What a module lets people find from the head of every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.accounts.permissions import Permission
from core.pages.addresses import Href
from core.pages.cells import Link
from core.pages.declarations import Row
from core.pages.request import PageRequest
from core.translation import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """One kind of thing that can be searched for by the words of its name.

    The document takes `$search` and `$first`, and asks the connection for `totalCount` and `nodes`.
    """

    name: str
    """Module and source, such as `core.people`."""
    title: Text
    """Over what was found: "People"."""
    permission: Permission
    document: str
    connection: str
    """The root field with the rows, such as `people`."""
    result: Callable[[Row, PageRequest], Link]
    """A row's name, its page, and what tells it from others of that name."""
    everything: Callable[[str], Href] | None = None
    """Given the words searched for: the list of all that was found."""
