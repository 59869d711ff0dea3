"""What a person is told when they ask what is held about them: all of it, and nobody else."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable

import pytest

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.clock import now
from core.database.unit_of_work import Database
from core.errors import Forbidden, NotFound
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.formats import Format
from core.reports.rendering import write_report
from core.retention.exporting import export_of
from core.retention.report import CODE
from core.testkit import make_partner, make_person, viewer
from tests.core.retention.planting import Garden, plant

CHANCE = random.Random(7)  # noqa: S311 -- the same choices in every run


@pytest.fixture
def records(as_role: Callable[[Role], Viewer]) -> Viewer:
    return as_role(Role.DPO_RECORDS)


async def test_all_modules_tell_what_they_hold(
    database: Database,
    registry: Registry,
    garden: Garden,
    coordinator: Viewer,
    records: Viewer,
) -> None:
    life = await plant(garden, coordinator, CHANCE, left_on=None)
    other = await make_person(database, coordinator, surname="Fennimore")
    async with database.read(records) as session:
        found = await export_of(session, records, life.person_id, registry.contributions)
    said = "\n".join(" ".join(row) for kind in found.kinds for row in kind.rows)
    titles = {str(kind.what) for kind in found.kinds}
    assert found.name in said.replace(" ", " ") or found.name.split()[0] in said
    assert {"Access to Gatehouse", "When somebody looked at this record"} <= titles
    assert any("vetting case" in title for title in titles)
    assert any("Training" in title for title in titles)
    assert "Fennimore" not in said
    assert str(other.id) not in said
    assert str(coordinator.account_id) not in said
    assert all(len(row) == len(kind.headings) for kind in found.kinds for row in kind.rows)


async def test_the_copy_is_written_to_read_and_for_a_program(
    database: Database, registry: Registry, coordinator: Viewer, records: Viewer
) -> None:
    person = await make_person(database, coordinator, surname="Ashdown")
    async with database.read(records) as session:
        document = await registry.reports[CODE].build(session, records, {"person_id": str(person.id)})
    assert document.as_at <= now()
    written = {}
    for format_ in registry.reports[CODE].formats:
        target = io.BytesIO()
        write_report(document, format_, target)
        written[format_] = target.getvalue()
    assert written[Format.PDF].startswith(b"%PDF")
    assert written[Format.ODS].startswith(b"PK")
    told = json.loads(written[Format.JSON])
    (people,) = told["sections"][0]["tables"][:1]
    assert people["rows"][0]["First name"] == "Robin"
    assert people["rows"][0]["Surname"] == "Ashdown"


async def test_a_person_reads_their_own_and_nobody_elses(
    database: Database, registry: Registry, coordinator: Viewer, prison: Prison
) -> None:
    partner = await make_partner(database, coordinator)
    person = await make_person(database, coordinator, partner_id=partner.id)
    other = await make_person(database, coordinator, partner_id=partner.id, surname="Fennimore")
    own = viewer(registry, prison, Role.VOLUNTEER_SELF, partner_id=partner.id, person_id=person.id)
    async with database.read(own) as session:
        assert (await export_of(session, own, person.id, registry.contributions)).name == "Robin Ashdown"
        with pytest.raises(Forbidden):
            await export_of(session, own, other.id, registry.contributions)
    async with database.read(coordinator) as session:
        with pytest.raises(Forbidden):
            await export_of(session, coordinator, person.id, registry.contributions)


async def test_nobody_of_another_prison_is_told_of(
    database: Database, registry: Registry, other_coordinator: Viewer, records: Viewer
) -> None:
    person = await make_person(database, other_coordinator)
    async with database.read(records) as session:
        with pytest.raises(NotFound):
            await export_of(session, records, person.id, registry.contributions)
