"""Which prisons there are."""

from __future__ import annotations

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.prisons.models import Prison
from core.prisons.names import PrisonNames, spoken_name


async def prison_by_code(session: AsyncSession, code: str) -> Prison | None:
    """Return the active prison with this code of the register, or None."""
    return await session.scalar(select(Prison).where(Prison.code == code, Prison.active))


async def prison_names(session: AsyncSession, viewer: Viewer) -> PrisonNames:
    """Return what the viewer's prison is called."""
    prison = (await session.execute(select(Prison).where(Prison.id == viewer.tenant_id))).scalar_one()
    return PrisonNames(spoken_name(prison.name), prison.name_cy)


def name_of_prison(code: ColumnElement[str]) -> ScalarSelect[str]:
    """Return, in SQL, what the register calls the prison with this code; none for a code it does not know."""
    return select(Prison.name).where(Prison.code == code).scalar_subquery()
