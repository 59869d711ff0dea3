"""Who may do what about the weather."""

from __future__ import annotations

from core.sdk import COORDINATORS, PRISON_ROLES, Permission
from core.sdk import lazy_gettext as _

SIGHTING_READ = Permission("weather.sighting.read", _("See the weather"), PRISON_ROLES)
SIGHTING_ADD = Permission("weather.sighting.add", _("Record the weather"), COORDINATORS)
PERMISSIONS = (SIGHTING_READ, SIGHTING_ADD)
