"""The straight way to PostgreSQL for reads: one statement in a read-only transaction, through asyncpg alone.

It takes three round trips: the beginning with its settings, the statement, and the end. Whatever ends sooner,
a request given up in the middle included, is rolled back where its connection goes back to the pool.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import asyncpg

from core.accounts.viewer import Viewer
from core.database.failures import as_reading_error
from core.database.keepalive import WatchedConnection
from core.database.tenancy import OUTDATED, beginning

GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)
"""The connection broke, or its server was stopped: nothing was answered, so a read may be asked again.

Which of them asyncpg raises depends on how much of the farewell it has read already (asyncpg issue 1069).
"""
Connection = Any
"""asyncpg comes without types."""


class ReadConnection(WatchedConnection):
    """A connection that ends its transaction, and changes nothing else, when it is given back."""

    async def reset(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 -- as asyncpg calls it
        if self.is_in_transaction():
            await self.execute("ROLLBACK", timeout=timeout)


class Reading:
    """Connections on which nothing is written but the trace of a read, opened when the first is needed."""

    def __init__(
        self, connect: Callable[[], dict[str, Any]], *, size: int, statement_seconds: float, pooled: bool
    ) -> None:
        self._connect = connect
        self._pooled = pooled
        self._size = size
        self._statement_seconds = statement_seconds
        self._opening = asyncio.Lock()
        self._pool: Any = None

    async def value(
        self, viewer: Viewer, text: str, arguments: Sequence[Any], *, writes: bool = False
    ) -> Any:
        """Return the one value of a statement, run in the viewer's prison; with `writes`, keep its traces."""
        pool, connection = await self._begin(self._beginning(viewer, writes=writes))
        try:
            found = await connection.fetchval(text, *arguments)
            if writes:
                await connection.execute("COMMIT")
        except asyncpg.PostgresError as error:
            raise explained(error) from error
        else:
            return found
        finally:
            await pool.release(connection)

    async def rows(self, text: str, arguments: Sequence[Any]) -> list[Any]:
        """Return the rows of a statement above prisons: to it every tenant table is closed."""
        if self._pooled:
            return await self._rows_of_a_transaction(text, arguments)
        pool = self._pool or await self._open()
        try:
            return list(await pool.fetch(text, *arguments))
        except GONE:
            await pool.expire_connections()
            return list(await pool.fetch(text, *arguments))

    async def _rows_of_a_transaction(self, text: str, arguments: Sequence[Any]) -> list[Any]:
        """Hold the pooler to one server, which else knows nothing of reading only."""
        pool, connection = await self._begin("BEGIN READ ONLY")
        try:
            return list(await connection.fetch(text, *arguments))
        finally:
            await pool.release(connection)

    def _beginning(self, viewer: Viewer, *, writes: bool) -> str:
        return beginning(viewer, statement_seconds=self._statement_seconds, writes=writes)

    async def _begin(self, beginning: str) -> tuple[Any, Connection]:
        """Take a connection and begin; where it had been lost unnoticed, the others most likely are too."""
        pool = self._pool or await self._open()
        try:
            return pool, await _begun(pool, beginning)
        except GONE:
            await pool.expire_connections()
            return pool, await _begun(pool, beginning)

    async def _open(self) -> Any:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    **self._connect(),
                    connection_class=ReadConnection,
                    min_size=0,
                    max_size=self._size,
                    max_inactive_connection_lifetime=0,
                    # A plan's text can be long, and is as good tomorrow.
                    max_cacheable_statement_size=0,
                    max_cached_statement_lifetime=0,
                )
        return self._pool

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None


async def _begun(pool: Any, beginning: str) -> Connection:
    connection = await pool.acquire()
    try:
        await connection.execute(beginning)
    except BaseException as error:
        if isinstance(error, GONE):
            connection.terminate()
        await pool.release(connection)
        if isinstance(error, asyncpg.PostgresError) and error.sqlstate == OUTDATED:
            raise RightsOutdated from None
        raise
    return connection


def explained(error: asyncpg.PostgresError) -> Exception:
    """Return what is said of a failed statement: in words, where a person can put it right."""
    return as_reading_error(error) or error


class RightsOutdated(Exception):
    """What is remembered of the viewer's rights is not to be trusted here: who asks has to be read anew."""
