"""Who may see that a report was asked for; the report itself needs its own right."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import PARTNER_ROLES, PRISON_ROLES, Role
from core.translation import lazy_gettext as _

REPORT_READ = Permission(
    "core.report.read",
    _("See and download reports"),
    PRISON_ROLES | PARTNER_ROLES | {Role.DPO_RECORDS, Role.COUNCIL_FACILITATOR},
)
