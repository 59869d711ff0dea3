"""One transaction, one prison: `write()` commits or rolls back as a whole, and nobody else commits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from core.accounts.viewer import Viewer
from core.database.failures import explained_failures
from core.database.keepalive import SERVER_SETTINGS, WatchedConnection
from core.database.reading import Reading
from core.database.tenancy import enter_tenant
from core.settings import Settings

SESSION_SETTINGS = {"application_name": "gatehouse", "timezone": "UTC", "jit": "off", **SERVER_SETTINGS}


def engine_for(url: str, *, pool_size: int = 8) -> AsyncEngine:
    """Make an engine for a `postgresql://` address; asyncpg is the driver."""
    return create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,  # what a failed statement was given may be personal and ends up in a log
        connect_args={"server_settings": SESSION_SETTINGS, "connection_class": WatchedConnection},
    )


class Database:
    """The application's way to PostgreSQL, as the role that row-level security binds."""

    def __init__(self, engine: AsyncEngine, *, statement_seconds: float = 0) -> None:
        self.engine = engine
        self._statement_seconds = statement_seconds
        self.reading = Reading(
            self._connect_reading, size=pool_size(engine), statement_seconds=statement_seconds
        )

    @classmethod
    def from_settings(cls, settings: Settings, *, statement_seconds: float = 0) -> Self:
        """Make the way there; a statement may take `statement_seconds`, or as long as it needs (0)."""
        engine = engine_for(settings.database_url.get_secret_value(), pool_size=settings.database_pool)
        return cls(engine, statement_seconds=statement_seconds)

    @asynccontextmanager
    async def write(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """Open a transaction for this viewer's prison; a known constraint becomes a DomainError."""
        with explained_failures():
            async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
                await self._enter(session, viewer)
                yield session

    @asynccontextmanager
    async def read(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """Open a read-only transaction for this viewer's prison."""
        with explained_failures():
            async with AsyncSession(self.engine, expire_on_commit=False) as session:
                connection = await session.connection(execution_options={"postgresql_readonly": True})
                await self._enter(connection, viewer)
                yield session

    @asynccontextmanager
    async def connect_recording(self, viewer: Viewer) -> AsyncIterator[AsyncConnection]:
        """Open a transaction without an ORM session, for a file of rows that leaves a trace."""
        with explained_failures():
            async with self.engine.begin() as connection:
                await self._enter(connection, viewer)
                yield connection

    async def _enter(self, connection: AsyncConnection | AsyncSession, viewer: Viewer) -> None:
        await enter_tenant(connection, viewer, statement_seconds=self._statement_seconds)

    def _connect_reading(self) -> dict[str, Any]:
        """Return where and how to connect, as asyncpg is told."""
        _positional, address = self.engine.dialect.create_connect_args(self.engine.url)
        # A second lock on the door: on these connections no transaction may write.
        return {**address, "server_settings": {**SESSION_SETTINGS, "default_transaction_read_only": "on"}}

    async def close(self) -> None:
        await self.reading.close()
        await self.engine.dispose()


def pool_size(engine: AsyncEngine) -> int:
    """Return how many connections the engine may hold."""
    pool = engine.pool
    if not isinstance(pool, AsyncAdaptedQueuePool):
        raise TypeError("Gatehouse connects through a pool.")
    return pool.size()
