"""Codes of a case: where it stands, what can be done to it, whose turn it is, and who decided."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class VettingStage(StrEnum):
    """Where a case stands."""

    DRAFT = "DRAFT"
    SPONSOR_REVIEW = "SPONSOR_REVIEW"
    INVITED = "INVITED"
    FORM_IN_PROGRESS = "FORM_IN_PROGRESS"
    DOCUMENTS_BOOKED = "DOCUMENTS_BOOKED"
    DOCUMENTS_VERIFIED = "DOCUMENTS_VERIFIED"
    SUBMITTED = "SUBMITTED"
    IN_CHECKS = "IN_CHECKS"
    QUERY_RAISED = "QUERY_RAISED"
    LEAP_RISK_ASSESSMENT = "LEAP_RISK_ASSESSMENT"
    GOVERNOR_DECISION = "GOVERNOR_DECISION"
    DECISION_PENDING = "DECISION_PENDING"
    APPROVED = "APPROVED"
    APPROVED_CONDITIONS = "APPROVED_CONDITIONS"
    REFUSED = "REFUSED"
    APPEAL_OPEN = "APPEAL_OPEN"
    APPEAL_UPHELD = "APPEAL_UPHELD"
    APPEAL_DISMISSED = "APPEAL_DISMISSED"
    ONBOARDING = "ONBOARDING"
    ACTIVE = "ACTIVE"
    RENEWAL_DUE = "RENEWAL_DUE"
    EXPIRED = "EXPIRED"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"
    CLOSED = "CLOSED"
    PURGED = "PURGED"

    @property
    def label(self) -> Text:
        return STAGE_LABELS[self]


class Verb(StrEnum):
    """What can be done to a case: the names of the ways between stages."""

    ASK_SPONSOR = "ask_sponsor"
    RETURN_TO_DRAFT = "return_to_draft"
    SEND_FORM = "send_form"
    RECORD_FORM_STARTED = "record_form_started"
    BOOK_DOCUMENTS = "book_documents"
    ACCEPT_DOCUMENTS = "accept_documents"
    REJECT_DOCUMENTS = "reject_documents"
    SEND_TO_VETTING_TEAM = "send_to_vetting_team"
    RECORD_CHECKS_STARTED = "record_checks_started"
    RECORD_CHECKS_COMPLETE = "record_checks_complete"
    RAISE_QUERY = "raise_query"
    ANSWER_QUERY = "answer_query"
    START_LEAP = "start_leap"
    SEND_TO_GOVERNOR = "send_to_governor"
    RETURN_TO_ASSESSMENT = "return_to_assessment"
    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    REFUSE = "refuse"
    OPEN_APPEAL = "open_appeal"
    UPHOLD_APPEAL = "uphold_appeal"
    DISMISS_APPEAL = "dismiss_appeal"
    START_ONBOARDING = "start_onboarding"
    ACTIVATE = "activate"
    FINISH_RENEWAL = "finish_renewal"
    MARK_RENEWAL_DUE = "mark_renewal_due"
    RENEW = "renew"
    EXPIRE = "expire"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    RECORD_LEAVING = "record_leaving"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    REOPEN = "reopen"
    CLOSE = "close"
    PURGE = "purge"

    @property
    def label(self) -> Text:
        return VERB_LABELS[self]


class ActionKind(StrEnum):
    """How a page offers an action: as the next step, as a decision, beside them, or as an ending."""

    FORWARD = "FORWARD"
    DECISION = "DECISION"
    SIDE = "SIDE"
    ENDING = "ENDING"


class Turn(StrEnum):
    """Who has to act next, as a fact of the case: “you” is worked out for each viewer."""

    APPLICANT = "APPLICANT"
    PARTNER = "PARTNER"
    COORDINATOR = "COORDINATOR"
    VETTING_TEAM = "VETTING_TEAM"
    PRISON_SECURITY = "PRISON_SECURITY"
    GOVERNOR = "GOVERNOR"
    NOBODY = "NOBODY"

    @property
    def label(self) -> Text:
        return TURN_LABELS[self]


class Pathway(StrEnum):
    STANDARD = "STANDARD"
    LEAP = "LEAP"
    RENEWAL = "RENEWAL"
    TRANSFER_RECOGNITION = "TRANSFER_RECOGNITION"

    @property
    def label(self) -> Text:
        return PATHWAY_LABELS[self]


class AppealRoute(StrEnum):
    """PSI 05/2015 for central decisions; the lived-experience framework of 1 April 2026 for its own."""

    RECONSIDERATION_DEPUTY_DIRECTOR = "RECONSIDERATION_DEPUTY_DIRECTOR"
    LEAP_APPEAL = "LEAP_APPEAL"

    @property
    def label(self) -> Text:
        return APPEAL_LABELS[self]


class DecisionSource(StrEnum):
    """Who said no. It stands where a reason would: a reason would be criminal-offence data."""

    SSCL = "SSCL"
    UKSV = "UKSV"
    DBS = "DBS"
    GOVERNOR = "GOVERNOR"
    LEAP_PANEL = "LEAP_PANEL"

    @property
    def label(self) -> Text:
        return SOURCE_LABELS[self]


STAGE_LABELS: dict[VettingStage, Text] = {
    VettingStage.DRAFT: _("Being prepared"),
    VettingStage.SPONSOR_REVIEW: _("With the organisation to confirm"),
    VettingStage.INVITED: _("Form sent"),
    VettingStage.FORM_IN_PROGRESS: _("Filling in the form"),
    VettingStage.DOCUMENTS_BOOKED: _("Document check booked"),
    VettingStage.DOCUMENTS_VERIFIED: _("Documents seen"),
    VettingStage.SUBMITTED: _("Sent to the vetting team"),
    VettingStage.IN_CHECKS: _("With the vetting team"),
    VettingStage.QUERY_RAISED: _("Query to answer"),
    VettingStage.LEAP_RISK_ASSESSMENT: _("Lived experience assessment"),
    VettingStage.GOVERNOR_DECISION: _("With the governor"),
    VettingStage.DECISION_PENDING: _("Waiting for a decision"),
    VettingStage.APPROVED: _("Cleared"),
    VettingStage.APPROVED_CONDITIONS: _("Cleared with conditions"),
    VettingStage.REFUSED: _("Refused"),
    VettingStage.APPEAL_OPEN: _("Appeal open"),
    VettingStage.APPEAL_UPHELD: _("Appeal upheld"),
    VettingStage.APPEAL_DISMISSED: _("Appeal dismissed"),
    VettingStage.ONBOARDING: _("Training and first visit"),
    VettingStage.ACTIVE: _("Active"),
    VettingStage.RENEWAL_DUE: _("Renewal due"),
    VettingStage.EXPIRED: _("Clearance expired"),
    VettingStage.SUSPENDED: _("Suspended"),
    VettingStage.REVOKED: _("Clearance revoked"),
    VettingStage.WITHDRAWN: _("Withdrawn"),
    VettingStage.LAPSED: _("Lapsed, no reply"),
    VettingStage.CLOSED: _("Closed"),
    VettingStage.PURGED: _("Deleted"),
}
VERB_LABELS: dict[Verb, Text] = {
    Verb.ASK_SPONSOR: _("Ask the organisation to confirm"),
    Verb.RETURN_TO_DRAFT: _("Send back for changes"),
    Verb.SEND_FORM: _("Send the form"),
    Verb.RECORD_FORM_STARTED: _("Record that the form is started"),
    Verb.BOOK_DOCUMENTS: _("Record that the document check is booked"),
    Verb.ACCEPT_DOCUMENTS: _("Record that the documents are accepted"),
    Verb.REJECT_DOCUMENTS: _("Record that the documents are not accepted"),
    Verb.SEND_TO_VETTING_TEAM: _("Send to vetting team"),
    Verb.RECORD_CHECKS_STARTED: _("Record that checks have started"),
    Verb.RECORD_CHECKS_COMPLETE: _("Record that checks are complete"),
    Verb.RAISE_QUERY: _("Record a query"),
    Verb.ANSWER_QUERY: _("Record that the query is answered"),
    Verb.START_LEAP: _("Start the lived experience assessment"),
    Verb.SEND_TO_GOVERNOR: _("Send to the governor"),
    Verb.RETURN_TO_ASSESSMENT: _("Send back for more assessment"),
    Verb.APPROVE: _("Approve"),
    Verb.APPROVE_WITH_CONDITIONS: _("Approve with conditions"),
    Verb.REFUSE: _("Refuse"),
    Verb.OPEN_APPEAL: _("Open an appeal"),
    Verb.UPHOLD_APPEAL: _("Record that the appeal is upheld"),
    Verb.DISMISS_APPEAL: _("Record that the appeal is dismissed"),
    Verb.START_ONBOARDING: _("Start training and first visit"),
    Verb.ACTIVATE: _("Let them start"),
    Verb.FINISH_RENEWAL: _("Finish the renewal"),
    Verb.MARK_RENEWAL_DUE: _("Mark the renewal as due"),
    Verb.RENEW: _("Record that the clearance is renewed"),
    Verb.EXPIRE: _("Mark the clearance as expired"),
    Verb.SUSPEND: _("Suspend"),
    Verb.REINSTATE: _("Lift the suspension"),
    Verb.REVOKE: _("Revoke the clearance"),
    Verb.RECORD_LEAVING: _("Record that they have left"),
    Verb.WITHDRAW: _("Withdraw"),
    Verb.LAPSE: _("Let it lapse: no reply"),
    Verb.REOPEN: _("Start again"),
    Verb.CLOSE: _("Close the case"),
    Verb.PURGE: _("Delete the case"),
}
TURN_LABELS: dict[Turn, Text] = {
    Turn.APPLICANT: _("Applicant"),
    Turn.PARTNER: _("Partner organisation"),
    Turn.COORDINATOR: _("Co-ordinator"),
    Turn.VETTING_TEAM: _("HMPPS vetting team"),
    Turn.PRISON_SECURITY: _("Prison security"),
    Turn.GOVERNOR: _("Governor"),
    Turn.NOBODY: _("Nobody"),
}
PATHWAY_LABELS: dict[Pathway, Text] = {
    Pathway.STANDARD: _("Standard"),
    Pathway.LEAP: _("Lived Experience Appointment Pathway"),
    Pathway.RENEWAL: _("Renewal"),
    Pathway.TRANSFER_RECOGNITION: _("Recognise a clearance from elsewhere"),
}
APPEAL_LABELS: dict[AppealRoute, Text] = {
    AppealRoute.RECONSIDERATION_DEPUTY_DIRECTOR: _("Reconsideration through the Deputy Director"),
    AppealRoute.LEAP_APPEAL: _("Lived experience pathway appeal"),
}
SOURCE_LABELS: dict[DecisionSource, Text] = {
    DecisionSource.SSCL: _("HMPPS vetting team (SSCL)"),
    DecisionSource.UKSV: _("UK Security Vetting"),
    DecisionSource.DBS: _("Disclosure and Barring Service check"),
    DecisionSource.GOVERNOR: _("Governor"),
    DecisionSource.LEAP_PANEL: _("Lived experience panel"),
}
