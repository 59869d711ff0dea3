"""The sample files brought in for good: what is there afterwards, that it stays so, and what is nowhere."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.imports.command import Outcome, run
from core.imports.importer import Importer
from core.partnership.imports import PARTNER_IMPORTER
from plugins.vetting.imports import TRACKER_IMPORTER
from tests.core.imports.conftest import Desk
from tests.core.imports.test_samples import SAMPLES, expected, texts_that_must_not_come_in

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir() and os.environ.get("CI") != "true",
    reason="the sample files are not beside the repository",
)
PARTNERS_FILE = SAMPLES / "partners-exeter.csv"
TRACKER_FILE = SAMPLES / "vetting-tracker-exeter.xlsx"


async def bring_in(desk: Desk, importer: Importer, file: Path) -> Outcome:
    day = date.fromisoformat(expected()["as_at"])
    return await run(desk.database, desk.viewer, importer, file, commit=True, as_at=day)


def actions(outcome: Outcome) -> list[Any]:
    tables: Any = outcome.as_json()["tables"]
    return [table["actions"] for table in tables]


def stated_actions(file: Path, *, again: bool) -> list[dict[str, int]]:
    """Return what the samples' makers say: created into an empty system, and nothing the second time."""
    stated = []
    for table in expected()["files"][file.name]:
        rows = table["rows"]
        new = rows["new_records"]
        stated.append(
            {
                "CREATE": 0 if again else new,
                "UPDATE": 0,
                "UNCHANGED": new if again else 0,
                "MERGE": rows["duplicates_in_file"],
                "SKIP": rows["rejected"],
            }
        )
    return stated


async def test_samples_create_what_is_stated_and_nothing_the_second_time(desk: Desk) -> None:
    for again in (False, True):
        for importer, file in ((PARTNER_IMPORTER, PARTNERS_FILE), (TRACKER_IMPORTER, TRACKER_FILE)):
            assert actions(await bring_in(desk, importer, file)) == stated_actions(file, again=again)
    assert await desk.query("SELECT count(*) FROM partner") == [(62,)]
    assert await desk.query("SELECT count(*) FROM vetting_case") == [(395,)]
    people = expected()["files"][TRACKER_FILE.name][0]["values"]["people"]
    on_tracker = "SELECT count(DISTINCT person_id) FROM vetting_case"
    assert await desk.query(on_tracker) == [tuple(people.values())]


async def test_command_says_of_the_samples_what_is_stated(desk: Desk) -> None:
    await bring_in(desk, PARTNER_IMPORTER, PARTNERS_FILE)
    said: Any = json.loads(json.dumps((await bring_in(desk, TRACKER_IMPORTER, TRACKER_FILE)).as_json()))
    for table, stated in zip(said["tables"], expected()["files"][TRACKER_FILE.name], strict=True):
        for severity in ("errors", "warnings", "notes"):
            found = {
                code: {"rows": count["rows"], "cells": count["cells"], "at": count["at"]}
                for code, count in table[severity].items()
            }
            assert found == stated[severity]
        reasons = {row["row"] for row in table["rows"] if row["action"] == "skip"}
        assert reasons == {row for error in stated["errors"].values() for row, _column in error["at"]}


async def test_what_must_not_come_in_is_in_no_table(desk: Desk) -> None:
    await bring_in(desk, PARTNER_IMPORTER, PARTNERS_FILE)
    await bring_in(desk, TRACKER_IMPORTER, TRACKER_FILE)
    secrets = sorted(text for text in texts_that_must_not_come_in() if "\n" not in text)
    assert len(secrets) > 14
    tables = await desk.query(
        "SELECT table_name FROM information_schema.role_table_grants WHERE table_schema = 'public'"
        " AND grantee = current_user AND privilege_type = 'SELECT'"
    )
    assert {("import_row",), ("person",), ("audit_entry",)} <= set(tables)
    for (table,) in tables:
        rows = await desk.query(f"SELECT to_jsonb(t)::text FROM {table} AS t")  # noqa: S608 -- from the catalogue
        everything = "\n".join(str(row[0]) for row in rows)
        assert (table, [secret for secret in secrets if secret in everything]) == (table, [])
