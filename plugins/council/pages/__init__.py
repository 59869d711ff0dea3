"""The pages of the councils: what was asked, what was answered, and what became of it."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.council.pages.card import CARD
from plugins.council.pages.councils import COUNCIL_PAGES
from plugins.council.pages.proposal import PROPOSAL
from plugins.council.pages.proposal_forms import PROPOSAL_FORMS
from plugins.council.pages.proposals import PROPOSALS

__all__ = ["CARDS", "NAVIGATION", "PAGES"]

PAGES = (PROPOSALS, *PROPOSAL_FORMS, PROPOSAL, *COUNCIL_PAGES)
NAVIGATION = (pages.NavigationLink(label=_("Council"), page=PROPOSALS.name, position=45),)
CARDS = (CARD,)
