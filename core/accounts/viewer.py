"""Who is asking, in which prison, with which rights: the one value that every read and write is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.accounts.permissions import Permission
from core.accounts.roles import Role
from core.errors import Forbidden
from core.identifiers import AccountId, PartnerId, PersonId, TenantId
from core.translation import translate


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """The secret address by which somebody without an account came in."""

    id: UUID
    purpose: str
    subject_id: UUID
    """The one thing they came about."""
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """An account in one prison (or above prisons, without a tenant)."""

    account_id: AccountId
    name: str
    roles: frozenset[Role]
    permissions: frozenset[str]
    tenant_id: TenantId | None = None
    tenant_code: str | None = None
    partner_id: PartnerId | None = None
    """Set for partner roles: the database then shows rows of this organisation only."""
    person_id: PersonId | None = None
    """Set for a volunteer: the database then shows this person's own rows only."""
    group_id: UUID | None = None
    """Set for a reader of one group of prisons: above prisons the database then shows that group's only."""
    disabled_modules: frozenset[str] = frozenset()
    """Modules that this prison has switched off."""
    rights_at: int | None = None
    """Set where these rights are remembered: the tick of the clock of rights at which they were read."""
    link: OpenedLink | None = None
    """Set for somebody without an account, who came by a secret address and may do what it is for."""

    def may(self, permission: Permission) -> bool:
        return permission.code in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise Forbidden, naming who can, unless this viewer holds the permission."""
        if self.may(permission):
            return
        if not permission.roles:
            raise Forbidden(translate("Only somebody who was sent a link can do this."))
        who = ", ".join(sorted(str(role.label) for role in permission.roles))
        raise Forbidden(
            translate("You cannot do this: {what}. In this prison it is for: {who}.").format(
                what=permission.label,
                who=who,
            ),
        )


def permissions_of(roles: Iterable[Role], permissions: Iterable[Permission]) -> frozenset[str]:
    """Return the codes of the permissions that any of the roles holds."""
    held = frozenset(roles)
    return frozenset(permission.code for permission in permissions if permission.roles & held)
