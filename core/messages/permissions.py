"""Who may see what was told by mail, and let an address be tried again."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, Role
from core.translation import lazy_gettext as _

_DESK = COORDINATORS | {Role.SECURITY_VETTING, Role.GOVERNOR, Role.SMT_LEAD, Role.DPO_RECORDS}
MESSAGE_READ = Permission(
    "core.message.read",
    _("See what was told by mail"),
    _DESK | {Role.PARTNER_ADMIN, Role.VOLUNTEER_SELF},
)
"""Partner and volunteer accounts are narrowed by the database to what was told to them."""
ADDRESS_RETRY = Permission(
    "core.message.retry_address", _("Have an e-mail address tried again"), COORDINATORS
)
PERMISSIONS = (MESSAGE_READ, ADDRESS_RETRY)
