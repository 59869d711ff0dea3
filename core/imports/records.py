"""What interpretation makes of a table: records with their values and problems, and facts about the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from core.imports.actions import Decision
from core.imports.problems import Column, CommonKind, Kind, Problem, Severity
from core.imports.table import Table

Plain = str | int | bool | date | None | tuple[str, ...]


@dataclass(slots=True)
class Record:
    """One row, understood. The values are plain; what must not be kept is not among them."""

    row: int
    section: str | None
    values: dict[str, Plain] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    same_as: Record | None = None
    """The earlier record of the file that this one is, and so updates."""
    source: dict[str, str] = field(default_factory=dict)
    """The row as it was written, for the file of failed rows; only for a row that is rejected."""
    perhaps: Record | None = None
    """The earlier record that this one may be the same as."""
    decision: Decision | None = None
    """What a person said of that."""
    own_key: str = ""
    """What the record was known by before it took over who the earlier one is about."""

    @property
    def rejected(self) -> bool:
        return any(
            problem.kind.severity is Severity.ERROR and not problem.cell_only for problem in self.problems
        )

    @property
    def left_out(self) -> bool:
        return self.decision is Decision.SKIP

    def flag(self, kind: Kind, column: Column | None = None, *, cell_only: bool = False) -> None:
        """Say something about the record, once for each column; an error may lose the cell alone."""
        problem = Problem(kind, column, cell_only=cell_only)
        if problem not in self.problems:
            self.problems.append(problem)

    def flag_possible_duplicate(self, earlier: Record, column: Column | None) -> None:
        """Say that the record may be the same as an earlier one: a person decides."""
        self.perhaps = earlier
        self.flag(CommonKind.POSSIBLE_DUPLICATE, column)

    def spoken_problems(self) -> list[Problem]:
        """Return what is to be said: of a rejected row its errors, of any other everything."""
        if not self.rejected:
            return list(self.problems)
        return [problem for problem in self.problems if problem.kind.severity is Severity.ERROR]

    def has(self, kind: Kind) -> bool:
        return any(problem.kind is kind for problem in self.problems)

    def text(self, name: str) -> str:
        """Return a text value; '' when there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


@dataclass(slots=True)
class Interpretation:
    """A table with every record interpreted. A rejected row is counted under its errors only."""

    table: Table
    records: list[Record]

    @property
    def layout(self) -> str:
        return self.table.layout.name

    def importable(self) -> list[Record]:
        return [record for record in self.records if not record.rejected and not record.left_out]

    def rejected(self) -> list[Record]:
        return [record for record in self.records if record.rejected]

    def problems(self) -> Iterator[tuple[Record, Problem]]:
        """Yield what is to be said of each record."""
        for record in self.records:
            for problem in record.spoken_problems():
                yield record, problem
