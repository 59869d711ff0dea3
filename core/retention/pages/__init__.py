"""The pages of retention: what will go and when, and what is held about one person."""

from __future__ import annotations

from core.pages import NavigationLink
from core.pages.sections import TO_MANAGE
from core.retention.pages.holds import LIFT_HOLD, PLACE_HOLD, REVIEW_HOLD
from core.retention.pages.kinds import KIND, RETENTION, SET_PERIOD
from core.retention.pages.person import COPY, ERASE, PERSON_DATA, PERSON_PART
from core.translation import lazy_gettext as _

PAGES = (RETENTION, KIND, SET_PERIOD, PERSON_DATA, COPY, ERASE, PLACE_HOLD, REVIEW_HOLD, LIFT_HOLD)
NAVIGATION = (NavigationLink(label=_("What will go"), page=RETENTION.name, section=TO_MANAGE, position=85),)
RECORD_PARTS = (PERSON_PART,)
