"""What a page shows, as values: facts, timelines, figures, progress and what a card on the home page says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from core.pages.addresses import Href
from core.pages.cells import Bar, Cell, Tag
from core.translation import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A question and its answer, a row of a summary list; `change` leads to the form that changes it."""

    label: Text
    value: Cell
    change: Href | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened: what, when, by whom."""

    title: Text
    at: datetime | str | None
    """None where nobody knows when."""
    by: Text = ""
    description: Text = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the head of a page: a link to the rows it counts."""

    label: Text
    value: int
    href: Href | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A small table inside a record; a long one is a list page of its own."""

    caption: Text
    headings: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: Text = ""
    is_even: bool = False
    """All columns as wide as each other, so that tables of one kind below one another align."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a record under its own heading: facts, a table, or both."""

    heading: Text
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    text: Text = ""
    points: tuple[Text, ...] = ()
    """Sentences that stand each for itself."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """What is handed out, and under which name it is kept."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOnce:
    """A secret address that was made just now: it is on this page and nowhere else, ever."""

    title: Text
    lead: Text
    label: Text
    """What the address is, beside the box it stands in to be copied."""
    path: str
    warning: Text
    to: Href
    to_label: Text


class TaskState(StrEnum):
    DONE = "DONE"
    NOW = "NOW"
    LATER = "LATER"
    BLOCKED = "BLOCKED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step of a piece of work: done, to do now, or waiting for what it needs."""

    title: Text
    state: TaskState
    hint: Text = ""
    href: Href | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing and everything about it: what is wrong, whose turn, the next action, then the rest."""

    title: Text
    caption: Text = ""
    """Under the title: what kind of thing, for whom."""
    tag: Tag | None = None
    turn: Text = ""
    """Whose turn it is, in words."""
    lead: Text = ""
    """The answer in a sentence: how long, what next, by when."""
    bar: Bar | None = None
    nobody: Text = ""
    """When an absent action could puzzle: who can do it."""
    facts: tuple[Fact, ...] = ()
    tasks: tuple[Task, ...] = ()
    sections: tuple[Section, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    back: Href | None = None
    back_label: Text = ""


class Consequence(IntEnum):
    """What happens if nobody acts; the home page is in this order, not by module."""

    PERSON_BARRED = 100
    """Somebody in the prison who should not be, or turned away at the gate."""
    DEADLINE_MISSED = 80
    SERVICE_STOPS = 60
    PERSON_WAITS = 40
    HOUSEKEEPING = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CardItem:
    """One thing to do: what, whose turn, since or by when, and where to do it."""

    title: Text
    href: Href
    turn: Text = ""
    when: date | datetime | str | None = None
    consequence: Consequence = Consequence.PERSON_WAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """What a module has for "What needs me today?": the items are the first rows, the totals count all."""

    overdue: tuple[CardItem, ...] = ()
    overdue_total: int = 0
    due: tuple[CardItem, ...] = ()
    due_total: int = 0
    waiting: tuple[CardItem, ...] = ()
    waiting_total: int = 0
    figures: tuple[Figure, ...] = ()
    all_overdue: Href | None = None
    all_due: Href | None = None
    all_waiting: Href | None = None


class ProgressState(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job is; `next` is where to go when it is done."""

    title: Text
    state: ProgressState
    done: int = 0
    total: int = 0
    words: Text = ""
    """Where it is, or what went wrong and what to do, in a sentence."""
    next: Href | None = None
    next_label: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """One file to download: what it is, in which format, how large."""

    text: Text
    href: Href
    format: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A finished report or export, its formats, and until when it is kept."""

    title: Text
    files: tuple[FileLink, ...]
    lead: Text = ""
    expires: date | datetime | str | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a form or action leads when it worked, and the sentence shown there."""

    to: Href
    message: Text = ""
