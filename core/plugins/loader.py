"""Finds the modules, checks what they contribute, and quarantines a broken one so that the rest starts."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from types import ModuleType
from typing import TypeVar

import pluggy
import structlog

from core.accounts.permissions import Permission
from core.contribution import CORE
from core.database.migrate import History, core_history
from core.errors import RefusedStart
from core.imports.importer import Importer
from core.jobs.declarations import Job
from core.plugins import hookspecs
from core.plugins.contribution import Contribution
from core.plugins.naming import check_names
from core.reports.declarations import Report

log = structlog.get_logger(__name__)
GROUP = "gatehouse.plugins"
HOUSE = "plugins"
"""The folder of the modules that come with Gatehouse; others are found by their entry point."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Registry:
    """All that is loaded, and what was found but could not be."""

    contributions: tuple[Contribution, ...]
    quarantined: dict[str, str] = field(default_factory=dict)
    """Plugin name → why it was left out, for the health page."""

    @property
    def permissions(self) -> tuple[Permission, ...]:
        return tuple(item for part in self.contributions for item in part.permissions)

    @property
    def jobs(self) -> dict[str, Job]:
        return {job.name: job for part in self.contributions for job in part.jobs}

    @property
    def importers(self) -> dict[str, Importer]:
        return {importer.name: importer for part in self.contributions for importer in part.imports}

    @property
    def reports(self) -> dict[str, Report]:
        return {report.code: report for part in self.contributions for report in part.reports}

    @property
    def histories(self) -> tuple[History, ...]:
        """The migration histories, the core's first."""
        plugins = [part for part in self.contributions if part.name != CORE.name]
        own = [History(part.name, part.migrations) for part in plugins if part.migrations is not None]
        return (core_history(part.name for part in plugins), *own)

    def contribution(self, name: str) -> Contribution:
        return next(part for part in self.contributions if part.name == name)


def load(blocked: Iterable[str] = ()) -> Registry:
    """Load the core and every plugin that is found, is not blocked and declares itself properly."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    quarantined: dict[str, str] = {}
    for name in blocked:
        manager.set_blocked(name)
    for name, path in sorted(_found().items()):
        _register(manager, name, path, quarantined)
    _refuse_misspelt(manager)
    contributions = [CORE]
    for implementation in manager.hook.contribute.get_hookimpls():
        contribution = _ask(implementation, contributions, quarantined)
        if contribution is not None:
            contributions.append(contribution)
    contributions[1:] = sorted(contributions[1:], key=lambda part: part.name)
    return Registry(tuple(contributions), quarantined)


def _found() -> dict[str, str]:
    """Return plugin name → module path: those of the house, and those installed beside it."""
    found: dict[str, str] = {}
    try:
        house: ModuleType | None = importlib.import_module(HOUSE)
    except ModuleNotFoundError:
        house = None
    if house is not None:
        found = {item.name: f"{HOUSE}.{item.name}.plugin" for item in pkgutil.iter_modules(house.__path__)}
    return found | {item.name: item.module for item in entry_points(group=GROUP)}


def _register(manager: pluggy.PluginManager, name: str, path: str, quarantined: dict[str, str]) -> None:
    if manager.is_blocked(name):
        return
    try:
        manager.register(importlib.import_module(path), name)
    except Exception as error:  # noqa: BLE001 -- whatever a third party's module raises, the rest must start
        _quarantine(quarantined, name, error)


def _ask(
    implementation: pluggy.HookImpl,
    others: list[Contribution],
    quarantined: dict[str, str],
) -> Contribution | None:
    name = implementation.plugin_name
    try:
        contribution: Contribution = implementation.function()  # type: ignore[assignment]
        check_names(name, contribution, others)
    except Exception as error:  # noqa: BLE001 -- as above
        _quarantine(quarantined, name, error)
        return None
    return contribution


def _quarantine(quarantined: dict[str, str], name: str, error: Exception) -> None:
    log.error("plugin_quarantined", plugin=name, exc_info=error)
    quarantined[name] = f"{type(error).__name__}: {error}"


def _refuse_misspelt(manager: pluggy.PluginManager) -> None:
    """A misspelt hook would be ignored in silence, so the service does not start with one."""
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise RefusedStart(f"A plugin implements a hook that does not exist: {error}") from error
