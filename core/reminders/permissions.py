"""Who may see what was told, and what will be."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, Role
from core.translation import lazy_gettext as _

REMINDER_READ = Permission(
    "core.reminder.read",
    _("See who is reminded next, and which addresses mail does not reach"),
    COORDINATORS | {Role.SECURITY_VETTING},
)
PERMISSIONS = (REMINDER_READ,)
