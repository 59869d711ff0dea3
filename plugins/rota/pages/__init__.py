"""The pages of the rota: who comes when, where somebody is missing, what holds at the gate."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.rota.pages.coming import COMING
from plugins.rota.pages.cover import CARD, COVER
from plugins.rota.pages.feeds import FEED_PAGES, FEED_PARTS, FEEDS, LINKS
from plugins.rota.pages.gate_card import GATE_CARD
from plugins.rota.pages.gate_day import DAY, TODAY
from plugins.rota.pages.gate_hours import HOURS
from plugins.rota.pages.gate_losses import LOSSES, RECORD_LOSS, REMOVE_LOSS
from plugins.rota.pages.gate_sheet import SHEET
from plugins.rota.pages.lists import ABSENCES, LISTS, NOTICES
from plugins.rota.pages.mirror import MIRROR_PART
from plugins.rota.pages.person import PERSON_PART
from plugins.rota.pages.planning import PLANNING
from plugins.rota.pages.records import SERVICE, TIME
from plugins.rota.pages.session import SESSION
from plugins.rota.pages.week import WEEK_PAGE

__all__ = ["CARDS", "LINKS", "NAVIGATION", "PAGES", "RECORD_PARTS"]

GATE = (TODAY, DAY, SHEET, HOURS, LOSSES, RECORD_LOSS, REMOVE_LOSS)
PAGES = (WEEK_PAGE, COVER, *LISTS, SERVICE, TIME, SESSION, *PLANNING, *COMING, *GATE, *FEED_PAGES)
AT_THE_GATE = _("Gate")
IN_THE_ROTA = _("Rota")
NAVIGATION = (
    pages.NavigationLink(label=_("Coming in"), page=TODAY.name, section=AT_THE_GATE, position=15),
    pages.NavigationLink(label=_("Notices"), page=NOTICES.name, section=AT_THE_GATE, position=16),
    pages.NavigationLink(label=_("Hours lost"), page=HOURS.name, section=AT_THE_GATE, position=17),
    pages.NavigationLink(label=_("Week"), page=WEEK_PAGE.name, section=IN_THE_ROTA, position=30),
    pages.NavigationLink(label=_("Cover"), page=COVER.name, section=IN_THE_ROTA, position=31),
    pages.NavigationLink(label=_("Absences"), page=ABSENCES.name, section=IN_THE_ROTA, position=32),
    pages.NavigationLink(label=_("Calendars"), page=FEEDS.name, section=IN_THE_ROTA, position=33),
)
CARDS = (GATE_CARD, CARD)
RECORD_PARTS = (PERSON_PART, MIRROR_PART, *FEED_PARTS)
