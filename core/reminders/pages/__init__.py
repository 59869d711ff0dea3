"""Pages of reminders: who was told, who will be, and whom mail does not reach."""

from __future__ import annotations

from core.pages import NavigationLink
from core.pages.sections import TO_MANAGE
from core.reminders.pages.ahead import AHEAD
from core.reminders.pages.choosing import OWN_PART, PERSON_PART
from core.reminders.pages.parts import PARTS as TOLD_PARTS
from core.reminders.pages.snoozing import END, SNOOZE
from core.reminders.pages.told import TOLD_LIST
from core.reminders.pages.unreached import UNREACHED
from core.translation import lazy_gettext as _

PAGES = (TOLD_LIST, AHEAD, UNREACHED, SNOOZE, END)
PARTS = (*TOLD_PARTS, OWN_PART, PERSON_PART)
NAVIGATION = (NavigationLink(label=_("Reminders"), page=TOLD_LIST.name, section=TO_MANAGE, position=75),)
__all__ = ["NAVIGATION", "PAGES", "PARTS"]
