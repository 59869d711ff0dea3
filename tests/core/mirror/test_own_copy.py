"""The copy that somebody takes of their own record holds what they are shown, and not how it was decided."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from sqlalchemy import text

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.mirror.own_copy import FORMATS, format_named, take_own_copy
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.formats import Format
from core.retention.exporting import export_of
from core.testkit import viewer
from plugins.vetting.tests.desk import make_desk

DECIDED = text(
    "UPDATE vetting_case SET stage = :stage, pathway = 'LEAP', is_leap = true, decided_on = :on,"
    " decision_source = 'LEAP_PANEL', decision_reference = 'SSCL-2026-0042', appeal_route = 'LEAP_APPEAL'"
    " WHERE id = :id"
)
STAFF_ONLY = re.compile(r"lived experience|leap|panel|governor|SSCL-2026-0042|assessment", re.IGNORECASE)


@pytest.mark.parametrize("stage", ["LEAP_RISK_ASSESSMENT", "GOVERNOR_DECISION", "REFUSED", "APPEAL_OPEN"])
async def test_copy_tells_no_pathway_and_no_source(
    database: Database, registry: Registry, prison: Prison, stage: str
) -> None:
    desk = await make_desk(database, registry, prison)
    case = await desk.opened()
    async with database.write(desk.security) as session:
        await session.execute(DECIDED, {"stage": stage, "on": date(2026, 6, 1), "id": case.id})
    own = desk.volunteer(desk.person.id)
    async with database.write(own) as session:
        copy = await take_own_copy(session, own, registry.contributions, Format.JSON)
    said = json.dumps(json.loads(copy.content)["sections"])
    assert STAFF_ONLY.findall(said) == []
    shown = {"REFUSED": "Refused", "APPEAL_OPEN": "Appeal open"}.get(stage, "Waiting for a decision")
    assert shown in said
    records = viewer(registry, prison, Role.DPO_RECORDS)
    async with database.read(records) as session:
        whole = await export_of(session, records, desk.person.id, registry.contributions)
    assert STAFF_ONLY.search(str([kind.rows for kind in whole.kinds])), (
        "Data protection's copy has all of it."
    )


@pytest.mark.parametrize("file_format", FORMATS)
async def test_copy_is_made_in_every_format_that_is_offered(
    database: Database, registry: Registry, prison: Prison, file_format: Format
) -> None:
    desk = await make_desk(database, registry, prison)
    own = desk.volunteer(desk.person.id)
    async with database.write(own) as session:
        copy = await take_own_copy(session, own, registry.contributions, format_named(file_format.value))
    begins = {Format.PDF: b"%PDF", Format.ODS: b"PK", Format.JSON: b"{"}
    assert copy.content.startswith(begins[file_format])
    assert copy.name.endswith(f".{file_format.value}")
