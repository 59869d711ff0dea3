"""Who may see who has access, give it, take it away, and end somebody's sessions."""

from __future__ import annotations

from core.accounts.giving import GIVERS
from core.accounts.permissions import Permission
from core.accounts.roles import Role
from core.translation import lazy_gettext as _

ACCESS_READ = Permission(
    "core.access.read", _("See who may use Gatehouse here"), GIVERS | {Role.SECURITY_VETTING}
)
ACCESS_CHANGE = Permission("core.access.change", _("Give access and take it away"), GIVERS)
"""Which role somebody may give depends on their own: `giving.py`."""
SIGN_OUT = Permission(
    "core.access.sign_out", _("Sign somebody out everywhere"), GIVERS | {Role.SECURITY_VETTING}
)
"""Of anybody here, whatever their role: a lost telephone does not wait for the right person, and whoever is
signed out can sign in again."""
COMMAND = Permission("core.access.command", _("Act by command on the server"), frozenset())
"""No role holds it: roles above prisons, and a prison's first co-ordinator, are given by the operator."""

RIGHTS = (ACCESS_READ, ACCESS_CHANGE, SIGN_OUT, COMMAND)
