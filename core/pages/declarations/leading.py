"""What leads to pages: the cards of the first one, and the entries of the navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.accounts.permissions import Permission
from core.pages.declarations.page import Variables, no_variables
from core.pages.request import Data, PageRequest
from core.pages.views import CardContent
from core.translation import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a module adds to "What needs me today?". A card with nothing to say is not shown."""

    name: str
    title: Text
    permission: Permission
    document: str
    present: Callable[[Data, PageRequest], CardContent]
    variables: Callable[[PageRequest], Variables] = no_variables


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationLink:
    """An entry of the navigation, shown to those who may open its page.

    The main row has one entry for each section; the pages of the section one is in stand in a second row.
    """

    label: Text
    page: str
    """The page's name."""
    position: int = 50
    """Lower comes first. A section stands where the first of its entries does, and leads there."""
    section: Text = ""
    """What the section is called, the same in each of its entries. Without one, the entry stands alone."""
    below: tuple[str, ...] = ()
    """Addresses that count as this entry's beside its own and those below that one: `/roles`."""
