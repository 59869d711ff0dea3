"""When somebody signed in: kept with the account, and so in the audit trail as well."""

from __future__ import annotations

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import Account
from core.identifiers import AccountId


async def record_sign_in(session: AsyncSession, account_id: AccountId) -> None:
    """Note that the account has just signed in; the provider vouched for it, so no right is asked."""
    await session.execute(
        update(Account).where(Account.id == account_id).values(last_signed_in_at=func.now()),
    )
