"""A connection through PgBouncer is like a straight one in all that it may be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.errors import RefusedStart
from core.settings import Settings
from infra.database_roles import DatabaseUrls
from tests.pooler import pooled_settings, running_pooler

POOLER, DIRECT = "postgresql://gatehouse_app@pooler/gatehouse", "postgresql://gatehouse_app@direct/gatehouse"
TOLD = "SELECT name, setting, source FROM pg_settings WHERE name IN ('client_encoding', 'jit') ORDER BY name"


async def test_settings_reach_the_server_without_a_statement_for_each_transaction(
    database_urls: DatabaseUrls, coordinator: Viewer, tmp_path: Path
) -> None:
    with running_pooler(database_urls, tmp_path / "pgbouncer.log") as url:
        database = Database.from_settings(pooled_settings(url, database_urls))
        await database.reading.value(coordinator, "SELECT 1", ())
        encoding, jit = await database.reading.rows(TOLD, ())
        await database.close()

    assert tuple(jit) == ("jit", "off", "user")
    assert encoding["setting"] == "UTF8"
    assert encoding["source"] != "session", "PgBouncer sets it before every transaction."


@pytest.mark.parametrize(
    ("pooler", "direct", "listening"),
    [(False, None, POOLER), (True, DIRECT, DIRECT), (False, DIRECT, DIRECT)],
)
def test_worker_listens_where_it_is_heard(*, pooler: bool, direct: str | None, listening: str) -> None:
    assert settings(pooler=pooler, direct=direct).listening_url == listening


def test_worker_that_would_hear_nothing_is_refused() -> None:
    with pytest.raises(RefusedStart, match="Set GATEHOUSE_DIRECT_DATABASE_URL"):
        _ = settings(pooler=True, direct=None).listening_url


def settings(*, pooler: bool, direct: str | None) -> Settings:
    return Settings.model_validate(
        {
            "environment": "test",
            "database_url": POOLER,
            "transaction_pooler": pooler,
            "direct_database_url": direct,
        }
    )
