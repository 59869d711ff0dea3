"""Codes of what a council proposes, with the words a person sees. Codes are stable; words may change."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class Theme(StrEnum):
    """What a proposal is about."""

    SAFETY = "SAFETY"
    RESPECT_DECENCY = "RESPECT_DECENCY"
    DIVERSITY_EQUALITY = "DIVERSITY_EQUALITY"
    RESETTLEMENT = "RESETTLEMENT"
    TRAINING_EDUCATION = "TRAINING_EDUCATION"
    COMMUNITY_ENVIRONMENT = "COMMUNITY_ENVIRONMENT"
    HEALTH = "HEALTH"
    FAMILY_CONTACT = "FAMILY_CONTACT"
    REGIME = "REGIME"
    OTHER = "OTHER"

    @property
    def label(self) -> Text:
        return THEME_LABELS[self]


class MemberRole(StrEnum):
    """What somebody is on a council. What is published says the role, and never the name."""

    COUNCIL_MEMBER = "COUNCIL_MEMBER"
    PARTY_LEAD = "PARTY_LEAD"
    CHAIR = "CHAIR"
    DEPUTY_CHAIR = "DEPUTY_CHAIR"
    NOTE_TAKER = "NOTE_TAKER"
    WING_REP = "WING_REP"
    THEME_REP = "THEME_REP"
    FACILITATOR = "FACILITATOR"
    STAFF_MEMBER = "STAFF_MEMBER"
    GOVERNOR_LEAD = "GOVERNOR_LEAD"
    OBSERVER = "OBSERVER"

    @property
    def label(self) -> Text:
        return MEMBER_LABELS[self]


class ProposalStatus(StrEnum):
    """How far a proposal is. Nothing leads back before the answer, and nothing is taken away."""

    RAISED = "RAISED"
    CANVASSED = "CANVASSED"
    TABLED = "TABLED"
    VOTED = "VOTED"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_MODIFIED = "ACCEPTED_MODIFIED"
    DEFERRED = "DEFERRED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    ESCALATED_NATIONAL = "ESCALATED_NATIONAL"
    IN_PROGRESS = "IN_PROGRESS"
    IMPLEMENTED = "IMPLEMENTED"
    FEEDBACK_PUBLISHED = "FEEDBACK_PUBLISHED"
    WITHDRAWN = "WITHDRAWN"
    DUPLICATE_OF = "DUPLICATE_OF"

    @property
    def label(self) -> Text:
        return PROPOSAL_LABELS[self]


class SeatMethod(StrEnum):
    """How seats follow votes."""

    LARGEST_REMAINDER = "LARGEST_REMAINDER"
    DHONDT = "DHONDT"
    SAINTE_LAGUE = "SAINTE_LAGUE"

    @property
    def label(self) -> Text:
        return SEAT_LABELS[self]


THEME_LABELS: dict[Theme, Text] = {
    Theme.SAFETY: _("Safety"),
    Theme.RESPECT_DECENCY: _("Respect and decency"),
    Theme.DIVERSITY_EQUALITY: _("Diversity and equality"),
    Theme.RESETTLEMENT: _("Resettlement"),
    Theme.TRAINING_EDUCATION: _("Training and education"),
    Theme.COMMUNITY_ENVIRONMENT: _("Community and environment"),
    Theme.HEALTH: _("Health"),
    Theme.FAMILY_CONTACT: _("Family contact"),
    Theme.REGIME: _("Regime"),
    Theme.OTHER: _("Something else"),
}
MEMBER_LABELS: dict[MemberRole, Text] = {
    MemberRole.COUNCIL_MEMBER: _("Council member"),
    MemberRole.PARTY_LEAD: _("Party lead"),
    MemberRole.CHAIR: _("Chair"),
    MemberRole.DEPUTY_CHAIR: _("Deputy chair"),
    MemberRole.NOTE_TAKER: _("Note taker"),
    MemberRole.WING_REP: _("Wing representative"),
    MemberRole.THEME_REP: _("Theme representative"),
    MemberRole.FACILITATOR: _("Facilitator"),
    MemberRole.STAFF_MEMBER: _("Member of staff"),
    MemberRole.GOVERNOR_LEAD: _("Governor's lead"),
    MemberRole.OBSERVER: _("Observer"),
}
PROPOSAL_LABELS: dict[ProposalStatus, Text] = {
    ProposalStatus.RAISED: _("Raised"),
    ProposalStatus.CANVASSED: _("People were asked"),
    ProposalStatus.TABLED: _("Waiting for an answer"),
    ProposalStatus.VOTED: _("Voted on, waiting for an answer"),
    ProposalStatus.ACCEPTED: _("Accepted"),
    ProposalStatus.ACCEPTED_MODIFIED: _("Accepted with changes"),
    ProposalStatus.DEFERRED: _("Put off"),
    ProposalStatus.NOT_ACCEPTED: _("Not accepted"),
    ProposalStatus.ESCALATED_NATIONAL: _("Sent on to HMPPS"),
    ProposalStatus.IN_PROGRESS: _("Being done"),
    ProposalStatus.IMPLEMENTED: _("Done"),
    ProposalStatus.FEEDBACK_PUBLISHED: _("Done and told"),
    ProposalStatus.WITHDRAWN: _("Withdrawn"),
    ProposalStatus.DUPLICATE_OF: _("The same as another"),
}
SEAT_LABELS: dict[SeatMethod, Text] = {
    SeatMethod.LARGEST_REMAINDER: _("Largest remainder"),
    SeatMethod.DHONDT: _("D'Hondt"),
    SeatMethod.SAINTE_LAGUE: _("Sainte-Laguë"),
}
