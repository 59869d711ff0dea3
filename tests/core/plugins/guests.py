"""Installs plugins beside the house for a test, as pip would, and takes them away again."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from core.plugins.belongings import withdraw
from core.plugins.discovery import Found

WEATHER = Path(__file__).parent / "weather"
PLAIN = """
from core.sdk import Contribution, hookimpl


@hookimpl
def contribute():
    return Contribution(name={name!r}, title={name!r})
"""


@dataclass
class Guests:
    """A folder on Python's path where distributions are installed."""

    folder: Path
    installed: list[Found] = field(default_factory=list)

    def install(
        self,
        name: str,
        source: str | None = None,
        *,
        files: Mapping[str, str] | None = None,
        module: str | None = None,
        distribution: str | None = None,
    ) -> None:
        """Install a distribution whose entry point leads to a module made of this source.

        The module is `<name>_plugin.plugin` when none is named; `files` stand beside it.
        """
        path = module or f"{name.lower()}_plugin.plugin"
        text = dedent(source) if source is not None else PLAIN.format(name=name)
        self._write(path, text, files or {})
        self.announce(name, path, distribution)

    def install_folder(self, name: str, source: Path) -> None:
        """Install a package that is written out as a folder."""
        shutil.copytree(source, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.announce(name, f"{name}.plugin")

    def announce(self, name: str, path: str, distribution: str | None = None) -> None:
        """Write what the installer writes of a distribution: its metadata with the entry point."""
        known_as = distribution or f"gatehouse-{name.lower()}"
        info = self.folder / f"{known_as.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {known_as}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[gatehouse.plugins]\n{name} = {path}\n")
        self.installed.append(Found(name, path, of_house=False))
        importlib.invalidate_caches()

    def _write(self, path: str, source: str, files: Mapping[str, str]) -> None:
        *packages, stem = path.split(".")
        place = self.folder.joinpath(*packages)
        place.mkdir(parents=True, exist_ok=True)
        for depth in range(1, len(packages) + 1):
            if packages[:depth] != ["plugins"]:
                (self.folder.joinpath(*packages[:depth]) / "__init__.py").touch()
        for name, text in {f"{stem}.py": source, **files}.items():
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(dedent(text))


@contextmanager
def guest_house(folder: Path) -> Iterator[Guests]:
    """Put the folder on Python's path; afterwards nothing of what was loaded from it is left."""
    guests = Guests(folder)
    sys.path.insert(0, str(folder))
    try:
        yield guests
    finally:
        sys.path.remove(str(folder))
        importlib.invalidate_caches()
        for plugin in guests.installed:
            withdraw(plugin)
