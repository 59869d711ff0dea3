"""The pages of the partnership: people, partners and what each does here."""

from __future__ import annotations

from core.pages import NavigationLink
from core.partnership.pages.partner_forms import ADD_CONTACT, ADD_PARTNER, ADD_SERVICE
from core.partnership.pages.partners import PARTNER, PARTNERS
from core.partnership.pages.people import ADD_PERSON, PEOPLE, PERSON
from core.translation import lazy_gettext as _

PAGES = (PEOPLE, ADD_PERSON, PERSON, PARTNERS, ADD_PARTNER, PARTNER, ADD_CONTACT, ADD_SERVICE)
NAVIGATION = (
    NavigationLink(label=_("People"), page=PEOPLE.name, position=40),
    NavigationLink(label=_("Partners"), page=PARTNERS.name, position=50),
)
