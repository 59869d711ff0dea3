"""Reports as PDF/UA-1: tagged, titled, in their language, and the same from the same words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import typst

from core.reports.cells import Kind, Marker, cell_in_words, clean_text
from core.reports.charts import draw_chart
from core.reports.document import Block, Column, Figure, ReportDocument, Table
from core.reports.wording import (
    NumberedTable,
    as_at_line,
    marker_line,
    markers_in,
    note_mark,
    numbered_tables,
    origin_line,
    prison_line,
    speaking,
)
from core.translation import translate

LAYOUT = Path(__file__).with_name("report.typ")
STANDARD: Final = "ua-1"
SANS_FAMILIES = ("Arial", "Liberation Sans", "Arimo", "Helvetica", "Noto Sans", "DejaVu Sans")
"""Easier to read for many (GOV.UK, "Publishing accessible documents"); used where the machine has one."""
BUNDLED_FAMILY = "Libertinus Serif"
REPLACEMENT = "\ufffd"
PROBE = b'#set document(title: "-")\n#set text(font: sys.inputs.font)\n= -\n#sys.inputs.letter'
LONG_WORD = re.compile(r"\S{20}(?=\S{4})")
COMMON_LAST = 0x17F
"""The end of Latin Extended-A: every family above has all letters up to here, ŵ and ŷ among them."""


def write_pdf(document: ReportDocument, target: BinaryIO, *, fonts: typst.Fonts | None = None) -> None:
    """Write the report as PDF."""
    chosen = fonts or machine_fonts()
    with speaking(document.language):
        payload = _payload(document, chosen)
    compiler = typst.Compiler(
        LAYOUT.read_bytes(),
        font_paths=chosen,
        sys_inputs={"report": _readable(payload, chosen)},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=document.produced_at)
    target.write(cast("bytes", pdf))


@lru_cache(maxsize=1)
def machine_fonts() -> typst.Fonts:
    """Find the fonts of this machine, once per process; those inside Typst are always among them."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def _family(fonts: typst.Fonts) -> str:
    families = set(fonts.families())
    return next((family for family in SANS_FAMILIES if family in families), BUNDLED_FAMILY)


def _payload(document: ReportDocument, fonts: typst.Fonts) -> dict[str, Any]:
    tables = iter(numbered_tables(document))
    return {
        "font": _family(fonts),
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
    }


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
    return {
        "type": "table",
        "caption": numbered.caption,
        "columns": [_column(column) for column in table.columns],
        "rows": [
            [_breakable(cell_in_words(cell, kind)) for cell, kind in zip(row, kinds, strict=True)]
            for row in rows
        ],
        "total": table.total is not None,
        "empty": clean_text(table.empty_text),
        "notes": [
            *(f"{note_mark(number)} {note}" for number, note in numbered.notes),
            *(marker_line(marker) for marker in markers),
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "heading": clean_text(column.heading),
        "number": column.kind.is_number,
        "share": column.share if column.kind is Kind.TEXT else None,
    }


def _breakable(words: str) -> str:
    """Return the words with places to break inside very long ones, such as addresses of web pages."""
    return LONG_WORD.sub("\\g<0>\u200b", words)


def _readable(payload: dict[str, Any], fonts: typst.Fonts) -> str:
    """Return the payload as JSON, each letter that no font can show replaced: PDF/UA-1 refuses them."""
    report = json.dumps(payload, ensure_ascii=False)
    rare = {letter for letter in report if ord(letter) > COMMON_LAST}
    hidden = {ord(letter): REPLACEMENT for letter in rare if not _can_show(letter, fonts)}
    return report.translate(hidden)


@lru_cache(maxsize=4096)
def _can_show(letter: str, fonts: typst.Fonts) -> bool:
    """Say whether any font has the letter, by setting a page with nothing else on it."""
    probe = typst.Compiler(
        PROBE,
        font_paths=fonts,
        sys_inputs={"font": _family(fonts), "letter": letter},
    )
    try:
        probe.compile(format="pdf", pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True
