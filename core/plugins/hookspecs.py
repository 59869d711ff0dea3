"""The whole hook specification: what a plugin may be asked."""

from __future__ import annotations

import pluggy
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.plugins.contribution import Contribution

PROJECT = "gatehouse"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def contribute() -> Contribution:
    """Say everything this plugin adds, as data. Called once, at start."""
    raise AssertionError


@hookspec
async def tenant_enabled(session: AsyncSession, viewer: Viewer) -> None:
    """Hear that this module was switched on for the viewer's prison, in the transaction that does so."""
