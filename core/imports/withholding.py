"""Taking forbidden columns out of a sheet before anything else sees it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from core.imports.header import Heading, candidates, find_header
from core.imports.layout import Layout
from core.imports.problems import Column
from core.imports.sheet import Sheet


def find_forbidden(sheet: Sheet, layout: Layout, *, row: int | None = None) -> dict[int, Heading]:
    """Return the columns that must not come in, by place, told by a heading down to the header's row.

    The rows down to the one that looks like the header count even if a person chose a higher one.
    """
    found = find_header(sheet, layout)
    last = max(found.row if found is not None else 0, row or 0)
    forbidden: dict[int, Heading] = {}
    for candidate in candidates(sheet):
        if candidate.row.number > last:
            break
        for index, readings in candidate.readings.items():
            for text in readings:
                rule = layout.forbids(text)
                if rule is not None:
                    column, hidden = Column(index, text), index in sheet.hidden_columns
                    forbidden.setdefault(index, Heading(column, hidden=hidden, withheld=rule))
    return forbidden


def without_columns(sheet: Sheet, columns: Collection[int]) -> Sheet:
    """Return the sheet without the cells of these columns."""
    if not columns:
        return sheet
    rows = [
        replace(row, cells=[None if index in columns else value for index, value in enumerate(row.cells)])
        for row in sheet.rows
    ]
    return replace(sheet, rows=rows)
