"""Which plugins there are: the folders of the house, and what is installed beside it. Nothing is imported."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

GROUP = "gatehouse.plugins"
HOUSE = "plugins"
"""The folder of the modules that come with Gatehouse; others are found by their entry point."""
HOUSE_FOLDER = Path(__file__).parents[2] / HOUSE
OWN_DISTRIBUTION = "gatehouse"


@dataclass(frozen=True, slots=True)
class Found:
    """A plugin that is there, before it is imported."""

    name: str
    path: str
    """The module with the hooks."""
    of_house: bool
    """Released and tested with Gatehouse, so that a fault in it is a fault of this release."""

    def owns(self, module: str) -> bool:
        """Tell whether a Python module is a part of this plugin."""
        package = self.path.removesuffix(".plugin")
        return module in {self.path, package} or module.startswith(f"{package}.")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, those of the house first, and names that a second plugin claims."""

    plugins: tuple[Found, ...]
    claimed_twice: dict[str, str]
    """Name and distribution → a sentence."""


def discover() -> Discovery:
    """Find every plugin once, however it is installed; the house keeps its names."""
    installed = sorted(entry_points(group=GROUP), key=lambda item: (item.name, _distribution(item)))
    own = {item.name for item in installed if _distribution(item) == OWN_DISTRIBUTION}
    guests = [item for item in installed if _distribution(item) != OWN_DISTRIBUTION]
    found = {plugin.name: plugin for plugin in _folders(own, {item.name for item in guests})}
    twice: dict[str, str] = {}
    for item in guests:
        known = found.setdefault(item.name, Found(item.name, item.module, of_house=False))
        if known.path != item.module:
            twice[f"{item.name} ({_distribution(item)})"] = (
                f"There is a plugin named {item.name} already, in {known.path}."
            )
    return Discovery(
        tuple(sorted(found.values(), key=lambda plugin: (not plugin.of_house, plugin.name))), twice
    )


def _folders(own: set[str], guests: set[str]) -> Iterator[Found]:
    """Yield the packages in `plugins`; one that another distribution put there is a guest."""
    try:
        house = importlib.import_module(HOUSE)
    except ModuleNotFoundError:
        return
    for finder, name, is_package in pkgutil.iter_modules(house.__path__):
        if is_package:
            beside_core = Path(getattr(finder, "path", "")) == HOUSE_FOLDER
            yield Found(
                name, f"{HOUSE}.{name}.plugin", of_house=beside_core and (name in own or name not in guests)
            )


def _distribution(item: EntryPoint) -> str:
    """Return the name of the distribution that declares an entry point."""
    return (item.dist.name if item.dist else "").replace("_", "-").lower()
