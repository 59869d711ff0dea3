"""Pages of reminders: who was told, who will be, and whom mail does not reach."""

from __future__ import annotations

from core.pages import NavigationLink
from core.reminders.pages.ahead import AHEAD
from core.reminders.pages.parts import PARTS
from core.reminders.pages.told import TOLD_LIST
from core.reminders.pages.unreached import UNREACHED
from core.translation import lazy_gettext as _

PAGES = (TOLD_LIST, AHEAD, UNREACHED)
NAVIGATION = (NavigationLink(label=_("Reminders"), page=TOLD_LIST.name, position=75),)
__all__ = ["NAVIGATION", "PAGES", "PARTS"]
