"""Who may ask whether somebody may come in; about whom is narrowed by the database."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import PARTNER_ROLES, PRISON_ROLES, Role
from core.translation import lazy_gettext as _

ENTRY_READ = Permission(
    "core.entry.read",
    _("See whether somebody may come in"),
    PRISON_ROLES | PARTNER_ROLES | {Role.VOLUNTEER_SELF},
)
