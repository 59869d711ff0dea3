"""Who may see work that did not finish, and have it tried again."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, PARTNER_ROLES, PRISON_ROLES, Role
from core.translation import lazy_gettext as _

JOB_READ = Permission(
    "core.job.read",
    _("See what you asked for and have it tried again"),
    PRISON_ROLES | PARTNER_ROLES | {Role.VOLUNTEER_SELF, Role.COUNCIL_FACILITATOR},
)
JOB_MANAGE = Permission(
    "core.job.manage",
    _("See what anybody in the prison asked for and have it tried again"),
    COORDINATORS,
)
