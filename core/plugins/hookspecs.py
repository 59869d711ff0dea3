"""The whole hook specification: what a plugin may be asked."""

from __future__ import annotations

import pluggy

from core.identifiers import TenantId
from core.plugins.contribution import Contribution

PROJECT = "gatehouse"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def contribute() -> Contribution:
    """Say everything this plugin adds, as data. Called once, at start."""
    raise AssertionError


@hookspec
def tenant_enabled(tenant_id: TenantId) -> None:
    """Hear that the module was switched on for a prison."""
