"""The pages of vetting: who is cleared, who is stuck, who is next."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages
from plugins.vetting.pages.assessments import ASSESSMENTS
from plugins.vetting.pages.card import CARD
from plugins.vetting.pages.case import CASE
from plugins.vetting.pages.cases import CASES
from plugins.vetting.pages.confirming import CONFIRMING
from plugins.vetting.pages.documents import DOCUMENT_PAGES
from plugins.vetting.pages.expiring import EXPIRING
from plugins.vetting.pages.forms import MOVE, OPEN_CASE
from plugins.vetting.pages.mirror import MIRROR_PART
from plugins.vetting.pages.passports import PAGES as PASSPORTS
from plugins.vetting.pages.passports import PASSPORT_PART
from plugins.vetting.pages.person import PERSON_PART
from plugins.vetting.pages.policy import POLICIES, POLICY_CARD, POLICY_PAGES
from plugins.vetting.pages.recording import RECORD_TRAINING, RECORDING
from plugins.vetting.pages.referee import LINKS
from plugins.vetting.pages.references import REFERENCE_PARTS, REFERENCES
from plugins.vetting.pages.roles import REQUIRE, ROLE_PART
from plugins.vetting.pages.times import TIMES
from plugins.vetting.pages.training import TRAINING, TRAINING_PAGES

__all__ = ["CARDS", "LINKS", "NAVIGATION", "PAGES", "RECORD_PARTS"]

PAGES = (
    CASES,
    ASSESSMENTS,
    EXPIRING,
    TIMES,
    *CONFIRMING,
    CASE,
    *DOCUMENT_PAGES,
    MOVE,
    OPEN_CASE,
    RECORD_TRAINING,
    *RECORDING,
    *REFERENCES,
    *PASSPORTS,
    *POLICY_PAGES,
    REQUIRE,
    *TRAINING_PAGES,
)
SECTION = _("Vetting")
NAVIGATION = (
    pages.NavigationLink(label=_("Cases"), page=CASES.name, section=SECTION, position=20),
    pages.NavigationLink(label=_("Expiring"), page=EXPIRING.name, section=SECTION, position=21),
    pages.NavigationLink(label=_("Training"), page=TRAINING.name, section=SECTION, position=22),
    pages.NavigationLink(label=_("Assessments"), page=ASSESSMENTS.name, section=SECTION, position=23),
    pages.NavigationLink(label=_("Times"), page=TIMES.name, section=SECTION, position=24),
    pages.NavigationLink(label=_("Policy"), page=POLICIES.name, section=SECTION, position=25),
)
CARDS = (CARD, POLICY_CARD)
RECORD_PARTS = (PERSON_PART, ROLE_PART, PASSPORT_PART, MIRROR_PART, *REFERENCE_PARTS)
