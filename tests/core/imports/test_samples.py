"""The sample files beside the repository: the outcome must be the one their makers state, row by row."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from core.imports import (
    ImportContext,
    Importer,
    Interpretation,
    Kind,
    Record,
    Severity,
    count_kinds,
    count_rows,
    find_tables,
    interpret_tables,
    open_workbook,
)
from core.imports.errors import Unreadable
from core.imports.facts import gather_facts, hidden_sheets, say_facts
from core.imports.privacy import has_prison_number, has_sensitive_words
from core.imports.problems import CommonKind
from core.imports.sheet import Workbook
from core.imports.table import RowKind
from core.partnership.imports import PARTNER_IMPORTER, PartnerKind
from plugins.vetting.imports import TRACKER_IMPORTER
from plugins.vetting.imports.kinds import TrackerKind

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples"
PARTNERS_FILE = "partners-exeter.csv"
TRACKER_FILE = "vetting-tracker-exeter.xlsx"
TABLES = [(PARTNERS_FILE, 0), (TRACKER_FILE, 0), (TRACKER_FILE, 1)]

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir() and os.environ.get("CI") != "true",
    reason="the sample files are not beside the repository",
)


@lru_cache
def expected() -> Any:
    return json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@lru_cache
def workbook(file: str) -> Workbook:
    return open_workbook(file, (SAMPLES / file).read_bytes())


def interpret(importer: Importer, file: str, organisations: frozenset[str] | None) -> list[Interpretation]:
    context = ImportContext(as_at=date.fromisoformat(expected()["as_at"]), organisations=organisations)
    return interpret_tables(importer, find_tables(importer, workbook(file)), context)


@lru_cache
def interpreted(file: str) -> list[Interpretation]:
    partners = interpret(PARTNER_IMPORTER, PARTNERS_FILE, None)
    if file == PARTNERS_FILE:
        return partners
    names = frozenset(record.text("organisation_key") for record in partners[0].importable())
    return interpret(TRACKER_IMPORTER, file, names)


def both(file: str, table: int) -> tuple[Interpretation, Any]:
    return interpreted(file)[table], expected()["files"][file][table]


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_header_is_where_it_is(file: str, table: int) -> None:
    ours, stated = both(file, table)
    assert ours.table.header.row == stated.get("header_row", stated.get("header_line"))
    assert ours.table.sheet.name == stated.get("sheet", file)


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_rows_are_sorted_as_stated(file: str, table: int) -> None:
    ours, stated = both(file, table)
    counts = count_rows(ours)
    found = {
        "rows_below_header": counts.rows_below_header,
        "blank": counts.blank,
        "records_read": counts.records_read,
        "rejected": counts.rejected,
        "importable": counts.importable,
        "duplicates_in_file": counts.duplicates_in_file,
        "new_records": counts.new_records,
        "section_headings": counts.others.get(RowKind.SECTION, 0),
        "repeated_headers": counts.others.get(RowKind.REPEATED_HEADER, 0),
        "total_rows": counts.others.get(RowKind.TOTAL, 0),
        "text_only": counts.others.get(RowKind.REMARK, 0),
    }
    assert {name: count for name, count in found.items() if count or name in stated["rows"]} == stated["rows"]


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize(("file", "table"), TABLES)
def test_problems_are_at_the_stated_rows_and_columns(file: str, table: int, severity: Severity) -> None:
    ours, stated = both(file, table)
    found = {
        code: {"rows": count.rows, "cells": count.cells, "at": [list(place) for place in count.places]}
        for code, count in count_kinds(ours, severity).items()
    }
    assert found == stated[f"{severity.value}s"]


def tally(records: Iterable[Record], value: Callable[[Record], str | None]) -> dict[str, int]:
    counted = Counter(map(value, records))
    counted.pop(None, None)
    return {str(name): count for name, count in counted.items()}


def value_or_kind(name: str, *kinds: Kind) -> Callable[[Record], str | None]:
    """Say the kind where there is one of these, else the value."""

    def value(record: Record) -> str | None:
        kind = next((kind for kind in kinds if record.has(kind)), None)
        if kind is not None:
            return kind.value
        found = record.values[name]
        return (found[0] if isinstance(found, tuple) else str(found)) if found else None

    return value


def test_tracker_values_are_as_stated() -> None:
    ours, stated = both(TRACKER_FILE, 0)
    records = ours.importable()
    settled = {CommonKind.DUPLICATE_IN_FILE, TrackerKind.SAME_PERSON_OTHER_LEVEL}
    stages = value_or_kind("stage", TrackerKind.STATUS_MISSING, CommonKind.STATUS_UNRECOGNISED)
    levels = value_or_kind(
        "levels",
        TrackerKind.LEVEL_MISSING,
        TrackerKind.LEVEL_AMBIGUOUS,
        TrackerKind.LEVEL_UNRECOGNISED,
        TrackerKind.LEVEL_MULTIPLE,
    )
    as_at = date.fromisoformat(expected()["as_at"])
    assert stated["values"] == {
        "stage": tally(records, stages),
        "level": tally(records, levels),
        "section": tally(records, lambda record: record.section),
        "key_talk": tally(records, value_or_kind("key_talk_status")),
        "sash_acct": tally(records, value_or_kind("sash_status")),
        "different_organisation_names": {
            "after folding": len({record.text("organisation_key") for record in records} - {""}),
        },
        f"cleared_but_expired_on_{as_at}": {
            "rows": sum(cleared_but_expired(record, as_at) for record in records)
        },
        "people": {
            "before the possible duplicates are settled": sum(
                not any(record.has(kind) for kind in settled) for record in records
            ),
        },
    }


def cleared_but_expired(record: Record, as_at: date) -> bool:
    expires = record.values["expires_on"]
    return record.values["stage"] == "APPROVED" and isinstance(expires, date) and expires < as_at


def test_leavers_values_are_as_stated() -> None:
    ours, stated = both(TRACKER_FILE, 1)
    returned = tally(ours.importable(), lambda record: "yes" if record.values["pass_returned"] else "no")
    assert stated["values"] == {"pass_returned": returned}


def test_partner_values_are_as_stated() -> None:
    ours, stated = both(PARTNERS_FILE, 0)
    names = {
        "scottish_charity": "Scottish charity",
        "society": "registered society",
        "none": "no number",
    }

    def funding(record: Record) -> str:
        if record.has(PartnerKind.FUNDING_UNRECOGNISED):
            return "unrecognised"
        return record.text("funding").lower() or "blank"

    def register(record: Record) -> str:
        return names.get(record.text("register"), record.text("register"))

    assert stated["values"] == {
        "funding": tally(ours.importable(), funding),
        "mailing_list": tally(ours.importable(), lambda record: "yes" if record.values["mailing"] else "no"),
        "registration": tally(ours.importable(), register),
    }


def test_tracker_facts_are_as_stated() -> None:
    ours, stated = both(TRACKER_FILE, 0)
    facts, file = gather_facts(ours.table), stated["file"]
    hidden = hidden_sheets(workbook(TRACKER_FILE))
    sheets = [
        f"{sheet.name} (hidden)" if sheet.name in hidden else sheet.name
        for sheet in workbook(TRACKER_FILE).names
    ]
    totals: Mapping[str, Any] = ours.table.totals[file["total_row"]["row"]]
    assert file == {
        "sheets": sheets,
        "hidden_columns": list(facts.hidden_columns),
        "hidden_column_cells": sum(column.cells for column in facts.withheld),
        "cell_comments": facts.comments,
        "merged_ranges": facts.merged_ranges,
        "formula_columns": list(facts.formula_columns),
        "formula_cells_saved_as_error": facts.formula_errors,
        "total_row": {
            "row": facts.totals[0],
            "saved_count_of_names": totals["Org"],
            "saved_count_of_cleared": totals["Cleared?"],
        },
        # Colours are not read: that they are there is said once.
        "yellow_name_rows": file["yellow_name_rows"],
    }
    assert sum("Colours are not read" in sentence for sentence in say_facts(facts)) == 1
    assert facts.unrecognised == ()


def test_partner_facts_are_as_stated() -> None:
    _ours, stated = both(PARTNERS_FILE, 0)
    opened = workbook(PARTNERS_FILE)
    assert (opened.encoding, opened.delimiter) == (stated["encoding"], stated["delimiter"])
    assert opened.separator_hint is stated["file"]["separator_hint_line"]
    assert opened.byte_order_mark is stated["file"]["byte_order_mark"]


def texts_that_must_not_come_in() -> set[str]:
    """Return the raw texts of the forbidden column, of sensitive notes and of reasons to leave."""
    opened = workbook(TRACKER_FILE)
    tracker, leavers = opened.sheet("Tracker 2026").rows, opened.sheet("Leavers").rows
    texts = [(row.value(column), column) for row in tracker if row.number > 3 for column in (5, 8, 13)]
    found = {
        text
        for text, column in texts
        if isinstance(text, str)
        and (
            (column == 5 and len(text) > 3 and text != "Disclosed?")
            or has_sensitive_words(text)
            or has_prison_number(text)
        )
    }
    why = {text for row in leavers if row.number > 1 and isinstance(text := row.value(5), str)}
    assert (len(found), len(why)) >= (14, 5)
    return found | {text for text in why if len(text.split()) > 2}


def test_nothing_that_must_not_come_in_is_left_after_reading() -> None:
    ours = interpreted(TRACKER_FILE)
    said = repr([(record, record.values, record.source) for table in ours for record in table.records])
    said += repr([say_facts(gather_facts(table.table)) for table in ours])
    assert [text for text in texts_that_must_not_come_in() if text in said] == []
    forbidden = gather_facts(ours[0].table).withheld
    assert [column.heading for column in forbidden] == ["Disclosed?"]
    assert all(row.value(5) is None for row, _section in ours[0].table.records)


@pytest.mark.parametrize(
    "file",
    ["services-exeter.xlsx", "training-exeter.ods", "council-log-exeter.xlsx", "grants-exeter.xlsx"],
)
def test_other_samples_open_and_are_no_tracker(file: str) -> None:
    opened = workbook(file)
    assert expected()["files"][file][0]["sheet"] in [sheet.name for sheet in opened.names]
    with pytest.raises(Unreadable, match="No row of headings was found"):
        find_tables(TRACKER_IMPORTER, opened)
