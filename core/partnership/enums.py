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

    @property
    def label(self) -> Text:
        return DELIVERY_LABELS[self]


class StatusReason(StrEnum):
    """Why a service's status changed. Codes alone: reasons in free words would be about somebody."""

    REGIME_RESTRICTION = "REGIME_RESTRICTION"
    PRISON_STAFFING = "PRISON_STAFFING"
    OUTBREAK = "OUTBREAK"
    SECURITY_INCIDENT = "SECURITY_INCIDENT"
    NO_SPACE = "NO_SPACE"
    NO_ESCORT = "NO_ESCORT"
    PROVIDER_STAFFING = "PROVIDER_STAFFING"
    VOLUNTEER_SHORTAGE = "VOLUNTEER_SHORTAGE"
    VETTING_DELAY = "VETTING_DELAY"
    FUNDING_ENDED = "FUNDING_ENDED"
    LOW_TAKE_UP = "LOW_TAKE_UP"
    SEASONAL = "SEASONAL"
    OTHER = "OTHER"

    @property
    def label(self) -> Text:
        return STATUS_REASON_LABELS[self]


class AgreementType(StrEnum):
    PARTNERSHIP = "PARTNERSHIP"
    INFORMATION_SHARING = "INFORMATION_SHARING"
    GRANT = "GRANT"
    CONTRACT = "CONTRACT"
    SUBCONTRACT = "SUBCONTRACT"

    @property
    def label(self) -> Text:
        return AGREEMENT_LABELS[self]


class InsuranceKind(StrEnum):
    PUBLIC_LIABILITY = "PUBLIC_LIABILITY"
    EMPLOYERS_LIABILITY = "EMPLOYERS_LIABILITY"
    PROFESSIONAL_INDEMNITY = "PROFESSIONAL_INDEMNITY"

    @property
    def label(self) -> Text:
        return INSURANCE_LABELS[self]


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
DELIVERY_LABELS: dict[DeliveryMode, Text] = {
    DeliveryMode.IN_PERSON_ONE_TO_ONE: _("In person, one to one"),
    DeliveryMode.IN_PERSON_GROUP: _("In person, in a group"),
    DeliveryMode.ON_WING: _("On the wing"),
    DeliveryMode.IN_CELL_PACK: _("Packs for use in the cell"),
    DeliveryMode.IN_CELL_PHONE: _("By phone in the cell"),
    DeliveryMode.TELEPHONE_ADVICE_LINE: _("Advice line"),
    DeliveryMode.VIDEO_CALL: _("Video call"),
    DeliveryMode.EMAIL_A_PRISONER: _("Email a Prisoner"),
    DeliveryMode.LETTER: _("Letter"),
    DeliveryMode.IN_CELL_DIGITAL: _("In-cell laptop or kiosk"),
    DeliveryMode.RADIO_TV: _("Prison radio or television"),
    DeliveryMode.VISITS_HALL: _("Visits hall"),
    DeliveryMode.PEER_LED: _("Led by peers"),
    DeliveryMode.THROUGH_THE_GATE: _("Through the gate"),
    DeliveryMode.COMMUNITY: _("In the community"),
}
STATUS_REASON_LABELS: dict[StatusReason, Text] = {
    StatusReason.REGIME_RESTRICTION: _("The regime is restricted"),
    StatusReason.PRISON_STAFFING: _("The prison is short of staff"),
    StatusReason.OUTBREAK: _("An outbreak of illness"),
    StatusReason.SECURITY_INCIDENT: _("A security incident"),
    StatusReason.NO_SPACE: _("No room"),
    StatusReason.NO_ESCORT: _("No escort"),
    StatusReason.PROVIDER_STAFFING: _("The organisation is short of staff"),
    StatusReason.VOLUNTEER_SHORTAGE: _("Too few volunteers"),
    StatusReason.VETTING_DELAY: _("Vetting takes too long"),
    StatusReason.FUNDING_ENDED: _("Funding ended"),
    StatusReason.LOW_TAKE_UP: _("Too few took part"),
    StatusReason.SEASONAL: _("The time of year"),
    StatusReason.OTHER: _("Another cause"),
}
AGREEMENT_LABELS: dict[AgreementType, Text] = {
    AgreementType.PARTNERSHIP: _("Partnership agreement"),
    AgreementType.INFORMATION_SHARING: _("Information-sharing agreement"),
    AgreementType.GRANT: _("Grant agreement"),
    AgreementType.CONTRACT: _("Contract"),
    AgreementType.SUBCONTRACT: _("Subcontract"),
}
INSURANCE_LABELS: dict[InsuranceKind, Text] = {
    InsuranceKind.PUBLIC_LIABILITY: _("Public liability"),
    InsuranceKind.EMPLOYERS_LIABILITY: _("Employers' liability"),
    InsuranceKind.PROFESSIONAL_INDEMNITY: _("Professional indemnity"),
}
