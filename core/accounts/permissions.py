"""What a permission is. Each module declares its own; roles hold them by default."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.accounts.roles import Role
from core.translation import Text


@dataclass(frozen=True, slots=True)
class Permission:
    """A named right, such as `vetting.case.decide`, and the roles that have it."""

    code: str
    label: Text = field(compare=False)
    roles: frozenset[Role]

    def __str__(self) -> str:
        return self.code
