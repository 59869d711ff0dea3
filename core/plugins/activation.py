"""Whether a module is on in a prison: the one function that guards its fields, pages, jobs and reports."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, Role
from core.accounts.viewer import Viewer
from core.errors import Invalid, NotFound
from core.prisons.models import Prison
from core.translation import lazy_gettext as _
from core.translation import translate

MODULE_SWITCH = Permission(
    "core.module.switch",
    _("Switch modules on and off"),
    COORDINATORS | {Role.GOVERNOR},
)


def enabled(viewer: Viewer, module: str) -> bool:
    """Tell whether the module is on in the viewer's prison."""
    return module not in viewer.disabled_modules


async def switch_module(session: AsyncSession, viewer: Viewer, module: str, *, on: bool) -> None:
    """Switch a module on or off for this prison; what it holds is kept."""
    viewer.require(MODULE_SWITCH)
    if module == "core":
        raise Invalid(translate("The partnership itself cannot be switched off."), "module")
    prison = await session.scalar(select(Prison).where(Prison.id == viewer.tenant_id))
    if prison is None:
        raise NotFound(translate("That prison does not exist."))
    others = [name for name in prison.disabled_modules if name != module]
    prison.disabled_modules = others if on else sorted([*others, module])
