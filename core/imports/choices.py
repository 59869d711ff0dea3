"""What a person may choose about a file: which sheets, which row is the header, what a column means."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from core.imports.actions import Decision
from core.imports.errors import Place
from core.imports.importer import Importer, Remembered, best_table, no_header
from core.imports.sheet import Workbook
from core.imports.table import Table, find_table
from core.texts import fold_words


class SheetChoice(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a person differs from what was suggested for a sheet."""

    include: bool = True
    layout: str | None = None
    header_row: int | None = None
    columns: dict[str, str] = {}
    """The place of a column from 0, as text → the field it means, or '' to leave it out."""


class Answer(msgspec.Struct, frozen=True):
    """What a person said of a row that may be the same as an earlier one."""

    decision: Decision
    perhaps: int
    """The number of the earlier row."""


class Choices(msgspec.Struct, frozen=True, omit_defaults=True):
    """The person's choices, by the name of the sheet."""

    sheets: dict[str, SheetChoice] = {}
    answers: dict[str, dict[str, Answer]] = {}
    """By sheet and number of the row, as text."""

    def of(self, sheet: str) -> SheetChoice:
        return self.sheets.get(sheet, SheetChoice())


def chosen_meanings(tables: Iterable[Table], choices: Choices) -> list[dict[str, str]]:
    """Return what the person chose the headings to mean: layout, folded heading and field of each."""
    meanings = []
    for table in tables:
        headings = {heading.column.index: heading.column.heading for heading in table.header.headings}
        for column, field in choices.of(table.sheet.name).columns.items():
            heading = fold_words(headings.get(int(column), ""))
            if heading and table.layout.forbids(heading) is None:
                meanings.append({"layout": table.layout.name, "heading": heading, "field": field})
    return meanings


def only_sheet(name: str, workbook: Workbook) -> Choices:
    """Choose one sheet; Unreadable when there is none of this name."""
    workbook.sheet(name)
    others = [sheet.name for sheet in workbook.names if sheet.name != name]
    return Choices({other: SheetChoice(include=False) for other in others})


def chosen_tables(
    importer: Importer,
    workbook: Workbook,
    choices: Choices,
    remembered: Remembered,
) -> list[Table]:
    """Find the importer's tables as suggested, remembered and chosen; Unreadable without any.

    Tables of sheets left out are among them, for rows are compared across the sheets.
    """
    found = []
    for name in workbook.names:
        choice = choices.of(name.name)
        if name.hidden and name.name not in choices.sheets:
            continue
        table = _table(importer, workbook, name.name, choice, remembered)
        if table is not None:
            found.append(table)
    if not any(choices.of(table.sheet.name).include for table in found):
        raise no_header(importer, Place(workbook.file))
    return found


def _table(
    importer: Importer,
    workbook: Workbook,
    name: str,
    choice: SheetChoice,
    remembered: Remembered,
) -> Table | None:
    sheet = workbook.sheet(name)
    if choice.layout is None and choice.header_row is None and not choice.columns:
        return best_table(importer, workbook.file, sheet, remembered=remembered)
    suggested = best_table(importer, workbook.file, sheet, remembered=remembered)
    layout = choice.layout or (suggested.layout.name if suggested else importer.tables[0].layout.name)
    return find_table(
        workbook.file,
        sheet,
        importer.reader_of(layout).layout,
        header_row=choice.header_row,
        remembered=remembered.get(layout),
        chosen={int(column): field or None for column, field in choice.columns.items()},
    )
