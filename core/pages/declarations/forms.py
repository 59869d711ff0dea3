"""Forms: questions, and one mutation with the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from core.pages.declarations.page import Page, Variables
from core.pages.fields import Field, Value
from core.pages.request import Data, PageRequest
from core.pages.views import Outcome, ShownOnce
from core.translation import Text

Form = Mapping[str, Value]
"""The answers as read, by field name."""


def no_answers(_data: Data, _request: PageRequest) -> Form:
    return {}


def no_fields(_data: Data, _request: PageRequest) -> Sequence[Field]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage(Page):
    """Questions, and one mutation with the answers."""

    layout: ClassVar[str] = "layouts/form.html"

    mutation: str
    fields: tuple[Field, ...] = ()
    more_fields: Callable[[Data, PageRequest], Sequence[Field]] = no_fields
    """Fields that depend on the page's data, after the fixed ones."""
    initial: Callable[[Data, PageRequest], Form] = no_answers
    """The answers that stand there at first."""
    arguments: Callable[[Form, PageRequest], Variables]
    """Turn the answers into the mutation's variables."""
    success: Callable[[Data, PageRequest], Outcome]
    once: Callable[[Data, PageRequest], ShownOnce | None] | None = None
    """Shown instead of leading on, for what can be shown this once and is kept nowhere; None: nothing is."""
    submit: Text
    """The verb on the button: "Send to vetting team"."""
    lead: Callable[[Data, PageRequest], Text] | None = None
    found: str = ""
    """As for a record: a root field whose null means "not found"."""
    dense: bool = False
    """Many short questions side by side on a wide screen, such as the columns of a spreadsheet."""
