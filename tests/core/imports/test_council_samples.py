"""The council's log beside the repository: what is read of it, what it becomes, and that it stays so."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from core.errors import Conflict
from core.imports import (
    ImportContext,
    Interpretation,
    Kind,
    Record,
    Severity,
    count_kinds,
    count_rows,
    find_tables,
    interpret_tables,
)
from core.imports.problems import CommonKind
from core.imports.table import RowKind
from core.jobs.runner import Outcome
from plugins.council.imports import LOG_IMPORTER
from plugins.council.imports.kinds import LogKind
from plugins.council.imports.log import count_meetings
from tests.core.imports.conftest import Desk
from tests.core.imports.test_samples import SAMPLES, expected, workbook

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir() and os.environ.get("CI") != "true",
    reason="the sample files are not beside the repository",
)
FILE = "council-log-exeter.xlsx"
PLANTED = ("Whitlock", "A4821ZX", "Darren")
NAMED = 43
"""The row that names somebody."""
EVERYTHING = (
    "SELECT to_jsonb(t)::text FROM council_proposal t UNION ALL SELECT to_jsonb(t)::text FROM council_step t"
    " UNION ALL SELECT to_jsonb(t)::text FROM council_council t ORDER BY 1"
)
TABLES = ("import_plan", "import_row", "import_batch", "import_match", "job", "audit_entry", "import_file")


def stated() -> Any:
    return expected()["files"][FILE][0]


@lru_cache
def log() -> Interpretation:
    context = ImportContext(as_at=date.fromisoformat(expected()["as_at"]))
    (table,) = interpret_tables(LOG_IMPORTER, find_tables(LOG_IMPORTER, workbook(FILE)), context)
    return table


def test_rows_are_sorted_as_stated() -> None:
    counts = count_rows(log())
    assert (log().table.header.row, log().table.sheet.name) == (stated()["header_row"], stated()["sheet"])
    assert stated()["rows"] == {
        "rows_below_header": counts.rows_below_header,
        "blank": counts.blank,
        "section_headings": counts.others[RowKind.SECTION],
        "cancelled_meetings": counts.others[RowKind.SKIPPED],
        "records_read": counts.records_read,
        "rejected": counts.rejected,
        "importable": counts.importable,
        "duplicates_in_file": counts.duplicates_in_file,
        "new_records": counts.new_records,
    }


@pytest.mark.parametrize("severity", list(Severity))
def test_problems_are_at_the_stated_rows_and_columns(severity: Severity) -> None:
    found = {
        code: {"rows": count.rows, "cells": count.cells, "at": [list(place) for place in count.places]}
        for code, count in count_kinds(log(), severity).items()
    }
    assert found == stated()[f"{severity.value}s"]


def said(record: Record, name: str, kind: Kind) -> str:
    value = record.text(name) or record.text(f"{name}.2")
    return kind.value if record.has(kind) else value


def test_values_are_as_stated() -> None:
    records = log().importable()
    held, cancelled = count_meetings(log().table, records)
    assert stated()["values"] == {
        "status": dict(Counter(said(one, "status", CommonKind.STATUS_UNRECOGNISED) for one in records)),
        "theme": dict(Counter(said(one, "theme", LogKind.THEME_UNRECOGNISED) for one in records)),
        "meetings": {"held": held, "cancelled": cancelled},
    }


def test_planted_name_and_number_are_caught_and_the_near_misses_are_not() -> None:
    (caught,) = [record for record in log().importable() if record.values.get("is_held_back")]
    assert caught.row == NAMED
    assert caught.text("proposal").startswith("Mr […] […] on C3 has had no mattress")
    texts = " ".join(record.text(name) for record in log().records for name in ("proposal", "response"))
    assert [word for word in PLANTED if word in texts] == []
    for near in ("C2041", "B1234", "A4 paper", "EX4 4EX", "PSI 27/2014", "M4410KEY"):
        assert near in texts


async def test_log_creates_what_is_stated_and_nothing_the_second_time(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    content = (SAMPLES / FILE).read_bytes()
    rows = stated()["rows"]
    first = await desk.plan(content, importer=LOG_IMPORTER, name=FILE)
    shown = Counter(action.value for action in await desk.actions(first))
    assert shown == {"CREATE": rows["new_records"], "MERGE": rows["duplicates_in_file"], "SKIP": 1}
    assert await desk.commit(first, importer=LOG_IMPORTER) is Outcome.DONE

    before = await desk.query(EVERYTHING)
    again = await desk.plan(content, importer=LOG_IMPORTER, name=FILE)
    assert await desk.planned_changes(again) == 0
    assert await desk.commit(again, importer=LOG_IMPORTER) is Outcome.DONE
    assert await desk.query(EVERYTHING) == before

    linked = await desk.query(
        "SELECT e.raised_on, e.status, p.raised_on, p.status FROM council_proposal p"
        " JOIN council_proposal e ON e.id = p.earlier_id ORDER BY 1, 2"
    )
    assert linked == [
        (date(2025, 9, 9), "IMPLEMENTED", date(2026, 2, 10), "IMPLEMENTED"),
        (date(2025, 9, 9), "NOT_ACCEPTED", date(2026, 9, 8), "ACCEPTED_MODIFIED"),
    ]
    statuses = await desk.query("SELECT status, count(*) FROM council_proposal GROUP BY status")
    wanted = dict(stated()["values"]["status"])
    wanted["TABLED"] += wanted.pop("status_unrecognised")
    assert {str(status): count for status, count in statuses} == wanted
    await nothing_planted_is_kept(desk)
    output = capfd.readouterr()
    assert [word for word in PLANTED if word in output.out + output.err] == []
    with pytest.raises(Conflict, match="not taken back"):
        await desk.undo(first, importer=LOG_IMPORTER)


async def nothing_planted_is_kept(desk: Desk) -> None:
    """Look for the planted words in every table that an import writes, its own among them."""
    for table in (*TABLES, "council_proposal", "council_step"):
        kept = " ".join(str(row[0]) for row in await desk.query(f"SELECT to_jsonb(t)::text FROM {table} t"))  # noqa: S608 -- names from the list above
        assert [word for word in PLANTED if word in kept] == [], table
    held = await desk.query(
        "SELECT substr(p.idea, 1, 10), h.kind, substr(p.idea, h.first + 1, h.past - h.first)"
        " FROM council_hit h"
        " JOIN council_proposal p ON p.id = h.source_id WHERE h.resolution IS NULL ORDER BY h.first"
    )
    assert held == [
        ("Mr […] […]", "LIKELY_NAME", "[…]"),
        ("Mr […] […]", "LIKELY_NAME", "[…]"),
        ("Mr […] […]", "CELL", "on C3"),
    ]


async def test_history_stands_in_order_and_a_day_that_the_log_does_not_say_is_blank(desk: Desk) -> None:
    plan_id = await desk.plan((SAMPLES / FILE).read_bytes(), importer=LOG_IMPORTER, name=FILE)
    assert await desk.commit(plan_id, importer=LOG_IMPORTER) is Outcome.DONE
    steps = await desk.query(
        "SELECT s.status, s.happened_on, s.reason FROM council_step s JOIN council_proposal p"
        " ON p.id = s.proposal_id WHERE p.idea LIKE 'Two kettles%' ORDER BY s.position"
    )
    assert steps == [
        ("RAISED", date(2025, 9, 9), None),
        ("TABLED", date(2025, 9, 9), None),
        ("ACCEPTED_MODIFIED", None, "Electrical load check first"),
        ("IMPLEMENTED", date(2025, 10, 14), None),
    ]
    (due,) = await desk.query(
        "SELECT answer_due_on, answered_on, raised_by FROM council_proposal WHERE idea LIKE 'Two kettles%'"
    )
    assert due == (date(2025, 10, 7), None, "WING_REP")
