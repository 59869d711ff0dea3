"""In which capacity an account acts: of all the roles it holds in a prison, those of one scope."""

from __future__ import annotations

from collections.abc import Sequence

from core.accounts.queries import MembershipRow


def widest_capacity(held: Sequence[MembershipRow]) -> list[MembershipRow]:
    """Return the roles of the widest scope alone: the prison's, else one partner's, else one volunteer's own.

    A co-ordinator may also be a partner's lead. Adding up roles of different scopes would carry the lead's
    rights beyond their own organisation.
    """
    first = min(held, key=lambda row: (row.partner_id is not None, row.person_id is not None, row.role.value))
    scope = (first.partner_id, first.person_id)
    return [row for row in held if (row.partner_id, row.person_id) == scope]
