"""Who may see and change the partnership."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, PARTNER_ROLES, PRISON_ROLES, Role
from core.plugins.activation import MODULE_SWITCH
from core.translation import lazy_gettext as _

PARTNER_READ = Permission(
    "core.partner.read",
    _("See partners and their services"),
    PRISON_ROLES | PARTNER_ROLES | {Role.VOLUNTEER_SELF, Role.COUNCIL_FACILITATOR, Role.DPO_RECORDS},
)
CONTACT_READ = Permission(
    "core.contact.read",
    _("See partners' contacts"),
    PRISON_ROLES | PARTNER_ROLES,
)
PERSON_READ = Permission(
    "core.person.read",
    _("See people"),
    PRISON_ROLES | PARTNER_ROLES | {Role.VOLUNTEER_SELF, Role.DPO_RECORDS},
)
PARTNER_CHANGE = Permission("core.partner.change", _("Change partners and services"), COORDINATORS)
PERSON_CHANGE = Permission("core.person.change", _("Change people and their roles"), COORDINATORS)
AGE_CONFIRM = Permission(
    "core.age.confirm",
    _("Confirm that people are old enough for a role"),
    COORDINATORS | {Role.SECURITY_VETTING},
)
PRISON_READ = Permission(
    "core.prison.read",
    _("See the prison"),
    PRISON_ROLES | PARTNER_ROLES | {Role.VOLUNTEER_SELF, Role.COUNCIL_FACILITATOR, Role.DPO_RECORDS},
)

PERMISSIONS = (
    PRISON_READ,
    PARTNER_READ,
    CONTACT_READ,
    PERSON_READ,
    PARTNER_CHANGE,
    PERSON_CHANGE,
    AGE_CONFIRM,
    MODULE_SWITCH,
)
