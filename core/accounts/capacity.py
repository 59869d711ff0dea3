"""In which capacity an account acts: of all the roles it holds in a prison, those of one scope."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from core.accounts.permissions import Permission
from core.accounts.queries import MembershipRow
from core.accounts.viewer import Viewer, permissions_of
from core.identifiers import AccountId, PartnerId, PersonId, TenantId


def widest_capacity(held: Sequence[MembershipRow]) -> list[MembershipRow]:
    """Return the roles of the widest scope alone: the prison's, else one partner's, else one volunteer's own.

    A co-ordinator may also be a partner's lead. Adding up roles of different scopes would carry the lead's
    rights beyond their own organisation.
    """
    first = min(held, key=lambda row: (row.partner_id is not None, row.person_id is not None, row.role.value))
    scope = (first.partner_id, first.person_id)
    return [row for row in held if (row.partner_id, row.person_id) == scope]


def viewer_from(
    account_id: AccountId, name: str, held: Sequence[MembershipRow], permissions: Sequence[Permission]
) -> Viewer:
    """Make the viewer of an account from the roles it holds in one prison, in one capacity."""
    return _viewer(account_id, name, tuple(held), tuple(permissions))


@lru_cache(maxsize=2_000)
def _viewer(
    account_id: AccountId, name: str, held: tuple[MembershipRow, ...], permissions: tuple[Permission, ...]
) -> Viewer:
    """Make the same viewer of the same roles: it is asked for with every request."""
    capacity = widest_capacity(held)
    first, roles = capacity[0], frozenset(row.role for row in capacity)
    return Viewer(
        account_id=account_id,
        name=name,
        roles=roles,
        permissions=permissions_of(roles, permissions),
        tenant_id=None if first.tenant_id is None else TenantId(first.tenant_id),
        tenant_code=first.prison_code,
        partner_id=None if first.partner_id is None else PartnerId(first.partner_id),
        person_id=None if first.person_id is None else PersonId(first.person_id),
        disabled_modules=frozenset(first.disabled_modules),
    )
