"""Who may do what with the rota. Accounts of partners and volunteers are narrowed to their own rows."""

from __future__ import annotations

from core.sdk import COORDINATORS, PARTNER_ROLES, PRISON_ROLES, Permission, Role
from core.sdk import lazy_gettext as _

SESSION_READ = Permission(
    "rota.session.read",
    _("See sessions and who comes to them"),
    PRISON_ROLES | PARTNER_ROLES | {Role.VOLUNTEER_SELF},
)
SESSION_CHANGE = Permission("rota.session.change", _("Change when sessions take place"), COORDINATORS)
PEOPLE_CHANGE = Permission(
    "rota.people.change",
    _("Say who comes to a session"),
    COORDINATORS | {Role.PARTNER_ADMIN},
)
COVER_READ = Permission("rota.cover.read", _("See which sessions fall below cover"), PRISON_ROLES)
ABSENCE_RECORD = Permission(
    "rota.absence.record",
    _("Record when somebody is away"),
    COORDINATORS | PARTNER_ROLES | {Role.VOLUNTEER_SELF},
)
NOTICE_READ = Permission(
    "rota.notice.read",
    _("See entry notices"),
    PRISON_ROLES | PARTNER_ROLES | {Role.VOLUNTEER_SELF},
)
NOTICE_CHANGE = Permission(
    "rota.notice.change",
    _("Put up and withdraw entry notices"),
    COORDINATORS | {Role.SECURITY_VETTING, Role.GOVERNOR, Role.SMT_LEAD},
)
GATE_READ = Permission("rota.gate.read", _("See and print the gate list"), PRISON_ROLES)
GATE_RECORD = Permission(
    "rota.gate.record",
    _("Record who came in and what was lost"),
    COORDINATORS | {Role.SECURITY_VETTING},
)
FEED_MAKE = Permission(
    "rota.feed.make",
    _("Share sessions with calendars"),
    COORDINATORS | {Role.PARTNER_ADMIN, Role.VOLUNTEER_SELF},
)
FEED_READ = Permission("rota.feed.read", _("Fetch sessions by a calendar's address"), frozenset())
"""No role's: whoever has the address may do it."""

PERMISSIONS = (
    SESSION_READ,
    SESSION_CHANGE,
    PEOPLE_CHANGE,
    COVER_READ,
    ABSENCE_RECORD,
    NOTICE_READ,
    NOTICE_CHANGE,
    GATE_READ,
    GATE_RECORD,
    FEED_MAKE,
    FEED_READ,
)
