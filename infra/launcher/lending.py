"""The embedded servers for the length of one command, where nothing runs and no outside server is named."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator

from infra.database_roles import role_passwords
from infra.errors import CannotStart
from infra.launcher.home import Home
from infra.launcher.parts import compose
from infra.launcher.preparation import create_embedded


@contextlib.contextmanager
def lend(home: Home) -> Iterator[None]:
    """Start the embedded servers, set this process's settings to them, and stop them at the end."""
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
