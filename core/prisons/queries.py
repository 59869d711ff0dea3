"""Which prisons there are."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.prisons.models import Prison


async def prison_by_code(session: AsyncSession, code: str) -> Prison | None:
    """Return the active prison with this code of the register, or None."""
    return await session.scalar(select(Prison).where(Prison.code == code, Prison.active))
