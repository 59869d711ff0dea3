"""The sessions of accounts, as the core asks for them: the front end keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class OpenSessions(Protocol):
    """Knows which accounts are signed in."""

    async def count(self, account_ids: Sequence[UUID]) -> list[int]:
        """Return how many sessions each account has open."""

    async def end_all(self, account_id: str) -> int:
        """End every session of an account; return how many there were."""


class NoSessions:
    """Stands where nobody signs in, such as in a worker."""

    async def count(self, account_ids: Sequence[UUID]) -> list[int]:
        return [0] * len(account_ids)

    async def end_all(self, account_id: str) -> int:  # noqa: ARG002 -- the protocol's
        return 0
