"""A day named by the next clearance that ends: "30 days before expiry"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import today
from core.pages.dates import long_date
from infra.errors import CannotStart
from plugins.vetting.models import Clearance

WORDS = re.compile(
    r"(?:(?P<count>\d{1,4}) days? (?P<side>before|after)|on)(?: the next)? expiry", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Jump:
    """So many days after a clearance ends; before it, when negative."""

    days: int

    @property
    def words(self) -> str:
        if self.days == 0:
            return "the last good day of a clearance"
        side = "before" if self.days < 0 else "after"
        count = f"{abs(self.days)} day" if abs(self.days) == 1 else f"{abs(self.days)} days"
        return f"{count} {side} the last good day of a clearance"


def parse_jump(words: str) -> Jump:
    """Read what was typed; CannotStart with what can be."""
    found = WORDS.fullmatch(" ".join(words.split()))
    if found is None:
        raise CannotStart(
            f'"{words}" names no day. Write "30 days before expiry", "on expiry" or "1 day after expiry".'
        )
    count = int(found["count"] or 0)
    return Jump(-count if found["side"] and found["side"].lower() == "before" else count)


async def day_of_jump(session: AsyncSession, jump: Jump) -> tuple[date, str]:
    """Return the first such day that is still to come, and which clearance it goes by."""
    first_end = today() - timedelta(days=jump.days - 1)
    ends = await session.scalar(
        select(Clearance.expires_on)
        .where(
            Clearance.revoked_on.is_(None),
            Clearance.expires_on >= first_end,
            Clearance.granted_on <= today(),
        )
        .order_by(Clearance.expires_on)
        .limit(1)
    )
    if ends is None:
        raise CannotStart(
            f"No day is left to jump to: there is none that is {jump.words} and lies ahead. "
            "Go back first with `gatehouse demo clock --back`."
        )
    return ends + timedelta(days=jump.days), f"That is {jump.words}, {long_date(ends)}."
