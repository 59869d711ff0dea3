"""Who reads their own record here, and who answers what they ask for."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, Role
from core.translation import lazy_gettext as _

MIRROR_READ = Permission(
    "core.mirror.read",
    _("See what is recorded about yourself, and ask for it to be put right"),
    frozenset({Role.VOLUNTEER_SELF}),
)
"""Nobody has it for somebody else: it opens the record of the account's own person alone."""
CORRECTION_READ = Permission(
    "core.correction.read",
    _("See which corrections people asked for"),
    COORDINATORS | {Role.DPO_RECORDS, Role.VOLUNTEER_SELF},
)
"""A volunteer sees their own: the database shows them no other row."""
CORRECTION_ANSWER = Permission(
    "core.correction.answer", _("Answer people who ask for a correction"), COORDINATORS
)
PERMISSIONS = (MIRROR_READ, CORRECTION_READ, CORRECTION_ANSWER)
