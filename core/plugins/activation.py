"""Whether a module is on in a prison: the one function that guards its fields, pages, jobs and reports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, Role
from core.accounts.viewer import Viewer
from core.errors import Invalid, ModuleDisabled, NotFound
from core.prisons.models import Prison
from core.translation import lazy_gettext as _
from core.translation import translate

MODULE_SWITCH = Permission(
    "core.module.switch",
    _("Switch modules on and off"),
    COORDINATORS | {Role.GOVERNOR},
)


TenantEnabled = Callable[[AsyncSession, Viewer], Awaitable[None]]
"""A module's answer to being switched on for a prison, in the same transaction."""


def enabled(viewer: Viewer, module: str) -> bool:
    """Tell whether the module is on in the viewer's prison."""
    return module not in viewer.disabled_modules


def require_enabled(viewer: Viewer, module: str) -> None:
    """Raise ModuleDisabled where the viewer's prison has switched the module off."""
    if not enabled(viewer, module):
        raise ModuleDisabled(translate("The module {module} is switched off here.").format(module=module))


async def switch_module(
    session: AsyncSession,
    viewer: Viewer,
    module: str,
    *,
    on: bool,
    hooks: Mapping[str, TenantEnabled | None],
) -> None:
    """Switch a module on or off for this prison; what it holds is kept.

    `hooks` are those of the registry: a module among them that was off hears that it is on now.
    """
    viewer.require(MODULE_SWITCH)
    if module == "core":
        raise Invalid(translate("The partnership itself cannot be switched off."), "module")
    if module not in hooks:
        raise NotFound(translate("There is no module of that name."), "module")
    prison = await session.scalar(select(Prison).where(Prison.id == viewer.tenant_id).with_for_update())
    if prison is None:
        raise NotFound(translate("That prison does not exist."))
    was_on = module not in prison.disabled_modules
    others = [name for name in prison.disabled_modules if name != module]
    prison.disabled_modules = others if on else sorted([*others, module])
    hook = hooks[module]
    if hook is not None and on and not was_on:
        await hook(session, replace(viewer, disabled_modules=viewer.disabled_modules - {module}))
