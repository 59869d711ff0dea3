"""A council in the demo, told in the order in which things happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer
from plugins.council.demo.meetings import load_meetings
from plugins.council.demo.minutes import load_published
from plugins.council.demo.national import load_shared
from plugins.council.demo.proposals import load_proposals
from plugins.council.demo.roll import load_roll
from plugins.council.demo.said import load_bulletins

__all__ = ["load_demo"]


async def load_demo(session: AsyncSession, viewer: Viewer, _wishes: Mapping[str, Any]) -> None:
    """Let a council have proposed for months, and published what was answered."""
    await load_proposals(session, viewer)
    await load_roll(session, viewer)
    await load_meetings(session, viewer)
    await load_published(session, viewer)
    await load_shared(session)
    await load_bulletins(session, viewer)
