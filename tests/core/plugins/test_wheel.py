"""A plugin folder is a wheel: built by itself, it serves where it is installed as it does in the house."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.core.plugins.processes import house_without_plugins, run, told
from tests.servers import ROOT

VETTING = ROOT / "plugins" / "vetting"
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
CARRIED = (".graphql", ".html", ".typ", ".mo", ".po", ".py")
LOAD = """
import json
from importlib.metadata import entry_points
from core.plugins.discovery import discover
from core.plugins.loader import load
from core.reads.schema import compose_types

registry = load()
print(json.dumps({
    "found": [[plugin.name, plugin.of_house] for plugin in discover().plugins],
    "declared_by": sorted(item.dist.name for item in entry_points(group="gatehouse.plugins")),
    "modules": [part.name for part in registry.contributions],
    "quarantined": registry.quarantined,
    "folder": str(registry.contribution("vetting").folder),
    "has_cases": "vettingCases" in compose_types(registry.contributions).as_str(),
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build from a copy: setuptools leaves its workings where it builds."""
    made = tmp_path_factory.mktemp("wheel")
    source = made / "vetting"
    shutil.copytree(VETTING, source, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
    done = run(["-c", BUILD, str(made)], [source])
    assert done.returncode == 0, done.stderr[-4000:]
    (found,) = made.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_wheel_carries_everything_but_the_tests(wheel: Path) -> None:
    of_folder = {
        f"plugins/vetting/{file.relative_to(VETTING).as_posix()}"
        for file in VETTING.rglob("*")
        if file.suffix in CARRIED and not {"tests", "__pycache__", "build"} & set(file.parts)
    }
    with ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert carried == of_folder


def test_wheel_is_found_by_its_entry_point_and_serves(site: Path, tmp_path: Path) -> None:
    house = house_without_plugins(tmp_path / "house")

    said = told(LOAD, [house, site])

    assert "gatehouse-vetting" in said["declared_by"]
    assert said["found"] == [["vetting", False]]
    assert (said["modules"], said["quarantined"]) == (["core", "vetting"], {})
    assert said["folder"] == str(site / "plugins" / "vetting")
    assert said["has_cases"]


def test_plugin_in_the_house_and_installed_is_one(site: Path) -> None:
    said = told(LOAD, [ROOT, site])

    assert "gatehouse-vetting" in said["declared_by"]
    assert said["found"] == [["council", True], ["rota", True], ["vetting", True]]
    assert (said["modules"], said["quarantined"]) == (["core", "council", "rota", "vetting"], {})
    assert said["folder"] == str(VETTING)


def test_without_the_wheel_the_house_has_no_vetting(tmp_path: Path) -> None:
    house = house_without_plugins(tmp_path / "house")
    program = "import json; from core.plugins.loader import load; print(json.dumps(list(load().hooks)))"

    assert told(program, [house]) == []
