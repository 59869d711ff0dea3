"""Something to see in the demo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer

from .enums import Sky
from .services import add_sighting


async def load_demo(session: AsyncSession, viewer: Viewer, _given: Mapping[str, Any]) -> None:
    await add_sighting(session, viewer, place="Walled garden", sky=Sky.WET)
