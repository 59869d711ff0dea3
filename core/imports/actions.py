"""What becomes of a row of a file, and the changes to the prison's rows that make it so."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.imports.problems import Problem
from core.translation import Text
from core.translation import lazy_gettext as _

Json = str | int | bool | list[str] | dict[str, str] | None
"""A value as it stands in a stored plan: dates, ids and codes as text."""
Values = dict[str, Json]


class Action(StrEnum):
    """What becomes of a row of the file."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    UNCHANGED = "UNCHANGED"
    MERGE = "MERGE"
    SKIP = "SKIP"
    LEFT_OUT = "LEFT_OUT"

    @property
    def label(self) -> Text:
        return ACTION_LABELS[self]


ACTION_LABELS: dict[Action, Text] = {
    Action.CREATE: _("New"),
    Action.UPDATE: _("Changed"),
    Action.UNCHANGED: _("The same"),
    Action.MERGE: _("Merged into an earlier row"),
    Action.SKIP: _("Cannot be read"),
    Action.LEFT_OUT: _("Left out, as you chose"),
}


class Decision(StrEnum):
    """What a person says of a row that may be the same as an earlier one."""

    SAME = "SAME"
    """It is about the same person or thing, and updates that row."""
    OTHER = "OTHER"
    """It is about another, and comes in by itself: so it is done until somebody says otherwise."""
    SKIP = "SKIP"
    """It is left out."""


class Operation(StrEnum):
    """How a change is made."""

    INSERT = "insert"
    UPDATE = "update"
    APPEND = "append"
    """A row added to a history that nobody may rewrite; `before` is the row that takes it back."""


@dataclass(slots=True)
class Change:
    """One row to be written. For an update, `before` says what stood in the changed columns."""

    table: str
    operation: Operation
    id: str
    values: Values
    before: Values | None = None

    def as_json(self) -> dict[str, object]:
        """Return the change as it is stored: the row's id, its values, and what stood there before."""
        stored: dict[str, object] = {"i": self.id, "v": self.values}
        return stored if self.before is None else {**stored, "b": self.before}


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that a person is shown as old → new, in words."""

    label: str
    old: str
    new: str


@dataclass(slots=True)
class RowPlan:
    """What is planned for one row of the file."""

    sheet: str
    row: int
    action: Action
    label: str = ""
    merged_into: int | None = None
    problems: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    source: dict[str, str] | None = None
    perhaps: int | None = None
    """The number of the earlier row that this one may be the same as; a person decides."""
    decision: Decision | None = None

    def say(self, problem: Problem) -> None:
        """Tell of a problem, once."""
        if problem not in self.problems:
            self.problems.append(problem)
