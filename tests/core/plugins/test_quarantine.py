"""A broken plugin is left out with its reason, leaves nothing behind, and the rest starts."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import configure_mappers

from core.database.model import Base
from core.plugins.discovery import discover
from core.plugins.loader import Registry, load
from core.reads.declarations import all_extensions, all_nodes
from frontend_api.graphql.schema import compose_schema
from tests.core.plugins.faults import FAULTS, HEAD, Fault
from tests.core.plugins.guests import Guests

REVISION = "revision = {name!r}\ndown_revision = {after!r}\ndef upgrade():\n    pass\n"
FILES = {
    "one/first.py": REVISION.format(name="first", after=None),
    "two/first.py": REVISION.format(name="first", after=None),
    "two/second.py": REVISION.format(name="second", after=None),
    "spoilt/first.py": "revision = (",
}
HOOK = "from core.sdk import Contribution, hookimpl\n\n@hookimpl\n"
UNLOADABLE = {
    "raises": ("raise RuntimeError('no barometer')", "RuntimeError: no barometer"),
    "exits": ("raise SystemExit(3)", "SystemExit: 3"),
    "imports what is not there": ("import barometer_of_mercury", "ModuleNotFoundError"),
    "cannot be read": ("def (", "SyntaxError"),
    "has no hook": ("def contribute(): ...", "has no contribute() decorated by @hookimpl"),
    "takes arguments": (HOOK + "def contribute(session): ...", "PluginValidationError"),
    "returns a dict": (
        HOOK + "def contribute():\n    return {'name': 'broken'}",
        "contribute() returned a dict",
    ),
    "returns nothing": (HOOK + "def contribute(): ...", "contribute() returned a NoneType"),
    "is async": (HOOK + "async def contribute(): ...", "contribute() returned a coroutine"),
    "raises when asked": (HOOK + "def contribute():\n    raise KeyError('sky')", "KeyError: 'sky'"),
    "hears of a prison in vain": (
        HOOK
        + "def contribute():\n    return Contribution(name='broken', title='')\n\n"
        + "@hookimpl\ndef tenant_enabled(session): ...",
        "tenant_enabled() must be an async function",
    ),
    "extends without its name": (
        HEAD + "@extend(PersonNode, module='broken')\nclass PersonBroken:\n    rain: int",
        "PersonBroken.rain: a field of the module broken begins with its name",
    ),
    "relates to nothing": (
        HEAD
        + "class Reading(TenantModel):\n    __tablename__ = 'broken_reading'\n"
        + "    rain: Mapped['Rain'] = relationship()",
        "InvalidRequestError",
    ),
    "takes a table of the core": (
        HEAD + "class Reading(TenantModel):\n    __tablename__ = 'person'\n    depth: Mapped[int]",
        "Table 'person' is already defined",
    ),
}


STANDS = "rota"
"""One module of the house beside the guests: with all of them each case would take as long again."""


def load_beside_a_good_one(guests: Guests, source: str) -> Registry:
    guests.install("broken", source, files=FILES)
    guests.install("sunny")
    return load(blocked=house_modules() - {STANDS})


def house_modules() -> set[str]:
    return {plugin.name for plugin in discover().plugins if plugin.of_house}


def assert_rest_starts(registry: Registry) -> None:
    assert [part.name for part in registry.contributions] == ["core", STANDS, "sunny"]
    schema = compose_schema(registry.contributions).as_str()
    assert "rotaSessions" in schema
    assert "broken" not in schema.lower()


def assert_nothing_is_left() -> None:
    configure_mappers()
    assert not [name for name in Base.metadata.tables if name.startswith(("broken_", "rain"))]
    assert not [mapper for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("broken")]
    assert not [node.name for node in all_nodes() if node.kind.__module__.startswith("broken")]
    assert not [cls for cls in all_extensions() if cls.__module__.startswith("broken")]


@pytest.mark.parametrize(("source", "reason"), UNLOADABLE.values(), ids=UNLOADABLE)
def test_plugin_that_cannot_be_loaded_is_left_out(guests: Guests, source: str, reason: str) -> None:
    registry = load_beside_a_good_one(guests, source)

    assert list(registry.quarantined) == ["broken"]
    assert reason in registry.quarantined["broken"]
    assert_rest_starts(registry)
    assert_nothing_is_left()


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_plugin_that_cannot_be_served_is_left_out(guests: Guests, fault: Fault) -> None:
    registry = load_beside_a_good_one(guests, fault.source())

    assert list(registry.quarantined) == ["broken"]
    assert fault.reason in registry.quarantined["broken"]
    assert_rest_starts(registry)
    assert_nothing_is_left()


def test_the_frame_of_the_faults_is_itself_sound(guests: Guests) -> None:
    """Without this, a slip in the frame would be the reason of every case above."""
    sound = Fault(
        "",
        "pages=(page(), listed('broken.list', '/broken/list', document='{ people { totalCount } }')), "
        "cards=(card(),), search=(source(),), record_parts=(part(),), query=Query, "
        "migrations=HERE / 'one', jobs=(JOB,), "
        "schedules=(Schedule(name='broken.daily', job=JOB, when=daily(3)),), node_extensions=()",
        "JOB = Job(name='broken.work', run=work)\n\nclass Query:\n    broken_rain = field()\n"
        "class Reading(TenantModel):\n    __tablename__ = 'broken_reading'\n    depth: Mapped[int]",
    )

    registry = load_beside_a_good_one(guests, sound.source())

    assert registry.quarantined == {}
    assert "brokenRain" in compose_schema(registry.contributions).as_str()


@pytest.mark.parametrize("name", ["Weather", "wet-weather", "wet_weather", "9lives", "w", "core"])
def test_name_that_is_no_word_is_refused(guests: Guests, name: str) -> None:
    guests.install(name, module="odd")

    assert f"“{name}” is" in load().quarantined[name]


@pytest.mark.parametrize("name", ["partner", "person", "prison", "report", "job", "import"])
def test_name_that_tables_of_the_core_begin_with_is_refused(guests: Guests, name: str) -> None:
    guests.install(name, module="odd")

    assert load().quarantined[name].endswith(f"“{name}” is taken: things of the core are called so.")


def test_of_two_guests_that_clash_in_the_schema_the_first_stays(guests: Guests) -> None:
    source = """
        import strawberry
        from core.sdk import Contribution, hookimpl

        @strawberry.type
        class WeatherRain:
            depth: int

        def resolve() -> WeatherRain:
            return WeatherRain(depth=1)

        class Query:
            {name}_rain = strawberry.field(resolver=resolve)

        @hookimpl
        def contribute():
            return Contribution(name="{name}", title="Rain", query=Query)
    """
    guests.install("weather", source.format(name="weather"))
    guests.install("weath", source.format(name="weath"))

    registry = load()

    assert list(registry.quarantined) == ["weather"]
    assert "WeatherRain" in registry.quarantined["weather"]
    schema = compose_schema(registry.contributions).as_str()
    assert "weathRain" in schema
    assert "weatherRain" not in schema


def test_a_plugin_left_out_may_be_repaired_and_loaded(guests: Guests) -> None:
    guests.install("sunny", "raise RuntimeError('cloud')")
    assert list(load().quarantined) == ["sunny"]
    (guests.folder / "sunny_plugin" / "plugin.py").write_text(
        HOOK + "def contribute():\n    return Contribution(name='sunny', title='Sunny')\n"
    )

    registry = load()

    assert registry.quarantined == {}
    assert registry.contribution("sunny").title == "Sunny"
