"""Records: a page about one thing, and what other modules add to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from core.accounts.permissions import Permission
from core.pages.declarations.page import ActionLink, Page, Variables
from core.pages.request import Data, PageRequest
from core.pages.views import Record, Section
from core.translation import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage(Page):
    """One thing: its state first, then whose turn, the actions, the facts and the timeline."""

    layout: ClassVar[str] = "layouts/record.html"

    record: Callable[[Data, PageRequest], Record]
    found: str
    """The root field that is null when there is no such thing here: the page is then "not found"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """What a module adds to another module's record, read in the record's own statement."""

    name: str
    """Module and part, such as `vetting.person`."""
    page: str
    """The name of the record page it is added to."""
    permission: Permission
    document: str
    """Takes the variables of the record's own document, and those below."""
    sections: Callable[[Data, PageRequest], Sequence[Section]]
    lead: Callable[[Data, PageRequest], Text] | None = None
    """The sentence that this part says at the head of the record, when it has one."""
    actions: tuple[ActionLink, ...] = ()
    position: int = 50
    """Lower comes first; the record's own sections come before all parts."""
    variables: Callable[[PageRequest], Variables] | None = None
    """What this part's document is given beside, such as the days it asks about."""
