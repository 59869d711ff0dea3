"""How a list is narrowed: each filter turns what was chosen into a condition of the public API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from core.pages.request import Data, PageRequest
from core.translation import Text

Condition = Mapping[str, Any]
"""Part of a `filter` variable, such as `{"stage": {"in": ["IN_CHECKS"]}}`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its stable value and its words."""

    value: str
    label: Text
    hint: Text = ""


class Coded(Protocol):
    """A code with the words for it."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> Text: ...


def each_of(codes: Iterable[Coded]) -> tuple[Choice, ...]:
    """Offer each code of a list under its label."""
    return tuple(Choice(code.value, code.label) for code in codes)


Choices = Sequence[Choice] | Callable[[Data, PageRequest], Sequence[Choice]]


def choices_of(choices: Choices, data: Data, request: PageRequest) -> tuple[Choice, ...]:
    """Return the choices, asking for them where they depend on the page's data."""
    return tuple(choices) if isinstance(choices, Sequence) else tuple(choices(data, request))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One way to narrow a list. `name` stands in the address; `condition` speaks the API's filter grammar."""

    name: str
    label: Text
    condition: Callable[[tuple[str, ...], PageRequest], Condition]
    kind: Literal["many", "one", "text", "search"] = "many"
    """`search` has no condition: its words are the `$search` of the list's document."""
    choices: Choices = ()
    hint: Text = ""


def any_of(name: str, label: Text, field: str, choices: Choices, *, hint: Text = "") -> Filter:
    """Narrow to rows whose field is any of the values chosen (checkboxes)."""
    return Filter(
        name=name,
        label=label,
        choices=choices,
        hint=hint,
        condition=lambda values, _request: {field: {"in": list(values)}},
    )


def containing(
    name: str,
    label: Text,
    field: str,
    *,
    fold: Callable[[str], str] = str,
    hint: Text = "",
) -> Filter:
    """Narrow to rows whose field contains the words typed; `fold` writes them as the field keeps them."""
    return Filter(
        name=name,
        label=label,
        kind="text",
        hint=hint,
        condition=lambda values, _request: {field: {"contains": fold(values[0])}},
    )


def no_condition(_values: tuple[str, ...], _request: PageRequest) -> Condition:
    return {}


def searching(name: str, label: Text, *, hint: Text = "") -> Filter:
    """Narrow to rows found by the words typed, also where they are misspelt, the closest first."""
    return Filter(name=name, label=label, kind="search", hint=hint, condition=no_condition)
