"""Reports as PDF/UA-1: tagged, titled, in their language, and the same from the same words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import typst

from core.reports.cells import Kind, Marker, cell_in_words, clean_text
from core.reports.charts import draw_chart
from core.reports.document import Block, Column, Figure, ReportDocument, Table
from core.reports.letters import latin_only, without_unshown
from core.reports.typesetting import body_family, forget, machine_fonts, marked_pages, typeset
from core.reports.wording import (
    NumberedTable,
    as_at_line,
    marker_line,
    markers_in,
    note_mark,
    numbered_tables,
    origin_line,
    prison_line,
)
from core.translation import speaking, translate

LAYOUT = Path(__file__).with_name("report.typ")
HEADING_LINES = 3
WIDEST_HEADING = 16
"""A heading over figures is broken into lines, in letters: it must not push the words aside."""
LONGEST_KEPT_WHOLE = 800
"""Letters of a cell up to which its row is kept on one page."""
LONG_WORD = re.compile(r"\S{20}(?=\S{4})")


def write_pdf(document: ReportDocument, target: BinaryIO, *, fonts: typst.Fonts | None = None) -> None:
    """Write the report as PDF."""
    chosen = fonts or machine_fonts()
    with speaking(document.language):
        report = json.dumps(_payload(document, chosen), ensure_ascii=False)
    try:
        target.write(_typeset(_layout(document), report, chosen, document.produced_at))
    finally:
        forget(chosen)


def pages_of(document: ReportDocument, *, fonts: typst.Fonts | None = None) -> dict[str, int]:
    """Return on which page each mark of the report's own layout stands, as the PDF has it."""
    chosen = fonts or machine_fonts()
    with speaking(document.language):
        report = json.dumps(_payload(document, chosen), ensure_ascii=False)
    try:
        for readable in (str, partial(without_unshown, fonts=chosen)):
            with suppress(typst.TypstError):
                return marked_pages(_layout(document), {"report": readable(report)}, chosen)
        return marked_pages(_layout(document), {"report": latin_only(report)}, chosen)
    finally:
        forget(chosen)


def _layout(document: ReportDocument) -> bytes:
    return (document.paper.layout if document.paper else LAYOUT).read_bytes()


def _typeset(source: bytes, report: str, fonts: typst.Fonts, moment: datetime) -> bytes:
    """Typeset the report as it is; if letters are in the way, without those; at the worst in Latin only."""
    for readable in (str, partial(without_unshown, fonts=fonts)):
        with suppress(typst.TypstError):
            return typeset(source, {"report": readable(report)}, fonts, moment)
    return typeset(source, {"report": latin_only(report)}, fonts, moment)


def _payload(document: ReportDocument, fonts: typst.Fonts) -> dict[str, Any]:
    tables = iter(numbered_tables(document))
    return {
        "font": body_family(fonts),
        "language": document.language,
        "wide": document.is_wide,
        "title": clean_text(document.title),
        "author": clean_text(document.produced_by),
        "classification": document.classification.value,
        "prison": prison_line(document),
        "as_at": as_at_line(document),
        "origin": f"{prison_line(document)} · {clean_text(document.title)} · {origin_line(document)}",
        "page_words": translate("Page {page} of {pages}"),
        "summary_heading": translate("In short"),
        "summary": [clean_text(sentence) for sentence in document.summary],
        "key_numbers": [
            {"value": f"{number.value:,}", "label": clean_text(number.label)}
            for number in document.key_numbers
        ],
        "sections": [
            {
                "heading": clean_text(section.heading),
                "blocks": [part for block in section.blocks for part in _parts(block, tables)],
            }
            for section in document.sections
        ],
        "notes_heading": translate("About these figures"),
        "notes": [clean_text(note) for note in document.notes],
        "paper": _clean(document.paper.words) if document.paper else None,
    }


def _clean(words: Any) -> Any:
    """Return a paper's own words, texts made fit for a file however deep they lie."""
    if isinstance(words, Mapping):
        return {key: _clean(value) for key, value in words.items()}
    if isinstance(words, (list, tuple)):
        return [_clean(value) for value in words]
    return words if isinstance(words, (bool, int)) or words is None else clean_text(words)


def _parts(block: Block, tables: Iterator[NumberedTable]) -> Iterator[dict[str, Any]]:
    """Yield what the layout places for one block: a paragraph, a table, or a chart and then its table."""
    if not isinstance(block, (Figure, Table)):
        yield {"type": "text", "text": clean_text(block)}
        return
    numbered = next(tables)
    if isinstance(block, Figure):
        yield from _chart(block, numbered)
    yield _table(numbered)


def _chart(figure: Figure, numbered: NumberedTable) -> Iterator[dict[str, Any]]:
    svg = draw_chart(figure)
    summary = clean_text(figure.summary)
    where = translate("The figures are in {table}.").format(table=numbered.label)
    if svg is not None:
        yield {"type": "chart", "svg": svg, "summary": summary, "alt": f"{summary} {where}"}


def _table(numbered: NumberedTable) -> dict[str, Any]:
    table = numbered.table
    rows = list(table.checked_rows())
    kinds = [column.kind for column in table.columns]
    markers = sorted(markers_in(rows), key=list(Marker).index)
    words = [[cell_in_words(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows]
    return {
        "type": "table",
        "caption": numbered.caption,
        "columns": [
            _column(column, (row[place] for row in words)) for place, column in enumerate(table.columns)
        ],
        "rows": [[_breakable(cell) for cell in row] for row in words],
        "total": table.total is not None,
        "long_cells": any(len(cell) > LONGEST_KEPT_WHOLE for row in words for cell in row),
        "empty": clean_text(table.empty_text),
        "notes": [
            *(f"{note_mark(number)} {note}" for number, note in numbered.notes),
            *(marker_line(marker) for marker in markers),
        ],
    }


def _column(column: Column, cells: Iterable[str]) -> dict[str, Any]:
    """Return a column: text shares the width that is left, figures and dates take what they need."""
    heading = clean_text(column.heading)
    in_lines = min(WIDEST_HEADING, math.ceil(len(heading) / HEADING_LINES))
    longest = max(in_lines, *map(len, (*heading.split(), *cells)))
    return {
        "heading": heading,
        "number": column.kind.is_number,
        "letters": longest,
        "share": column.share if column.kind is Kind.TEXT else None,
    }


def _breakable(words: str) -> str:
    """Return the words with places to break inside very long ones, such as addresses of web pages."""
    return LONG_WORD.sub("\\g<0>\u200b", words)
