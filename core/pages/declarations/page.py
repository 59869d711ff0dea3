"""What every page has, its buttons, and the kinds that show a job, a result or a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.pages.request import Data, PageRequest
from core.pages.views import Download, FileContent, Outcome, Progress
from core.translation import Text

Variables = Mapping[str, Any]


def no_variables(_request: PageRequest) -> Variables:
    return {}


def no_context(_data: Data, _request: PageRequest) -> Mapping[str, Any]:
    return {}


def always(_data: Data, _request: PageRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button on a page: it posts, and runs one mutation with no further question than "are you sure?"."""

    name: str
    label: Text
    permission: Permission
    mutation: str
    variables: Callable[[PageRequest], Variables]
    success: Callable[[Data, PageRequest], Outcome]
    offered: Callable[[Data, PageRequest], bool] = always
    """Given the page's data: whether the button stands there now."""
    confirm: Text = ""
    """For what cannot be undone: the question on a page of its own, before it happens."""
    style: Literal["primary", "secondary", "warning"] = "secondary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLink:
    """A button that leads to a form, such as "Record a decision"."""

    label: Text
    href: Callable[[Data, PageRequest], Any]
    """Returns the Address; the button is absent for viewers who may not open it."""
    offered: Callable[[Data, PageRequest], bool] = always
    style: Literal["primary", "secondary", "warning"] = "primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a module. `path` begins after the prison: `/vetting/cases/{case_id:uuid}`."""

    layout: ClassVar[str] = "layouts/page.html"

    name: str
    """Module and page, such as `vetting.case`; `url()` finds it by this."""
    path: str
    title: Text
    permission: Permission | None = None
    """None: every member of the prison."""
    document: str = ""
    """The one GraphQL document the page runs; empty when it needs none."""
    variables: Callable[[PageRequest], Variables] = no_variables
    heading: Callable[[Data, PageRequest], Text] | None = None
    """The answer or question at the top, when it depends on the data; else the title."""
    present: Callable[[Data, PageRequest], Mapping[str, Any]] = no_context
    """What the template is given, beside `data`, `page` and `request`."""
    template: str = ""
    """A template of the module that extends one of the layouts; empty: the layout alone."""
    actions: tuple[Action | ActionLink, ...] = ()
    back: Callable[[Data, PageRequest], Any] | None = None
    """The page one level up: an Address, or None."""
    classification: Text = ""
    """Printed at the foot of paper; OFFICIAL-SENSITIVE where nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage(Page):
    """How far a job is. It may be left and found again at the same address."""

    layout: ClassVar[str] = "layouts/progress.html"

    progress: Callable[[Data, PageRequest], Progress]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadPage(Page):
    """A finished report or export, in each of its formats."""

    layout: ClassVar[str] = "layouts/download.html"

    download: Callable[[Data, PageRequest], Download]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage(Page):
    """A small file made while somebody waits, such as one session for a calendar. A long one is a report."""

    media_type: str
    build: Callable[[AsyncSession, PageRequest], Awaitable[FileContent]]
    """Reads what the viewer may see; raises NotFound where there is nothing."""
