"""What a table cell or a fact can be: one typed value that serves the page, print and the spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from core.pages.addresses import Href
from core.pages.dates import day_of
from core.translation import Text

Exported = str | int | float | date | None


def beside(*parts: Text | None) -> str:
    """Set beside each other on a line what there is to say: `Maria Hale · Bridge Trust`."""
    return " · ".join(str(part) for part in parts if part)


class Colour(StrEnum):
    """Tag colours of GOV.UK Frontend. The words beside it always say the same thing."""

    GREY = "grey"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    PURPLE = "purple"
    MAGENTA = "magenta"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words; `lang` when they are not in the language of the page (WCAG 2.2 3.1.2)."""

    kind: ClassVar[str] = "words"

    text: Text
    hint: Text = ""
    lang: str = ""

    def export(self) -> Exported:
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; shown as words alone to a viewer who may not go there."""

    kind: ClassVar[str] = "link"

    text: Text
    href: Href
    hint: Text = ""

    def export(self) -> Exported:
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Tag:
    """A state, as coloured words, with what the state means in a sentence when that helps."""

    kind: ClassVar[str] = "tag"

    text: Text
    colour: Colour = Colour.GREY
    hint: Text = ""

    def export(self) -> Exported:
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Date:
    """A day, shown as `3 March 2026 (in 9 working days)`; `empty` is said when there is none."""

    kind: ClassVar[str] = "date"

    value: date | datetime | str | None
    near: bool = True
    empty: Text = ""

    @property
    def day(self) -> date | None:
        return None if self.value is None else day_of(self.value)

    def export(self) -> Exported:
        return self.day


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, a link to the rows it counts where there are any."""

    kind: ClassVar[str] = "number"

    value: float | None
    unit: Text = ""
    href: Href | None = None
    empty: Text = ""

    def export(self) -> Exported:
        return self.value


@dataclass(frozen=True, slots=True)
class Bar:
    """A number against a target, such as days waited of days allowed; the words say both."""

    kind: ClassVar[str] = "bar"

    value: float
    target: float
    text: Text

    @property
    def over(self) -> bool:
        return self.value > self.target

    def export(self) -> Exported:
        return self.value


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as a bar that is full when it is all of it; the words say how much."""

    kind: ClassVar[str] = "share"

    value: float
    whole: float
    text: Text

    def export(self) -> Exported:
        return self.value


@dataclass(frozen=True, slots=True)
class Stack:
    """Several cells in one, each on its own line."""

    kind: ClassVar[str] = "stack"

    cells: tuple[Words | Link | Tag | Date | Number | Bar | Share, ...]

    def export(self) -> Exported:
        shown = (cell.export() for cell in self.cells)
        return ", ".join(str(value) for value in shown if value not in {None, ""})


Cell = Words | Link | Tag | Date | Number | Bar | Share | Stack
