"""The pages of the rota: who comes when, where somebody is missing, what holds at the gate."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.rota.pages.coming import COMING
from plugins.rota.pages.cover import CARD, COVER
from plugins.rota.pages.lists import LISTS
from plugins.rota.pages.person import PERSON_PART
from plugins.rota.pages.planning import PLANNING
from plugins.rota.pages.records import RECORDS
from plugins.rota.pages.week import WEEK_PAGE

PAGES = (WEEK_PAGE, COVER, *LISTS, *RECORDS, *PLANNING, *COMING)
NAVIGATION = (pages.NavigationLink(label=_("Rota"), page=WEEK_PAGE.name, position=25),)
CARDS = (CARD,)
RECORD_PARTS = (PERSON_PART,)
