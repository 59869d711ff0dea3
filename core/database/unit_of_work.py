"""One transaction, one prison: `write()` commits or rolls back as a whole, and nobody else commits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from core.accounts.viewer import Viewer
from core.database.integrity import as_domain_error
from core.database.keepalive import SERVER_SETTINGS, WatchedConnection
from core.database.tenancy import enter_tenant
from core.settings import Settings


def engine_for(url: str, *, pool_size: int = 8) -> AsyncEngine:
    """Make an engine for a `postgresql://` address; asyncpg is the driver."""
    return create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,  # what a failed statement was given may be personal and ends up in a log
        connect_args={
            "server_settings": {
                "application_name": "gatehouse",
                "timezone": "UTC",
                "jit": "off",
                **SERVER_SETTINGS,
            },
            "connection_class": WatchedConnection,
        },
    )


class Database:
    """The application's way to PostgreSQL, as the role that row-level security binds."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        return cls(engine_for(settings.database_url.get_secret_value(), pool_size=settings.database_pool))

    @asynccontextmanager
    async def write(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """Open a transaction for this viewer's prison; a known constraint becomes a DomainError."""
        try:
            async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
                await enter_tenant(session, viewer)
                yield session
        except IntegrityError as error:
            explained = as_domain_error(error)
            if explained is None:
                raise
            raise explained from error

    @asynccontextmanager
    async def read(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """Open a read-only transaction for this viewer's prison."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            connection = await session.connection(execution_options={"postgresql_readonly": True})
            await enter_tenant(connection, viewer)
            yield session

    @asynccontextmanager
    async def connect(self, viewer: Viewer) -> AsyncIterator[AsyncConnection]:
        """Open a read-only transaction without an ORM session: the road of `core/reads`."""
        async with self.engine.connect() as opened:
            connection = await opened.execution_options(postgresql_readonly=True)
            await enter_tenant(connection, viewer)
            yield connection

    @asynccontextmanager
    async def connect_recording(self, viewer: Viewer) -> AsyncIterator[AsyncConnection]:
        """Open the same road for a read that leaves a trace; both stand or fall together."""
        async with self.engine.begin() as connection:
            await enter_tenant(connection, viewer)
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()
