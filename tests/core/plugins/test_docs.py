"""docs/plugins.md is true: its code runs, its tables and signatures are those of the code."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from core import sdk
from core.database.migrate import differences, upgrade
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.plugins import hookspecs
from core.plugins.contribution import Contribution
from core.plugins.loader import load
from core.prisons.models import Prison
from core.sdk import Role, today
from core.settings import Settings
from core.testkit import make_person, make_prison, viewer
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from infra.demo import load_demo
from tests.core.plugins.desk import make_app
from tests.core.plugins.guests import Guests
from tests.core.plugins.signatures import PAGE_OF_PLUGINS, renewed
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.pages.conftest import Reader

TEXT = PAGE_OF_PLUGINS.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIRST, GROWN = TEXT.split("\n## The two hooks\n")
LONGEST_FIRST = 40


def write(guests: Guests, text: str) -> dict[str, str]:
    """Write the page's files where a distribution would be installed; return them by name."""
    files = {name: code for _language, name, code in BLOCK.findall(text)}
    for name, code in {"gatehouse_tea/__init__.py": "", **files}.items():
        target = guests.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(code)
    project = tomllib.loads(files["pyproject.toml"])["project"]
    ((name, path),) = project["entry-points"]["gatehouse.plugins"].items()
    guests.announce(name, path, distribution=project["name"])
    return files


async def test_the_first_plugin_works_in_forty_lines(
    guests: Guests,
    settings: Settings,
    database: Database,
    files: FileStore,
    provider: HostileProvider,
    person: Person,
    prison: Prison,
) -> None:
    written = write(guests, FIRST)
    registry = load()
    assert registry.quarantined == {}
    await person.join(prison, Role.GOVERNOR)
    await make_person(database, viewer(registry, prison, Role.COORDINATOR))
    app = make_app(settings, database, registry, Engine(registry, database, files, introspection=False))

    async with Browser(app, provider) as browser:
        await browser.sign_in()
        reader = Reader(browser, prison)
        home, page = await reader.open("/"), await reader.open("/tea")
    await app.state.sign_in.close()

    assert sum(code.strip().count("\n") + 1 for code in written.values()) <= LONGEST_FIRST
    assert home.links["Tea"] == reader.path("/tea")
    assert page.heading == "Cups to put out: 1"


async def test_the_grown_plugin_works(
    guests: Guests, empty_database: Callable[[], DatabaseUrls], files: FileStore
) -> None:
    write(guests, TEXT)
    registry = load()
    assert registry.quarantined == {}
    urls = empty_database()
    assert "tea" in await upgrade(urls.owner, registry.histories)
    assert await differences(urls.owner, registry.histories) == []
    database = Database(engine_for(urls.app, pool_size=2))
    assert await load_demo(database, registry, "http://identity.example")
    by = viewer(registry, await make_prison(database, "TEA"), Role.COORDINATOR)
    robin = await make_person(database, by)
    engine = Engine(registry, database, files, introspection=False)
    form, part = registry.contribution("tea").pages[0], registry.contribution("tea").record_parts[0]

    for cups, wrong in ((12, []), (0, ["Count the cups: there must be one at least."])):
        said = await engine.execute(
            by, getattr(form, "mutation", ""), {"given": {"personId": str(robin.id), "cups": cups}}
        )
        assert [error["message"] for error in said.errors] == wrong
    shown = await engine.execute(by, part.document, {"id": str(robin.id)})
    everywhere = await engine.execute(by, "{ teaRounds { totalCount nodes { cups } } }")
    await database.close()

    assert shown.data == {"person": {"teaRounds": [{"madeOn": today().isoformat(), "cups": 12}]}}
    assert everywhere.data == {"teaRounds": {"totalCount": 1, "nodes": [{"cups": 12}]}}


def test_every_part_of_a_contribution_is_told_with_its_type() -> None:
    for name, kind in Contribution.__annotations__.items():
        told = kind.replace("|", "\\|")
        assert f"| `{name}` | `{told}` |" in TEXT, (
            f"{name} of Contribution is not in docs/plugins.md as it is"
        )


@pytest.mark.parametrize("hook", ["contribute", "tenant_enabled"])
def test_every_hook_is_told_with_its_arguments(hook: str) -> None:
    function = getattr(hookspecs, hook)
    words = "async " if inspect.iscoroutinefunction(function) else ""

    assert f"`{words}{hook}{inspect.signature(function)}`".replace("'", "") in TEXT


def test_no_other_hook_is_asked() -> None:
    asked = [name for name, value in vars(hookspecs).items() if hasattr(value, "gatehouse_spec")]

    assert asked == ["contribute", "tenant_enabled"]


def test_every_name_of_the_sdk_exists_and_is_told() -> None:
    for name in sdk.__all__:
        assert hasattr(sdk, name)
        assert re.search(rf"\b{name}\b", TEXT), f"{name} of core.sdk is not in docs/plugins.md"


def test_the_signatures_are_those_of_the_code() -> None:
    assert renewed(TEXT) == TEXT, "run `python -m tests.core.plugins.signatures`"


def test_files_that_the_page_names_are_there() -> None:
    root = Path(__file__).parents[3]
    named = set(re.findall(r"`((?:plugins|tests|core)/[\w/]+(?:\.py)?)`", TEXT))

    assert named
    assert [name for name in sorted(named) if not (root / name).exists()] == []
