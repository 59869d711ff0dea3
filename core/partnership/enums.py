"""Codes of the partnership, with the words a person sees."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class FundingBasis(StrEnum):
    CONTRACT = "CONTRACT"
    GRANT = "GRANT"
    UNFUNDED = "UNFUNDED"

    @property
    def label(self) -> Text:
        return FUNDING_LABELS[self]


class PartnerStatus(StrEnum):
    PROSPECTIVE = "PROSPECTIVE"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"

    @property
    def label(self) -> Text:
        return PARTNER_STATUS_LABELS[self]


class ContactPurpose(StrEnum):
    LEAD = "LEAD"
    OPERATIONS = "OPERATIONS"
    VETTING = "VETTING"
    SAFEGUARDING = "SAFEGUARDING"
    FINANCE = "FINANCE"
    NOTICES = "NOTICES"

    @property
    def label(self) -> Text:
        return PURPOSE_LABELS[self]


class PersonKind(StrEnum):
    VOLUNTEER = "VOLUNTEER"
    PARTNER_STAFF = "PARTNER_STAFF"

    @property
    def label(self) -> Text:
        return PERSON_KIND_LABELS[self]


class PersonStatus(StrEnum):
    CURRENT = "CURRENT"
    LEFT = "LEFT"

    @property
    def label(self) -> Text:
        return PERSON_STATUS_LABELS[self]


class ServiceStatus(StrEnum):
    PROPOSED = "PROPOSED"
    UNDER_REVIEW = "UNDER_REVIEW"
    AGREED_NOT_STARTED = "AGREED_NOT_STARTED"
    OPERATING_FULL = "OPERATING_FULL"
    OPERATING_REDUCED = "OPERATING_REDUCED"
    OPERATING_REMOTE_ONLY = "OPERATING_REMOTE_ONLY"
    REMOBILISING = "REMOBILISING"
    PAUSED_PRISON = "PAUSED_PRISON"
    PAUSED_PROVIDER = "PAUSED_PROVIDER"
    PAUSED_CLEARANCE = "PAUSED_CLEARANCE"
    ENDED = "ENDED"

    @property
    def label(self) -> Text:
        return SERVICE_STATUS_LABELS[self]


class DeliveryMode(StrEnum):
    IN_PERSON_ONE_TO_ONE = "IN_PERSON_ONE_TO_ONE"
    IN_PERSON_GROUP = "IN_PERSON_GROUP"
    ON_WING = "ON_WING"
    IN_CELL_PACK = "IN_CELL_PACK"
    IN_CELL_PHONE = "IN_CELL_PHONE"
    TELEPHONE_ADVICE_LINE = "TELEPHONE_ADVICE_LINE"
    VIDEO_CALL = "VIDEO_CALL"
    EMAIL_A_PRISONER = "EMAIL_A_PRISONER"
    LETTER = "LETTER"
    IN_CELL_DIGITAL = "IN_CELL_DIGITAL"
    RADIO_TV = "RADIO_TV"
    VISITS_HALL = "VISITS_HALL"
    PEER_LED = "PEER_LED"
    THROUGH_THE_GATE = "THROUGH_THE_GATE"
    COMMUNITY = "COMMUNITY"


FUNDING_LABELS: dict[FundingBasis, Text] = {
    FundingBasis.CONTRACT: _("Contract"),
    FundingBasis.GRANT: _("Grant"),
    FundingBasis.UNFUNDED: _("Unfunded"),
}
PARTNER_STATUS_LABELS: dict[PartnerStatus, Text] = {
    PartnerStatus.PROSPECTIVE: _("Prospective"),
    PartnerStatus.ACTIVE: _("Active"),
    PartnerStatus.PAUSED: _("Paused"),
    PartnerStatus.ENDED: _("Ended"),
}
PURPOSE_LABELS: dict[ContactPurpose, Text] = {
    ContactPurpose.LEAD: _("Lead contact"),
    ContactPurpose.OPERATIONS: _("Day-to-day running"),
    ContactPurpose.VETTING: _("Vetting"),
    ContactPurpose.SAFEGUARDING: _("Safeguarding"),
    ContactPurpose.FINANCE: _("Finance"),
    ContactPurpose.NOTICES: _("Notices"),
}
PERSON_KIND_LABELS: dict[PersonKind, Text] = {
    PersonKind.VOLUNTEER: _("Volunteer"),
    PersonKind.PARTNER_STAFF: _("Partner staff"),
}
PERSON_STATUS_LABELS: dict[PersonStatus, Text] = {
    PersonStatus.CURRENT: _("Current"),
    PersonStatus.LEFT: _("Left"),
}
SERVICE_STATUS_LABELS: dict[ServiceStatus, Text] = {
    ServiceStatus.PROPOSED: _("Proposed"),
    ServiceStatus.UNDER_REVIEW: _("Under review"),
    ServiceStatus.AGREED_NOT_STARTED: _("Agreed, not started"),
    ServiceStatus.OPERATING_FULL: _("Running"),
    ServiceStatus.OPERATING_REDUCED: _("Running, reduced"),
    ServiceStatus.OPERATING_REMOTE_ONLY: _("Remote only"),
    ServiceStatus.REMOBILISING: _("Restarting"),
    ServiceStatus.PAUSED_PRISON: _("Paused by the prison"),
    ServiceStatus.PAUSED_PROVIDER: _("Paused by the provider"),
    ServiceStatus.PAUSED_CLEARANCE: _("Paused: waiting for clearance"),
    ServiceStatus.ENDED: _("Ended"),
}
