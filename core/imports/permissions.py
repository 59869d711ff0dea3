"""Who may bring in spreadsheets."""

from __future__ import annotations

from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS
from core.translation import lazy_gettext as _

IMPORT_RUN = Permission("core.import.run", _("Import a spreadsheet"), COORDINATORS)
