"""The way to what prisons give to HMPPS: a role of its own that reads published tables across prisons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from core.accounts.viewer import Viewer
from core.database.reading import Reading
from core.database.unit_of_work import Database, engine_for, pool_size
from core.settings import Settings

POOL = 2
"""Few read above prisons, and none of them may take a connection from a prison."""
ENTER = text(
    "SELECT set_config('app.group_id', :group_id, true),"
    " set_config('statement_timeout', :statement_timeout, true)"
)


class National(Database):
    """Reads as `gatehouse_national`, of all prisons or of one group's, and never writes."""

    def __init__(self, url: str, *, statement_seconds: float = 0, pooled: bool = False) -> None:
        engine = engine_for(url, pool_size=POOL, pooled=pooled)
        super().__init__(engine, statement_seconds=statement_seconds, pooled=pooled)
        self.reading = NationalReading(
            self._connect_reading,
            size=pool_size(engine),
            statement_seconds=statement_seconds,
            pooled=pooled,
        )

    @classmethod
    def where_set(cls, settings: Settings, *, statement_seconds: float = 0) -> Self | None:
        """Make the way there, where whoever runs Gatehouse has set one."""
        if settings.national_database_url is None:
            return None
        url = settings.national_database_url.get_secret_value()
        return cls(url, statement_seconds=statement_seconds, pooled=settings.transaction_pooler)

    @asynccontextmanager
    async def write(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        """Refuse: above prisons nothing is written."""
        raise TypeError(f"Above prisons nothing is written, for {viewer.account_id} either.")
        yield

    async def _enter(self, connection: AsyncConnection | AsyncSession, viewer: Viewer) -> None:
        values = {
            "group_id": group_of(viewer),
            "statement_timeout": f"{round(self._statement_seconds * 1000)}ms",
        }
        await connection.execute(ENTER, values)


class NationalReading(Reading):
    """The straight way: its transactions say a group, and are for reading alone."""

    def _beginning(self, viewer: Viewer, *, writes: bool) -> str:
        if writes:
            raise TypeError("Above prisons nothing is written.")
        return (
            "BEGIN READ ONLY;"
            f"SELECT set_config('app.group_id', '{group_of(viewer)}', true),"
            f" set_config('statement_timeout', '{round(self._statement_seconds * 1000):d}ms', true)"
        )


NO_PRISON = UUID(int=0)
"""The group that no prison is in: in it the role reads what prisons show one another, and nothing else."""


def neighbour(viewer: Viewer) -> Viewer:
    """Return somebody of a prison's own staff as they read what other prisons show: without any right.

    TypeError for an account of a partner or of a volunteer, and for readers above prisons.
    """
    if viewer.tenant_id is None or viewer.partner_id is not None or viewer.person_id is not None:
        raise TypeError("Only a prison's own staff are shown what other prisons show.")
    return Viewer(
        account_id=viewer.account_id,
        name=viewer.name,
        roles=frozenset(),
        permissions=frozenset(),
        tenant_id=None,
        group_id=NO_PRISON,
    )


def group_of(viewer: Viewer) -> str:
    """Return the group's id as a setting: empty for all prisons. TypeError for anything that is no id."""
    if viewer.tenant_id is not None:
        raise TypeError("Nobody of one prison reads above prisons.")
    if viewer.group_id is None:
        return ""
    if not isinstance(viewer.group_id, UUID):
        raise TypeError("Only an id is written into a statement.")
    return str(viewer.group_id)
