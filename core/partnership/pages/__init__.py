"""The pages of the partnership: people, partners, services, and what was agreed."""

from __future__ import annotations

from core.pages import NavigationLink
from core.pages.sections import WITH_PARTNERS, WITH_PEOPLE
from core.partnership.pages.ages import CONFIRM_AGE
from core.partnership.pages.paper_forms import END_AGREEMENT, RECORD_AGREEMENT, RECORD_INSURANCE
from core.partnership.pages.partner_forms import ADD_CONTACT, ADD_PARTNER, ADD_SERVICE, CHANGE_PARTNER
from core.partnership.pages.partners import PARTNER, PARTNERS
from core.partnership.pages.people import PEOPLE
from core.partnership.pages.person import PERSON
from core.partnership.pages.person_forms import (
    ADD_PERSON,
    ASSIGN_PERSON,
    CHANGE_PERSON,
    END_ASSIGNMENT,
    RECORD_LEAVING,
)
from core.partnership.pages.roles import ROLE
from core.partnership.pages.service_forms import CHANGE_ROLE, CHANGE_SERVICE, CHANGE_STATUS, DESCRIBE_ROLE
from core.partnership.pages.services import SERVICE, SERVICES
from core.translation import lazy_gettext as _

PAGES = (
    PEOPLE,
    ADD_PERSON,
    PERSON,
    CHANGE_PERSON,
    CONFIRM_AGE,
    RECORD_LEAVING,
    ASSIGN_PERSON,
    END_ASSIGNMENT,
    PARTNERS,
    ADD_PARTNER,
    PARTNER,
    CHANGE_PARTNER,
    ADD_CONTACT,
    ADD_SERVICE,
    RECORD_AGREEMENT,
    END_AGREEMENT,
    RECORD_INSURANCE,
    SERVICES,
    SERVICE,
    CHANGE_STATUS,
    CHANGE_SERVICE,
    DESCRIBE_ROLE,
    ROLE,
    CHANGE_ROLE,
)
NAVIGATION = (
    NavigationLink(label=_("People"), page=PEOPLE.name, section=WITH_PEOPLE, position=40),
    NavigationLink(label=_("Partners"), page=PARTNERS.name, section=WITH_PARTNERS, position=42),
    NavigationLink(
        label=_("Services"), page=SERVICES.name, section=WITH_PARTNERS, position=43, below=("/roles",)
    ),
)
