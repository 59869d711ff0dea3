"""The sections of the navigation that the core's own pages stand in."""

from __future__ import annotations

from core.translation import lazy_gettext as _

WITH_PEOPLE = _("People")
WITH_PARTNERS = _("Partners")
TO_MANAGE = _("Manage")
"""What keeps the desk itself going: reports, imports, reminders, what is kept and who may sign in."""
