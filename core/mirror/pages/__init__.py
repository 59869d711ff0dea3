"""Pages of a person's own record, and of the requests to put one right."""

from __future__ import annotations

from core.mirror.pages.corrections import ANSWER, CARD, CORRECTIONS, PERSON_PART
from core.mirror.pages.me import ASK, ME
from core.mirror.pages.trail import TRAIL
from core.pages import NavigationLink
from core.pages.sections import WITH_PEOPLE
from core.translation import lazy_gettext as _

PAGES = (ME, ASK, CORRECTIONS, ANSWER)
NAVIGATION = (
    NavigationLink(label=_("Your record"), page=ME.name, position=5),
    NavigationLink(label=_("Corrections"), page=CORRECTIONS.name, section=WITH_PEOPLE, position=41),
)
CARDS = (CARD,)
RECORD_PARTS = (TRAIL, PERSON_PART)
__all__ = ["CARDS", "NAVIGATION", "PAGES", "RECORD_PARTS"]
