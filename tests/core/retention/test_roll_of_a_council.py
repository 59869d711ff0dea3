"""What is left of a council's roll: nothing in any table, the trail included, but a tombstone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.audit.reads import record_reads
from core.clock import today
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.services import request_report
from core.retention.models import Tombstone
from infra.database_roles import DatabaseUrls
from plugins.council import services
from plugins.council.models import Member
from plugins.council.reports import MEMBER_RECORD
from plugins.council.tests.council import Hall
from plugins.council.tests.lives import end_term, live
from tests.core.retention.conftest import Night, whole_database


@pytest.fixture
def hall(database: Database, registry: Registry, prison: Prison) -> Hall:
    return Hall(database, registry, prison)


@pytest.fixture
def other_hall(database: Database, registry: Registry, other_prison: Prison) -> Hall:
    return Hall(database, registry, other_prison)


async def member_with_traces(hall: Hall, last_name: str) -> Member:
    """Let somebody be on the roll, be looked at, and have a copy of what is held made."""
    member = await live(hall, first_name="Zephyrine", last_name=last_name)
    records = hall.role(Role.DPO_RECORDS)
    async with hall.database.write(records) as session:
        await record_reads(await session.connection(), records, [("CouncilMember", member.id)])
        await request_report(session, records, MEMBER_RECORD, parameters={"member_id": member.id})
    return member


async def found_in(urls: DatabaseUrls, member: Member) -> set[str]:
    """Return the tables in which anything of a member stands: the surname, or the id of the row."""
    traces = (member.last_name, str(member.id), member.id.hex)
    held = await whole_database(urls)
    return {name for name, words in held.items() if any(trace in words for trace in traces)}


async def stones(hall: Hall, viewer: Viewer) -> list[tuple[Any, ...]]:
    async with hall.database.read(viewer) as session:
        rows = await session.execute(
            select(Tombstone.rule_code, Tombstone.gone_count, Tombstone.asked_for).order_by(Tombstone.id)
        )
        return [tuple(row) for row in rows]


WHERE = {
    *("council_member", "council_consent", "council_nomination", "council_attendance", "council_mention"),
    *("audit_entry", "read_entry", "report_file"),
}
"""Where somebody's traces are at least, before they go."""


async def test_six_months_after_a_term_its_roll_is_gone_without_a_trace(
    hall: Hall, other_hall: Hall, night: Night, database_urls: DatabaseUrls
) -> None:
    gone = await member_with_traces(hall, "Quillonby")
    elsewhere = await member_with_traces(other_hall, "Farrowmoor")
    await end_term(hall, gone, days_ago=180)  # the sixth month is not over
    await end_term(other_hall, elsewhere, days_ago=400)
    await night.pass_by()
    assert await found_in(database_urls, gone) >= WHERE

    await end_term(hall, gone, days_ago=186)
    await night.pass_by()
    assert await found_in(database_urls, gone) == set()
    assert await stones(hall, night.system) == [("council.roll", 1, False)]
    assert await found_in(database_urls, elsewhere) >= WHERE


async def test_who_asks_to_be_forgotten_leaves_no_trace_either(
    hall: Hall, night: Night, database_urls: DatabaseUrls
) -> None:
    member = await member_with_traces(hall, "Pennyquick")
    assert await found_in(database_urls, member) >= WHERE
    facilitator = hall.role(Role.COUNCIL_FACILITATOR)
    await hall.do(services.erase_member, member.id, by=facilitator)
    await night.work()
    assert await found_in(database_urls, member) == set()
    assert await stones(hall, facilitator) == [("council.forgotten", 1, True)]


async def test_what_is_on_hold_stays_until_it_is_lifted(
    hall: Hall, night: Night, database_urls: DatabaseUrls
) -> None:
    member = await member_with_traces(hall, "Hollinshore")
    await end_term(hall, member, days_ago=400)
    records = hall.role(Role.DPO_RECORDS)
    given = {"reference": "DP 2026/14", "review_on": today() + timedelta(days=90)}
    await hall.do(services.hold_member, member.id, by=records, **given)
    await night.pass_by()
    assert await found_in(database_urls, member) >= WHERE
    await hall.do(services.release_member, member.id, by=records)
    await night.pass_by()
    assert await found_in(database_urls, member) == set()
