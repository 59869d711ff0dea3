"""Finds the modules, checks what they contribute, and quarantines a broken one so that the rest starts."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pluggy
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

import core.models
from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.contribution import CORE
from core.database.migrate import History, core_history
from core.errors import RefusedStart
from core.garbage import without_collection
from core.imports.importer import Importer
from core.jobs.declarations import Job
from core.plugins import hookspecs
from core.plugins.activation import TenantEnabled
from core.plugins.belongings import check_mappings, withdraw
from core.plugins.checks import check_alone, first_misfit
from core.plugins.contribution import Contribution
from core.plugins.discovery import Found, discover
from core.plugins.errors import BadContribution
from core.plugins.naming import check_plugin_name
from core.reports.declarations import Report
from core.reports.jobs import report_job
from core.retention.report import person_report

log = structlog.get_logger(__name__)
WHOLE_METADATA = core.models
"""Named here because a plugin's tables are judged beside every table of the core."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All that is loaded, and what was found but could not be."""

    contributions: tuple[Contribution, ...]
    quarantined: dict[str, str] = field(default_factory=dict)
    """Plugin name → why it was left out, for the health page."""
    enabling: dict[str, TenantEnabled] = field(default_factory=dict)
    """Plugin name → its `tenant_enabled`, for those that have one."""

    permissions: tuple[Permission, ...] = field(init=False)
    """Of all that is loaded: asked for with every request."""

    def __post_init__(self) -> None:
        permissions = tuple(item for part in self.contributions for item in part.permissions)
        object.__setattr__(self, "permissions", permissions)

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
        return (core_history([*(part.name for part in plugins), *self.quarantined]), *own)

    @property
    def hooks(self) -> dict[str, TenantEnabled | None]:
        """What `switch_module` is given: every module that can be switched, and whom to tell."""
        names = [part.name for part in self.contributions if part.name != CORE.name]
        return {name: self.enabling.get(name) for name in names}

    def contribution(self, name: str) -> Contribution:
        return next(part for part in self.contributions if part.name == name)


@without_collection()
def load(blocked: Iterable[str] = ()) -> Registry:
    """Load the core and every plugin that is found, is not blocked and declares itself properly.

    Raises RefusedStart for a misspelt hook, and for a module of the house that cannot be loaded.
    """
    found, left_out = discover(), frozenset(blocked)
    loading = Loading(dict(found.claimed_twice))
    plugins = [plugin for plugin in found.plugins if plugin.name not in left_out]
    imported = [plugin for plugin in plugins if loading.register(plugin)]
    loading.refuse_misspelt()
    for plugin in imported:
        loading.ask(plugin)
    loading.fit_together()
    return loading.registry()


class Loading:
    """One loading of all plugins: what was accepted so far, and what was not."""

    def __init__(self, quarantined: dict[str, str]) -> None:
        self.quarantined = quarantined
        self.accepted: dict[Found, Contribution] = {}
        self.manager = pluggy.PluginManager(hookspecs.PROJECT)
        self.manager.add_hookspecs(hookspecs)
        check_mappings()

    def register(self, plugin: Found) -> bool:
        """Import a plugin and hand its hooks to pluggy; say whether that went well."""
        try:
            check_plugin_name(plugin.name)
            self.manager.register(importlib.import_module(plugin.path), plugin.name)
            check_mappings()
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- whatever it raises, the rest must start
            self.leave_out(plugin, error)
            return False
        return True

    def refuse_misspelt(self) -> None:
        """A misspelt hook would be ignored in silence, so the service does not start with one."""
        try:
            self.manager.check_pending()
        except pluggy.PluginValidationError as error:
            name = self.manager.get_name(error.plugin)
            raise RefusedStart(
                f"The plugin {name} implements a hook that does not exist: {error}. Correct its name, or set "
                f"GATEHOUSE_BLOCKED_PLUGINS={name} to start without it.",
            ) from error

    def ask(self, plugin: Found) -> None:
        """Ask a plugin what it contributes, and accept it if that can be served."""
        try:
            contribution = self._contribution(plugin)
            check_alone(plugin, contribution, [CORE, *self.accepted.values()])
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- as above
            self.leave_out(plugin, error)
        else:
            self.accepted[plugin] = contribution

    def _contribution(self, plugin: Found) -> Contribution:
        hook, enabled = self._hook(plugin, "contribute"), self._hook(plugin, "tenant_enabled")
        if enabled is not None and not inspect.iscoroutinefunction(enabled.function):
            raise BadContribution("tenant_enabled() must be an async function.")
        if hook is None:
            raise BadContribution(f"{plugin.path} has no contribute() decorated by @hookimpl.")
        contribution: Any = hook.function()
        if inspect.iscoroutine(contribution):
            contribution.close()
        if not isinstance(contribution, Contribution):
            kind = type(contribution).__name__
            raise BadContribution(
                f"contribute() returned a {kind}; it must be a plain function that returns a Contribution."
            )
        return contribution

    def _hook(self, plugin: Found, name: str) -> pluggy.HookImpl | None:
        implementations = getattr(self.manager.hook, name).get_hookimpls()
        return next((item for item in implementations if item.plugin_name == plugin.name), None)

    def fit_together(self) -> None:
        """Leave out what does not fit the modules before it, until all that is left does."""
        while (misfit := first_misfit(self.accepted)) is not None:
            plugin, error = misfit
            del self.accepted[plugin]
            self.leave_out(plugin, error)

    def leave_out(self, plugin: Found, error: BaseException) -> None:
        """Quarantine a guest; refuse to start with a broken module of the house, whose release is broken."""
        reason = f"{type(error).__name__}: {error}"
        if plugin.of_house:
            raise RefusedStart(
                f"The module {plugin.name} of this release cannot be loaded: {reason}. "
                f"Set GATEHOUSE_BLOCKED_PLUGINS={plugin.name} to start without it.",
            ) from error
        # Our own sentences hold nothing secret; what else was raised is told by its kind and place alone.
        if isinstance(error, BadContribution):
            log.error("plugin_quarantined", plugin=plugin.name, reason=str(error))
        else:
            log.error("plugin_quarantined", plugin=plugin.name, reason=type(error).__name__, exc_info=error)
        self.manager.unregister(name=plugin.name)
        withdraw(plugin)
        self.quarantined[plugin.name] = reason

    def registry(self) -> Registry:
        """Return what was accepted, by name, and whom to tell that it was switched on."""
        plugins = sorted(self.accepted, key=lambda plugin: plugin.name)
        hooks = {plugin.name: self._hook(plugin, "tenant_enabled") for plugin in plugins}
        modules = (CORE, *(self.accepted[plugin] for plugin in plugins))
        return Registry(
            (with_person_report(CORE, modules), *modules[1:]),
            self.quarantined,
            {name: _telling(hook) for name, hook in hooks.items() if hook is not None},
        )


def with_person_report(core: Contribution, modules: tuple[Contribution, ...]) -> Contribution:
    """Add the copy of what is held about somebody, which is of all modules that are loaded."""
    report = person_report(modules)
    return replace(core, reports=(*core.reports, report), jobs=(*core.jobs, report_job(report)))


def _telling(hook: pluggy.HookImpl) -> TenantEnabled:
    """Call a hook with those of its arguments that the plugin asks for, as pluggy would."""

    async def tell(session: AsyncSession, viewer: Viewer) -> None:
        given = {"session": session, "viewer": viewer}
        await hook.function(*(given[name] for name in hook.argnames))  # type: ignore[misc]

    return tell
