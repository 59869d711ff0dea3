"""What the answers about retention share: the rules a viewer may know of, and accounts by their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry import Info

from core.accounts.models import Account
from core.reads.mutations import Context
from core.retention.declarations import RetentionRule
from core.retention.permissions import RETENTION_CHANGE


def rules_known_to(info: Info[Context, None]) -> dict[str, RetentionRule]:
    """Return the rules that this viewer may know of."""
    viewer = info.context.viewer
    return {
        rule.code: rule
        for module in info.context.registry.contributions
        for rule in module.retention
        if viewer.may(RETENTION_CHANGE) or not rule.sensitive
    }


async def account_names(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the names of accounts, by their ids."""
    found = await session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row.id: row.name for row in found}
