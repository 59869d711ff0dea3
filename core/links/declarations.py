"""What a module declares for people without an account: a page to answer, or a file to fetch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.pages.declarations import Form, Variables, no_fields
from core.pages.fields import Field
from core.pages.request import Data, PageRequest
from core.pages.views import FileContent
from core.translation import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What an address is for, and how long one is good."""

    code: str
    """Module and kind, such as `vetting.reference`: a part of the address."""
    days: int | None
    """Good until the end of the day so many days on; None: until it is reset."""
    one_use: bool = False
    """Dead as soon as what it is for was done. Looking at it never uses it up."""
    suffix: str = ""
    """What the address ends in, where programs go by it, such as `.ics`."""


def no_points(_data: Data, _request: PageRequest) -> Sequence[Text]:
    return ()


def no_variables(_form: Form, _request: PageRequest) -> Variables:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRefusal:
    """A second button: the person would rather not do what they are asked."""

    label: Text
    question: Text
    """Asked on a page of its own before it is sent."""
    mutation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """A page for whoever holds the address: questions, a check of the answers, thanks.

    Its document takes no variables: the API's fields know by the viewer's link what it is about.
    """

    purpose: Purpose
    title: Text
    permissions: tuple[Permission, ...]
    """All that whoever opens it may do. Roles need not hold them."""
    document: str
    found: str
    """A root field whose null means that there is nothing to answer any more."""
    heading: Callable[[Data, PageRequest], Text]
    points: Callable[[Data, PageRequest], Sequence[Text]] = no_points
    """Paragraphs above the questions: who asks, for whom, what for, until when."""
    fields: tuple[Field, ...] = ()
    more_fields: Callable[[Data, PageRequest], Sequence[Field]] = no_fields
    mutation: str
    arguments: Callable[[Form, PageRequest], Variables] = no_variables
    submit: Text
    """The verb on the last button, after the answers were checked."""
    refusal: LinkRefusal | None = None
    thanks: Text
    """Said when it was sent; it must not say what."""


BuildContent = Callable[[AsyncSession, Viewer], Awaitable[FileContent | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFile:
    """A file for programs that come back for it, such as calendars; None from `build` is "not found"."""

    purpose: Purpose
    permissions: tuple[Permission, ...]
    media_type: str
    build: BuildContent


LinkTarget = LinkPage | LinkFile
