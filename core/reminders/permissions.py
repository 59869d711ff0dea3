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
REMINDER_SNOOZE = Permission("core.reminder.snooze", _("Let a reminder wait until a day"), COORDINATORS)
REMINDER_CHOOSE = Permission(
    "core.reminder.choose", _("Choose not to be reminded by mail"), frozenset({Role.VOLUNTEER_SELF})
)
REFUSAL_READ = Permission(
    "core.reminder.refusals",
    _("See who asked not to be reminded"),
    COORDINATORS | {Role.SECURITY_VETTING, Role.DPO_RECORDS, Role.VOLUNTEER_SELF},
)
PERMISSIONS = (REMINDER_READ, REMINDER_SNOOZE, REMINDER_CHOOSE, REFUSAL_READ)
