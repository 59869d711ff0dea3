"""One transaction, one prison: `write()` commits or rolls back as a whole, and nobody else commits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from core.accounts.viewer import Viewer
from core.database.connecting import POOLED, POOLED_ENGINE, STRAIGHT, STRAIGHT_READING
from core.database.failures import explained_failures
from core.database.keepalive import WatchedConnection
from core.database.reading import Reading
from core.database.tenancy import enter_tenant
from core.settings import Settings


def engine_for(url: str, *, pool_size: int = 8, pooled: bool = False) -> AsyncEngine:
    """Make an engine for a `postgresql://` address, which may be a pooler's; asyncpg is the driver."""
    return create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,  # what a failed statement was given may be personal and ends up in a log
        connect_args={"connection_class": WatchedConnection, **(POOLED_ENGINE if pooled else STRAIGHT)},
    )


class Database:
    """The application's way to PostgreSQL, as the role that row-level security binds."""

    def __init__(self, engine: AsyncEngine, *, statement_seconds: float = 0, pooled: bool = False) -> None:
        self.engine = engine
        self._statement_seconds = statement_seconds
        self._pooled = pooled
        self.reading = Reading(
            self._connect_reading,
            size=pool_size(engine),
            statement_seconds=statement_seconds,
            pooled=pooled,
        )

    @classmethod
    def from_settings(cls, settings: Settings, *, statement_seconds: float = 0) -> Self:
        """Make the way there; a statement may take `statement_seconds`, or as long as it needs (0)."""
        pooled = settings.transaction_pooler
        engine = engine_for(
            settings.database_url.get_secret_value(), pool_size=settings.database_pool, pooled=pooled
        )
        return cls(engine, statement_seconds=statement_seconds, pooled=pooled)

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
        return {**address, **(POOLED if self._pooled else STRAIGHT_READING)}

    async def close(self) -> None:
        await self.reading.close()
        await self.engine.dispose()


def pool_size(engine: AsyncEngine) -> int:
    """Return how many connections the engine may hold."""
    pool = engine.pool
    if not isinstance(pool, AsyncAdaptedQueuePool):
        raise TypeError("Gatehouse connects through a pool.")
    return pool.size()
