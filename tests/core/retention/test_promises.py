"""What is said of how long something is kept is what the rules do."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ForeignKeyConstraint, select, text

from core.accounts.viewer import Viewer
from core.clock import today
from core.database.model import TenantModel
from core.database.unit_of_work import Database
from core.messages.models import MailReach
from core.plugins.loader import Registry
from core.testkit import make_person
from core.translation import in_source_language
from tests.core.retention.conftest import Night

WHOSE = frozenset({"person", "partner", "partner_contact"})


def goes_with(table: str) -> set[str]:
    """Return the tables with whose rows a table's rows go, beside those that say whose it is."""
    found: set[str] = set()
    for key in TenantModel.metadata.tables[table].constraints:
        if isinstance(key, ForeignKeyConstraint) and key.ondelete == "CASCADE":
            found.add(key.referred_table.name)
    return found - WHOSE


def test_trap_a_period_that_is_promised_is_one_that_a_rule_carries_out(registry: Registry) -> None:
    """TRAP: people are told that a record goes after the prison's period, and no rule ever takes it."""
    ruled = {rule.table for module in registry.contributions for rule in module.retention}
    promised = [
        data.table
        for module in registry.contributions
        for data in module.personal_data
        if "own period" in in_source_language(data.after) and data.keep is None
    ]
    assert {"mail_reach", "vetting_case", "vetting_forecast", "rota_gate_list"} <= set(promised)
    assert [table for table in promised if table not in ruled and not goes_with(table) & ruled] == []


async def test_address_that_mail_did_not_reach_goes_after_its_period(
    database: Database, coordinator: Viewer, night: Night
) -> None:
    person = await make_person(database, coordinator)
    async with database.write(coordinator) as session:
        for days_ago, digest in ((400, b"old"), (60, b"new")):
            row = MailReach(digest=digest.hex(), person_id=person.id, failures=3)
            session.add(row)
            await session.flush()
            await session.execute(
                text("UPDATE mail_reach SET created_at = :day WHERE id = :id"),
                {"day": today() - timedelta(days=days_ago), "id": row.id},
            )
    await night.pass_by()
    async with database.read(coordinator) as session:
        assert list(await session.scalars(select(MailReach.digest))) == [b"new".hex()]
