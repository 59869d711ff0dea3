"""Codes of the identity documents somebody may show, and of what a set of them has to prove."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class DocumentType(StrEnum):
    """Kinds of document. The kind is all that is kept of one: never its number, issuer or image."""

    PASSPORT = "PASSPORT"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    BIRTH_CERTIFICATE_EARLY = "BIRTH_CERTIFICATE_EARLY"
    FORCES_IDENTITY_CARD = "FORCES_IDENTITY_CARD"
    EU_IDENTITY_CARD = "EU_IDENTITY_CARD"
    MARRIAGE_CERTIFICATE = "MARRIAGE_CERTIFICATE"
    BIRTH_CERTIFICATE_LATER = "BIRTH_CERTIFICATE_LATER"
    VEHICLE_REGISTRATION = "VEHICLE_REGISTRATION"
    EXAMINATION_CERTIFICATE = "EXAMINATION_CERTIFICATE"
    BANK_STATEMENT = "BANK_STATEMENT"
    UTILITY_BILL = "UTILITY_BILL"
    PAY_OR_TAX_STATEMENT = "PAY_OR_TAX_STATEMENT"
    RENT_OR_MORTGAGE_STATEMENT = "RENT_OR_MORTGAGE_STATEMENT"
    INSURANCE_CERTIFICATE = "INSURANCE_CERTIFICATE"
    PUBLIC_BODY_LETTER = "PUBLIC_BODY_LETTER"

    @property
    def label(self) -> Text:
        return DOCUMENT_LABELS[self]


class DocumentNeed(StrEnum):
    """What a set of documents has to prove."""

    ENOUGH = "ENOUGH"
    ADDRESS = "ADDRESS"
    RECENT_ADDRESS = "RECENT_ADDRESS"
    BIRTH_DATE = "BIRTH_DATE"
    PHOTOGRAPH = "PHOTOGRAPH"

    @property
    def label(self) -> Text:
        return NEED_LABELS[self]


DOCUMENT_LABELS: dict[DocumentType, Text] = {
    DocumentType.PASSPORT: _("Passport"),
    DocumentType.DRIVING_LICENCE: _("Driving licence"),
    DocumentType.BIRTH_CERTIFICATE_EARLY: _("Birth certificate, issued within 12 months of birth"),
    DocumentType.FORCES_IDENTITY_CARD: _("HM Forces identity card"),
    DocumentType.EU_IDENTITY_CARD: _("EU identity card"),
    DocumentType.MARRIAGE_CERTIFICATE: _("Marriage or civil partnership certificate"),
    DocumentType.BIRTH_CERTIFICATE_LATER: _("Birth certificate, issued later"),
    DocumentType.VEHICLE_REGISTRATION: _("Vehicle registration document (V5C)"),
    DocumentType.EXAMINATION_CERTIFICATE: _("Examination certificate"),
    DocumentType.BANK_STATEMENT: _("Bank or building society statement"),
    DocumentType.UTILITY_BILL: _("Utility bill"),
    DocumentType.PAY_OR_TAX_STATEMENT: _("Pay or tax statement"),
    DocumentType.RENT_OR_MORTGAGE_STATEMENT: _("Rent or mortgage statement"),
    DocumentType.INSURANCE_CERTIFICATE: _("Insurance certificate"),
    DocumentType.PUBLIC_BODY_LETTER: _("Letter from a council or government office"),
}
NEED_LABELS: dict[DocumentNeed, Text] = {
    DocumentNeed.ENOUGH: _("Enough documents"),
    DocumentNeed.ADDRESS: _("Current address"),
    DocumentNeed.RECENT_ADDRESS: _("A recent document with the address"),
    DocumentNeed.BIRTH_DATE: _("Date of birth"),
    DocumentNeed.PHOTOGRAPH: _("Photograph"),
}
