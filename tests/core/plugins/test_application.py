"""The real web application, started in a process of its own beside plugins good and bad."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.database_roles import DatabaseUrls
from tests.core.plugins.faults import FAULTS
from tests.core.plugins.guests import PLAIN, Guests
from tests.core.plugins.processes import house_without_plugins, run, told
from tests.servers import ROOT

START = """
import asyncio, json, httpx
from core.jobs.work import Work
from core.plugins.loader import load
from core.settings import settings_from_environment
from frontend_api.app import create_app

async def main():
    app = create_app()
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        ready = await client.get("/health/readiness")
        alive = await client.get("/health/liveness")
    registry, schema = app.state.registry, app.state.engine.schema
    print(json.dumps({
        "ready": [ready.status_code, ready.json()["components"]["plugins"]],
        "alive": alive.json(),
        "modules": [part.name for part in registry.contributions],
        "reasons": registry.quarantined,
        "fields": sorted(schema.query_type.fields),
        "jobs": sorted(Work.of(load(settings_from_environment().blocked).contributions).jobs),
    }))

asyncio.run(main())
"""
BAD = {
    "broken": FAULTS["address of the core"].source(),
    "torn": "raise RuntimeError('key=not-to-be-shown')",
    "dull": "def contribute(): ...",
}
GOOD = """
import strawberry
from core.sdk import Contribution, hookimpl

def resolve() -> str:
    return "sun"

class Query:
    sunny_days = strawberry.field(resolver=resolve)

@hookimpl
def contribute():
    return Contribution(name="sunny", title="Sunny", query=Query)
"""


@pytest.fixture
def environment(database_urls: DatabaseUrls, redis_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "GATEHOUSE_ENVIRONMENT": "test",
        "GATEHOUSE_DATABASE_URL": database_urls.app,
        "GATEHOUSE_OWNER_DATABASE_URL": database_urls.owner,
        "GATEHOUSE_REDIS_URL": redis_url,
        "GATEHOUSE_FILES_URL": str(tmp_path / "files"),
        "GATEHOUSE_OIDC_ISSUER": "http://identity.example",
        "GATEHOUSE_OIDC_CLIENT_ID": "gatehouse",
    }


@pytest.fixture
def site(tmp_path: Path) -> Guests:
    """A folder to install in that this process does not have on its path."""
    folder = tmp_path / "site"
    folder.mkdir()
    return Guests(folder)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one module of its own, which is broken."""
    folder = house_without_plugins(tmp_path / "house")
    module = folder / "plugins" / "cracked"
    module.mkdir(parents=True)
    (module / "__init__.py").touch()
    (module / "plugin.py").write_text("raise RuntimeError('a crack')\n")
    return folder


def test_broken_guests_are_named_and_the_rest_starts(site: Guests, environment: dict[str, str]) -> None:
    for name, source in BAD.items():
        site.install(name, source)
    site.install("sunny", GOOD)

    said = told(START, [site.folder, ROOT], environment)

    assert said["ready"] == [200, {"status": "DEGRADED", "quarantined": ["broken", "dull", "torn"]}]
    assert said["alive"] == {"status": "UP"}
    assert said["modules"] == ["core", "council", "rota", "sunny", "vetting"]
    assert set(said["reasons"]) == set(BAD)
    assert {"people", "sunnyDays", "vettingCases"} <= set(said["fields"])
    assert not [name for name in (*said["fields"], *said["jobs"]) if name.startswith(("broken", "dull"))]


def test_a_blocked_guest_is_neither_served_nor_named(site: Guests, environment: dict[str, str]) -> None:
    site.install("torn", BAD["torn"])

    said = told(START, [site.folder, ROOT], {**environment, "GATEHOUSE_BLOCKED_PLUGINS": "dull, torn"})

    assert said["ready"] == [200, {"status": "UP", "quarantined": []}]
    assert said["modules"] == ["core", "council", "rota", "vetting"]


def test_a_broken_module_of_the_house_refuses_to_start(house: Path, environment: dict[str, str]) -> None:
    done = run(["-c", START], [house], environment)

    assert done.returncode == 1
    sentence = done.stderr.strip().splitlines()[-1]
    assert (
        "RefusedStart: The module cracked of this release cannot be loaded: RuntimeError: a crack."
        in sentence
    )
    assert sentence.endswith("Set GATEHOUSE_BLOCKED_PLUGINS=cracked to start without it.")


def test_without_it_the_house_starts(house: Path, environment: dict[str, str]) -> None:
    said: Any = told(START, [house], {**environment, "GATEHOUSE_BLOCKED_PLUGINS": "cracked"})

    assert said["modules"] == ["core"]
    assert said["ready"] == [200, {"status": "UP", "quarantined": []}]


def test_the_same_fault_in_a_guest_is_only_named(
    house: Path, environment: dict[str, str], site: Guests
) -> None:
    (house / "plugins" / "cracked" / "plugin.py").write_text(PLAIN.format(name="cracked"))
    site.install("torn", "raise RuntimeError('a crack')")

    said = told(START, [house, site.folder], environment)

    assert (said["modules"], list(said["reasons"])) == (["core", "cracked"], ["torn"])


def test_the_commands_say_what_was_left_out_and_migrate_all_the_same(
    site: Guests, environment: dict[str, str]
) -> None:
    site.install("torn", "raise RuntimeError('a crack')")
    path = [site.folder, ROOT]

    listed = run(["-m", "infra.cli", "plugins", "list"], path, environment)
    migrated = run(["-m", "infra.cli", "migrate", "--check"], path, environment)

    assert "torn            left out: RuntimeError: a crack" in listed.stdout
    assert migrated.returncode == 0, migrated.stderr
    assert "Nothing to migrate." in migrated.stdout.splitlines()
