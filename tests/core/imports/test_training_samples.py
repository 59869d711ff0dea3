"""The training matrix beside the repository: what is read of it, what it becomes, and that it stays so."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from core.imports import (
    ImportContext,
    Interpretation,
    Severity,
    count_kinds,
    count_rows,
    find_tables,
    interpret_tables,
    name_words,
)
from core.imports.problems import CommonKind
from core.imports.table import RowKind
from core.jobs.runner import Outcome
from core.partnership.imports import PARTNER_IMPORTER
from plugins.vetting.imports import TRACKER_IMPORTER, TRAINING_IMPORTER
from plugins.vetting.imports.kinds import TrackerKind
from plugins.vetting.imports.training_matrix import COURSES
from tests.core.imports.conftest import Desk
from tests.core.imports.test_samples import SAMPLES, TRACKER_FILE, expected, interpreted, workbook
from tests.core.imports.test_samples_imported import PARTNERS_FILE, actions, bring_in
from tests.core.imports.test_samples_imported import TRACKER_FILE as TRACKER_PATH

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir() and os.environ.get("CI") != "true",
    reason="the sample files are not beside the repository",
)
FILE = "training-exeter.ods"
LAST_ROW = 1_048_576


def stated() -> Any:
    return expected()["files"][FILE][0]


def people_of_the_tracker() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the people of the tracker, as an import of it leaves them: two levels are one person."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    once = {CommonKind.DUPLICATE_IN_FILE, TrackerKind.SAME_PERSON_OTHER_LEVEL}
    for record in interpreted(TRACKER_FILE)[0].importable():
        if not any(record.has(kind) for kind in once):
            words = name_words(f"{record.text('first_name')} {record.text('surname')}")
            found[words] = (*found.get(words, ()), record.text("organisation_key"))
    return found


@lru_cache
def matrix() -> Interpretation:
    context = ImportContext(as_at=date.fromisoformat(expected()["as_at"]), people=people_of_the_tracker())
    (table,) = interpret_tables(TRAINING_IMPORTER, find_tables(TRAINING_IMPORTER, workbook(FILE)), context)
    return table


def test_repeated_rows_and_columns_to_the_end_of_the_sheet_are_not_built() -> None:
    opened = workbook(FILE)
    assert [name.name for name in opened.names] == stated()["file"]["sheets"]
    assert stated()["file"]["rows_in_file_with_repeats"] == LAST_ROW
    assert opened.sheet("Sheet2").rows == []
    rows = opened.sheet("Matrix").rows
    assert rows[-1].number == matrix().table.header.row + stated()["rows"]["rows_below_header"]
    assert max(len(row.cells) for row in rows) == 2 + len(stated()["values"]["completed_by_course"])


def test_rows_are_sorted_as_stated() -> None:
    counts, rows = count_rows(matrix()), dict(stated()["rows"])
    cells = [rows.pop(name) for name in ("cells_filled", "cells_rejected", "training_records")]
    assert matrix().table.header.row == stated()["header_row"]
    assert rows == {
        "rows_below_header": counts.rows_below_header,
        "blank": counts.blank,
        "validity_row": counts.others[RowKind.SKIPPED],
        "total_rows": counts.others[RowKind.TOTAL],
        "records_read": counts.records_read,
        "rejected": counts.rejected,
        "importable": counts.importable,
        "duplicates_in_file": counts.duplicates_in_file,
        "new_records": counts.new_records,
    }
    assert cells == [filled_cells(), lost_cells(), len(trainings())]


def filled_cells() -> int:
    columns = [matrix().table.columns[course.name] for course in courses()]
    rows = {row.number: row for row, _section in matrix().table.records}
    return sum(
        rows[record.row].value(column.index) is not None
        for record in matrix().importable()
        for column in columns
    )


def lost_cells() -> int:
    return sum(
        problem.kind is CommonKind.IMPOSSIBLE_DATE
        for record in matrix().importable()
        for problem in record.problems
    )


def courses() -> list[Any]:
    return [course for course in COURSES if course.name in matrix().table.columns]


def trainings() -> list[tuple[str, str]]:
    """Return heading and state of every training record, before those who are there twice become one."""
    return [
        (matrix().table.columns[course.name].heading, pair[0])
        for record in matrix().importable()
        for course in courses()
        if isinstance(pair := record.values.get(course.name), tuple)
    ]


@pytest.mark.parametrize("severity", list(Severity))
def test_problems_are_at_the_stated_rows_and_columns(severity: Severity) -> None:
    found = {
        code: {"rows": count.rows, "cells": count.cells, "at": [list(place) for place in count.places]}
        for code, count in count_kinds(matrix(), severity).items()
    }
    assert found == stated()[f"{severity.value}s"]


def test_values_are_as_stated() -> None:
    done = Counter(heading for heading, status in trainings() if status == "COMPLETED")
    assert stated()["values"] == {
        "training_records_by_status": dict(Counter(status for _heading, status in trainings())),
        "completed_by_course": dict(done),
    }


HERE = (
    "SELECT to_jsonb(t)::text FROM vetting_training t UNION ALL SELECT to_jsonb(p)::text FROM person p"
    " UNION ALL SELECT to_jsonb(c)::text FROM vetting_course c ORDER BY 1"
)


async def test_undo_of_the_matrix_restores_every_row_that_was_here(desk: Desk) -> None:
    await bring_in(desk, PARTNER_IMPORTER, PARTNERS_FILE)
    await bring_in(desk, TRACKER_IMPORTER, TRACKER_PATH)
    before = await desk.query(HERE)
    content = (SAMPLES / FILE).read_bytes()
    plan_id = await desk.plan(content, importer=TRAINING_IMPORTER, name=FILE)
    shown = await desk.actions(plan_id)
    assert await desk.query(HERE) == before
    assert await desk.commit(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    assert await desk.actions(plan_id) == shown
    assert len(await desk.query(HERE)) > len(before)
    assert await desk.undo(plan_id, importer=TRAINING_IMPORTER) is Outcome.DONE
    assert await desk.query(HERE) == before


async def test_matrix_creates_what_is_stated_and_nothing_the_second_time(desk: Desk) -> None:
    await bring_in(desk, PARTNER_IMPORTER, PARTNERS_FILE)
    await bring_in(desk, TRACKER_IMPORTER, TRACKER_PATH)
    people = int(str((await desk.query("SELECT count(*) FROM person"))[0][0]))
    rows, file = stated()["rows"], SAMPLES / FILE
    before: list[tuple[object, ...]] = []
    for again in (False, True):
        outcome = await bring_in(desk, TRAINING_IMPORTER, file)
        assert actions(outcome) == [
            {
                "CREATE": 0 if again else rows["new_records"],
                "UPDATE": 0,
                "UNCHANGED": rows["new_records"] if again else 0,
                "MERGE": rows["duplicates_in_file"],
                "SKIP": rows["rejected"],
            }
        ]
        if again:
            assert await desk.query("SELECT to_jsonb(t)::text FROM vetting_training t ORDER BY id") == before
        before = await desk.query("SELECT to_jsonb(t)::text FROM vetting_training t ORDER BY id")
    added = stated()["warnings"]["person_not_on_tracker"]["rows"]
    ambiguous = stated()["warnings"]["person_ambiguous"]["rows"]
    assert await desk.query("SELECT count(*) FROM person") == [(people + added + ambiguous,)]
    assert await desk.query("SELECT title, validity_months FROM vetting_course ORDER BY title") == [
        ("Food hygiene", 36),
        ("Minibus", 60),
    ]
