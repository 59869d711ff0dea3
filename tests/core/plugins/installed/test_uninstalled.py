"""A plugin that is taken away blocks nothing: the core and the other plugins migrate on, its rows stay."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from core.database.migrate import History, differences, upgrade
from core.plugins.loader import Registry, load
from infra.database_roles import DatabaseUrls
from tests.core.plugins.guests import WEATHER, Guests
from tests.core.plugins.processes import run
from tests.servers import ROOT

COUNT = "SELECT count(*) FROM weather_sighting"


@pytest.fixture(scope="module")
def house() -> Registry:
    """The house when the weather is not installed any more."""
    return load(blocked=["weather"])


def at_an_earlier_release(history: History, folder: Path) -> History:
    """Return the history without its last revision, as the release before had it."""
    shutil.copytree(history.versions, folder, ignore=shutil.ignore_patterns("__pycache__"))
    max(folder.glob("*.py")).unlink()
    return replace(history, versions=folder)


async def test_the_core_moves_on_after_a_plugin_is_gone(
    empty_database: Callable[[], DatabaseUrls], registry: Registry, house: Registry, tmp_path: Path
) -> None:
    urls = empty_database()
    core, *plugins = registry.histories
    earlier = at_an_earlier_release(core, tmp_path / "core")
    guest = [plugin for plugin in plugins if plugin.name == "weather"]
    assert await upgrade(urls.owner, [earlier, *guest]) == ["core", "weather"]

    assert await upgrade(urls.owner, house.histories) == ["core", "council", "rota", "vetting"]
    assert await upgrade(urls.owner, house.histories) == []


async def test_its_table_is_nobody_elses_and_is_there_when_it_comes_back(
    empty_database: Callable[[], DatabaseUrls], registry: Registry, house: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)

    assert await differences(urls.owner, house.histories) == []
    assert await upgrade(urls.owner, house.histories) == []
    connection = await asyncpg.connect(urls.superuser)
    assert await connection.fetchval(COUNT) == 0
    await connection.close()
    assert await upgrade(urls.owner, registry.histories) == []


def test_the_command_migrates_with_the_plugin_and_without_it(
    empty_database: Callable[[], DatabaseUrls], redis_url: str, tmp_path: Path
) -> None:
    urls = empty_database()
    environment = {
        "GATEHOUSE_ENVIRONMENT": "test",
        "GATEHOUSE_DATABASE_URL": urls.app,
        "GATEHOUSE_OWNER_DATABASE_URL": urls.owner,
        "GATEHOUSE_REDIS_URL": redis_url,
    }
    site = Guests(tmp_path)
    site.install_folder("weather", WEATHER)
    words = ["-m", "infra.cli", "migrate", "--check"]

    with_it = run(words, [tmp_path, ROOT], environment)
    for place in tmp_path.iterdir():
        shutil.rmtree(place)
    without_it = run(words, [tmp_path, ROOT], environment)

    assert with_it.stdout.splitlines()[-1:] == ["Migrated: core, council, rota, vetting, weather."], (
        with_it.stderr
    )
    assert (without_it.returncode, without_it.stdout) == (0, "Nothing to migrate.\n"), without_it.stderr
