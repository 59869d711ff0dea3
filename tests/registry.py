"""The house with all its modules, loaded once for all tests that only look at it."""

from __future__ import annotations

from functools import cache

from core.plugins.loader import Registry, load


@cache
def whole_house() -> Registry:
    """Return what is declared; a quarantined module is a failure here."""
    loaded = load()
    assert loaded.quarantined == {}
    return loaded
