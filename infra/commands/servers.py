"""Lends a command the servers it needs: those named, those of a run going on, or the embedded ones."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator

from infra.database_roles import role_passwords
from infra.errors import CannotStart
from infra.launcher.home import home_from_environment
from infra.launcher.parts import compose
from infra.launcher.preparation import create_embedded

DATABASE = "GATEHOUSE_DATABASE_URL"


@contextlib.contextmanager
def servers() -> Iterator[None]:
    """Set this process's settings so that it reaches the servers while the command lasts."""
    if DATABASE in os.environ:
        yield
        return
    home = home_from_environment()
    noted = home.noted_environment()
    if noted is not None:
        os.environ.update(noted)
        yield
        return
    with contextlib.ExitStack() as stack:
        lock = home.lock
        if not lock.acquire():
            raise CannotStart("Gatehouse is just starting. Give the command again when it is ready.")
        stack.callback(lock.release)
        parts = compose(home, os.environ)
        if parts.postgres:
            stack.callback(parts.postgres.start().stop)
        if parts.redis:
            stack.callback(parts.redis.start().stop)
        if parts.urls:
            passwords = role_passwords(home.folder)
            asyncio.run(create_embedded(parts.urls.superuser, passwords, mark=None))
        os.environ.update(parts.environment)
        yield
