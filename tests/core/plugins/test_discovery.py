"""Which plugins are found, and which of two that claim one name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.errors import RefusedStart
from core.plugins.discovery import Found, discover
from core.plugins.loader import load
from tests.core.plugins.guests import Guests


def found(name: str) -> Found | None:
    return next((plugin for plugin in discover().plugins if plugin.name == name), None)


def names() -> list[str]:
    return [part.name for part in load().contributions]


def test_a_distribution_is_found_by_its_entry_point(guests: Guests) -> None:
    guests.install("sunny")

    assert found("sunny") == Found("sunny", "sunny_plugin.plugin", of_house=False)
    assert names() == ["core", "council", "rota", "sunny", "vetting"]


def test_a_single_module_is_a_plugin_too(guests: Guests) -> None:
    guests.install("sunny", module="sunny_days")

    assert "sunny" in names()


def test_a_package_in_a_folder_named_plugins_is_found_without_entry_point(guests: Guests) -> None:
    guests.install("sunny", module="plugins.sunny.plugin")
    for info in guests.folder.glob("*.dist-info"):
        (info / "entry_points.txt").unlink()

    assert found("sunny") == Found("sunny", "plugins.sunny.plugin", of_house=False)
    assert "sunny" in names()


def test_a_plugin_found_in_both_ways_is_one_plugin(guests: Guests) -> None:
    guests.install("sunny", module="plugins.sunny.plugin")

    assert names().count("sunny") == 1
    assert load().quarantined == {}


def test_the_house_is_the_folder_beside_the_core() -> None:
    assert found("vetting") == Found("vetting", "plugins.vetting.plugin", of_house=True)


def test_the_house_keeps_its_name(guests: Guests) -> None:
    guests.install("vetting", distribution="other-vetting")

    registry = load()

    assert registry.contribution("vetting").title == "Vetting"
    assert registry.quarantined == {
        "vetting (other-vetting)": "There is a plugin named vetting already, in plugins.vetting.plugin."
    }
    assert "vetting_plugin.plugin" not in sys.modules


def test_of_two_guests_with_one_name_the_first_by_distribution_stays(guests: Guests) -> None:
    guests.install("sunny", module="bright", distribution="b-sunny")
    guests.install("sunny", module="dim", distribution="a-sunny")

    registry = load()

    assert [part.name for part in registry.contributions].count("sunny") == 1
    assert registry.quarantined == {"sunny (b-sunny)": "There is a plugin named sunny already, in dim."}


def test_a_blocked_plugin_is_not_even_imported(guests: Guests, tmp_path: Path) -> None:
    mark = tmp_path / "imported"
    guests.install("sunny", f"open({str(mark)!r}, 'w').close()\nraise RuntimeError")

    registry = load(blocked=["sunny"])

    assert not mark.exists()
    assert "sunny" not in registry.quarantined
    assert "sunny" not in [part.name for part in registry.contributions]
    load()
    assert mark.exists()


def test_a_misspelt_hook_refuses_to_start_and_says_which(guests: Guests) -> None:
    guests.install(
        "sunny",
        """
        from core.sdk import Contribution, hookimpl

        @hookimpl
        def contribut():
            return Contribution(name="sunny", title="Sunny")
        """,
    )

    with pytest.raises(RefusedStart) as refused:
        load()

    assert "plugin sunny implements a hook that does not exist: unknown hook 'contribut'" in str(
        refused.value
    )
    assert "GATEHOUSE_BLOCKED_PLUGINS=sunny" in str(refused.value)
    assert [part.name for part in load(blocked=["sunny"]).contributions] == [
        "core",
        "council",
        "rota",
        "vetting",
    ]
