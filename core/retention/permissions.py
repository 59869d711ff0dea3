"""Who sees what will go and when, who may stop it, and who may hand out or erase what is held of somebody."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, Role
from core.translation import lazy_gettext as _

DATA_PROTECTION = frozenset({Role.DPO_RECORDS})
RETENTION_READ = Permission(
    "core.retention.read", _("See what will be deleted, and when"), COORDINATORS | DATA_PROTECTION
)
RETENTION_CHANGE = Permission(
    "core.retention.change", _("Set how long records are kept, and keep them on hold"), DATA_PROTECTION
)
PERSON_EXPORT = Permission("core.person.export", _("Copy what is held about somebody"), DATA_PROTECTION)
PERSON_ERASE = Permission("core.person.erase", _("Erase what is held about somebody"), DATA_PROTECTION)
PERMISSIONS = (RETENTION_READ, RETENTION_CHANGE, PERSON_EXPORT, PERSON_ERASE)
