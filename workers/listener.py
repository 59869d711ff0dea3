"""Hears PostgreSQL's NOTIFY: a hint that something may be due, for those who cannot wait for the poll."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import asyncpg

from core.database.keepalive import SERVER_SETTINGS, WatchedConnection
from core.jobs.enqueue import CHANNEL

CONNECT_SECONDS = 3.0


class Listener:
    def __init__(self, database_url: str, hint: Callable[[], None]) -> None:
        self._url = database_url
        self._hint = hint

    async def listen(self) -> None:
        """Pass on hints until the connection is lost."""
        lost = asyncio.Event()
        connection = await asyncpg.connect(
            self._url,
            timeout=CONNECT_SECONDS,
            server_settings={"application_name": "gatehouse-listener", **SERVER_SETTINGS},
            connection_class=WatchedConnection,
        )
        try:
            connection.add_termination_listener(lambda _connection: lost.set())
            await connection.add_listener(CHANNEL, lambda *_notification: self._hint())
            self._hint()  # Whatever was told while nobody listened.
            await lost.wait()
        finally:
            connection.terminate()
