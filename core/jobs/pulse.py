"""The heartbeat of the leases that this process holds, in a thread and a connection of its own.

A job that keeps the event loop or the connection pool busy (a large workbook, a long report) must not look
dead, or another worker would do it a second time.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
import structlog

from core.database.keepalive import SERVER_SETTINGS, WatchedConnection
from core.jobs.leases import HEARTBEAT_SECONDS, LEASE

log = structlog.get_logger(__name__)
ANSWER_SECONDS = 2.0
RETRY_SECONDS = 0.5
AFTER_TIMEOUT_SECONDS = 30.0
"""A job still here so long after its timeout hangs where it cannot be cancelled: others may have it."""

# A row that another transaction is changing (the job's own last one) is left out, not waited for.
BEAT = """
UPDATE job_queue SET lease_until = now() + $2 WHERE (prison_id, job_id) IN (
  SELECT prison_id, job_id FROM job_queue WHERE leased_by = ANY($1) FOR UPDATE SKIP LOCKED)
"""


class Pulse:
    """Renews the leases put into it until they are taken out, or should long have been."""

    def __init__(self, database_url: str, *, every_seconds: float = HEARTBEAT_SECONDS) -> None:
        self._url = database_url
        self._every = every_seconds
        self._tokens: dict[str, float] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._beat_on()), name="pulse", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread; leases still in it run out."""
        self._stop.set()
        self._thread.join(ANSWER_SECONDS + self._every)

    @contextmanager
    def keep(self, token: str, *, timeout_seconds: float) -> Iterator[None]:
        """Keep a lease alive for the length of the block."""
        with self._lock:
            self._tokens[token] = time.monotonic() + timeout_seconds + AFTER_TIMEOUT_SECONDS
        try:
            yield
        finally:
            with self._lock:
                del self._tokens[token]

    def _alive(self) -> list[str]:
        now = time.monotonic()
        with self._lock:
            return [token for token, until in self._tokens.items() if until > now]

    async def _beat_on(self) -> None:
        connection: Any = None
        while not self._stop.is_set():
            pause = self._every
            try:
                connection = await self._beat(connection)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("job_heartbeat_failed", error=type(error).__name__)
                if connection is not None:
                    connection.terminate()
                connection, pause = None, RETRY_SECONDS
            await asyncio.to_thread(self._stop.wait, pause)
        if connection is not None:
            connection.terminate()

    async def _beat(self, connection: Any) -> Any:
        if connection is None or connection.is_closed():
            connection = await asyncpg.connect(
                self._url,
                timeout=ANSWER_SECONDS,
                server_settings={"application_name": "gatehouse-pulse", **SERVER_SETTINGS},
                connection_class=WatchedConnection,
            )
        tokens = self._alive()
        if tokens:
            await connection.execute(BEAT, tokens, LEASE, timeout=ANSWER_SECONDS)
        return connection
