"""Lends a command the servers it needs: those named, those of a run going on, or the embedded ones."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager

from infra.errors import CannotStart
from infra.launcher.home import Home, home_from_environment

DATABASE = "GATEHOUSE_DATABASE_URL"
ENVIRONMENT = "GATEHOUSE_ENVIRONMENT"
LENDING = "infra.launcher.lending"
"""Loaded only when it is needed: a production installation has no embedded servers."""


@contextlib.contextmanager
def servers() -> Iterator[None]:
    """Set this process's settings so that it reaches the servers while the command lasts."""
    if DATABASE in os.environ or os.environ.get(ENVIRONMENT) == "production":
        yield
        return
    home = home_from_environment()
    noted = home.noted_environment()
    if noted is not None:
        os.environ.update(noted)
        yield
        return
    with embedded(home):
        yield


def embedded(home: Home) -> AbstractContextManager[None]:
    """Return what lends the embedded servers; CannotStart where they are not installed."""
    try:
        lending: AbstractContextManager[None] = importlib.import_module(LENDING).lend(home)
    except ModuleNotFoundError as error:
        raise CannotStart(
            f"The embedded servers are not installed here ({error.name} is missing). "
            f"Name your own in {DATABASE} and GATEHOUSE_OWNER_DATABASE_URL."
        ) from error
    return lending
