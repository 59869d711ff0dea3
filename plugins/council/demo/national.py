"""What HMPPS is given of the demo's council, as the first night would give it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.council.metrics import METRICS
from plugins.council.services.national import share_everything


async def load_shared(session: AsyncSession) -> None:
    """Let HMPPS read what may cross: figures, what each proposal is about, what was published."""
    await share_everything(session, METRICS)
