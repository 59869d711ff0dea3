"""A report as JSON, for a program: its sections, and each table's rows by their headings."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from core.reports.document import Figure, ReportDocument, Section, Table


def write_json(document: ReportDocument, target: BinaryIO) -> None:
    """Write the report as JSON in UTF-8; dates as in ISO 8601."""
    said = {
        "title": str(document.title),
        "prison": {"code": document.prison_code, "name": document.prison_name},
        "asAt": document.as_at.isoformat(),
        "producedBy": document.produced_by,
        "summary": [str(one) for one in document.summary],
        "sections": [_section(section) for section in document.sections],
        "notes": [str(one) for one in document.notes],
    }
    target.write(json.dumps(said, ensure_ascii=False, indent=2, default=str).encode())


def _section(section: Section) -> dict[str, Any]:
    tables = [block.table if isinstance(block, Figure) else block for block in section.blocks]
    return {
        "heading": str(section.heading),
        "tables": [_table(table) for table in tables if isinstance(table, Table)],
    }


def _table(table: Table) -> dict[str, Any]:
    headings = [str(column.heading) for column in table.columns]
    return {
        "caption": str(table.caption),
        "rows": [dict(zip(headings, row, strict=True)) for row in table.rows],
    }
