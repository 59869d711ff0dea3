"""What an importer is: layouts as data, a pure reading of each row, comparisons of rows and of sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.identifiers import AccountId
from core.imports.cells import text_of
from core.imports.errors import Fault, Place, Unreadable
from core.imports.layout import Layout
from core.imports.privacy import has_prison_number, has_sensitive_words
from core.imports.problems import Problem
from core.imports.reading import RowReader
from core.imports.records import Interpretation, Plain, Record
from core.imports.sheet import Sheet, Workbook
from core.imports.table import Table, find_table
from core.texts import tidy
from core.translation import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """What the reading of a row may depend on besides the row."""

    as_at: date
    organisations: frozenset[str] | None = None
    """The folded names of the prison's partners; None when they are not compared."""
    people: Mapping[tuple[str, ...], tuple[str, ...]] | None = None
    """By the words of a name, in any order, the organisation of each person who has it; None as above."""


if TYPE_CHECKING:
    from core.imports.planning import Planner  # it builds on this module

PlannerMaker = Callable[[date, AccountId], "Planner"]
"""Given the day of the import and the account that asked."""
ReadRow = Callable[[RowReader, ImportContext], Mapping[str, Plain]]
CompareRows = Callable[[Table, Sequence[Record], ImportContext], None]
Settle = Callable[["TableReader", Interpretation], None]
"""Applies what a person said of rows that may be the same as earlier ones, before rows are compared."""
CompareTables = Callable[[Sequence[Interpretation]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReader:
    """How one kind of table is read."""

    layout: Layout
    read_row: ReadRow
    """Turns a row into values, flagging what is to be said of it; pure."""
    compare_rows: CompareRows | None = None
    """Looks for duplicates among the importable records, in the order of the sheet."""
    identity: tuple[str, ...] = ()
    """The values that say whom or what a record is about: taken from the earlier row where it is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """A kind of file that can be imported: one table, or several that belong together."""

    module: str
    """The module it belongs to: its name begins the names of the jobs."""
    name: str
    """As it is called on the command line."""
    label: Text
    permissions: tuple[Permission, ...]
    """Whoever imports must hold them all."""
    tables: tuple[TableReader, ...]
    compare_tables: CompareTables | None = None
    planner: PlannerMaker
    is_final: bool = False
    """What it brings in is a history that nobody may take back: there is no undo."""

    def require(self, viewer: Viewer) -> None:
        """Raise Forbidden unless the viewer holds every right the importer asks for."""
        for permission in self.permissions:
            viewer.require(permission)

    def layout_names(self) -> tuple[str, ...]:
        return tuple(reader.layout.name for reader in self.tables)

    def reader_of(self, layout: str) -> TableReader:
        return next(reader for reader in self.tables if reader.layout.name == layout)


Remembered = Mapping[str, Mapping[str, str]]
"""For each layout the fields that this prison chose for its headings, by the folded heading."""


def find_tables(
    importer: Importer,
    workbook: Workbook,
    *,
    remembered: Remembered | None = None,
) -> list[Table]:
    """Find the importer's tables on the visible sheets; Unreadable, saying what is needed, without any."""
    found: list[Table] = []
    for name in workbook.names:
        if not name.hidden:
            table = best_table(importer, workbook.file, workbook.sheet(name.name), remembered=remembered)
            if table is not None:
                found.append(table)
    if not found:
        raise no_header(importer, Place(workbook.file))
    return found


def best_table(
    importer: Importer,
    file: str,
    sheet: Sheet,
    *,
    remembered: Remembered | None = None,
) -> Table | None:
    """Return the sheet read as the layout with the most recognised headings; None when none fits."""
    known = remembered or {}
    layouts = [reader.layout for reader in importer.tables]
    tables = [find_table(file, sheet, layout, remembered=known.get(layout.name)) for layout in layouts]
    fitting = [table for table in tables if table is not None]
    return max(fitting, key=lambda table: len(table.header.fields()), default=None)


def no_header(importer: Importer, place: Place) -> Unreadable:
    """Say which headings the importer's first table needs."""
    layout = importer.tables[0].layout
    needed = ", ".join(str(layout.by_name[group[0]].label) for group in layout.needs)
    return Unreadable(Fault.NO_HEADER, place, needed=needed)


def interpret_tables(
    importer: Importer, tables: Sequence[Table], context: ImportContext, settle: Settle | None = None
) -> list[Interpretation]:
    """Interpret tables that belong together: every row, then rows with rows, then sheets with sheets."""
    readers = [importer.reader_of(table.layout.name) for table in tables]
    interpretations = [
        _interpret(reader, table, context, settle) for reader, table in zip(readers, tables, strict=True)
    ]
    if importer.compare_tables is not None:
        importer.compare_tables(interpretations)
    return interpretations


def _interpret(
    reader: TableReader, table: Table, context: ImportContext, settle: Settle | None
) -> Interpretation:
    records = []
    for row, section in table.records:
        row_reader = RowReader(table, row, section)
        row_reader.check_width()
        record = row_reader.record
        record.values = dict(reader.read_row(row_reader, context))
        if record.rejected:
            record.source = written_row(row_reader)
        records.append(record)
    interpretation = Interpretation(table, records)
    if settle is not None and reader.identity:
        settle(reader, interpretation)
    if reader.compare_rows is not None:
        reader.compare_rows(table, interpretation.importable(), context)
    return interpretation


def written_row(reader: RowReader) -> dict[str, str]:
    """Return a row as it was written, by heading, without texts that must not be kept."""
    written: dict[str, str] = {}
    for heading in reader.table.header.headings:
        if heading.withheld is None and heading.field is not None and heading.field.left_out is None:
            text = tidy(text_of(reader.row.value(heading.column.index)))
            if heading.field.keep is not None:
                text = heading.field.keep(text)
            keep = not has_sensitive_words(text) and not has_prison_number(text)
            written[heading.column.heading] = text if keep else ""
    return written


def address(problem: Problem, record: Record, table: Table) -> str:
    """Return where a problem stands, as a person finds it: sheet, row and column."""
    return str(table.place.at(record.row, problem.column.index + 1 if problem.column else None))
