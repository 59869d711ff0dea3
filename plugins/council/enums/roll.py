"""Codes of the council's roll and its elections. Codes are stable; words may change."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class WingSize(StrEnum):
    """How many people live on a wing, so roughly that it never has to be looked up."""

    SMALL = "SMALL"
    MIDDLE = "MIDDLE"
    LARGE = "LARGE"

    @property
    def label(self) -> Text:
        return WING_SIZE_LABELS[self]


class ConsentPurpose(StrEnum):
    """What somebody agreed to: each purpose is asked apart, and can be taken back apart."""

    ROLL = "ROLL"
    PHOTO = "PHOTO"
    QUOTATION = "QUOTATION"

    @property
    def label(self) -> Text:
        return CONSENT_LABELS[self]

    @property
    def hint(self) -> Text:
        return CONSENT_HINTS[self]


class ElectionStatus(StrEnum):
    """How far an election is."""

    PLANNED = "PLANNED"
    NOMINATIONS = "NOMINATIONS"
    CAMPAIGN = "CAMPAIGN"
    VOTING = "VOTING"
    COUNTED = "COUNTED"
    RESULT_PUBLISHED = "RESULT_PUBLISHED"
    VOID = "VOID"

    @property
    def label(self) -> Text:
        return ELECTION_LABELS[self]


class Electorate(StrEnum):
    """Who votes. People in prison and staff are counted apart; seats follow all their votes together."""

    PRISONER = "PRISONER"
    STAFF = "STAFF"

    @property
    def label(self) -> Text:
        return ELECTORATE_LABELS[self]


class Keying(StrEnum):
    """Which typing in of a count it is: two, each blind to the other, and what settled a difference."""

    FIRST = "FIRST"
    SECOND = "SECOND"
    AGREED = "AGREED"

    @property
    def label(self) -> Text:
        return KEYING_LABELS[self]


class NominationStatus(StrEnum):
    """What became of somebody put forward for a party's list. Never why."""

    PUT_FORWARD = "PUT_FORWARD"
    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> Text:
        return NOMINATION_LABELS[self]


class ElectionPaper(StrEnum):
    """What of an election is printed."""

    BALLOT = "BALLOT"
    COUNT_SHEETS = "COUNT_SHEETS"
    RESULT_A4 = "RESULT_A4"
    RESULT_A5 = "RESULT_A5"

    @property
    def label(self) -> Text:
        return PAPER_LABELS[self]


WING_SIZE_LABELS: dict[WingSize, Text] = {
    WingSize.SMALL: _("Small: fewer than 40 people"),
    WingSize.MIDDLE: _("Middle: 40 to 120 people"),
    WingSize.LARGE: _("Large: more than 120 people"),
}
CONSENT_LABELS: dict[ConsentPurpose, Text] = {
    ConsentPurpose.ROLL: _("Being listed by role and wing"),
    ConsentPurpose.PHOTO: _("A photo"),
    ConsentPurpose.QUOTATION: _("Being quoted"),
}
CONSENT_HINTS: dict[ConsentPurpose, Text] = {
    ConsentPurpose.ROLL: _(
        "Minutes and posters may say their role, theme and wing. Their name is in neither."
    ),
    ConsentPurpose.PHOTO: _("A photo of them may be shown inside the prison."),
    ConsentPurpose.QUOTATION: _("Their words may be printed, with their role."),
}
ELECTION_LABELS: dict[ElectionStatus, Text] = {
    ElectionStatus.PLANNED: _("Planned"),
    ElectionStatus.NOMINATIONS: _("Nominations are open"),
    ElectionStatus.CAMPAIGN: _("Campaign"),
    ElectionStatus.VOTING: _("Voting"),
    ElectionStatus.COUNTED: _("Counted"),
    ElectionStatus.RESULT_PUBLISHED: _("Result published"),
    ElectionStatus.VOID: _("Void"),
}
ELECTORATE_LABELS: dict[Electorate, Text] = {
    Electorate.PRISONER: _("People in prison"),
    Electorate.STAFF: _("Staff"),
}
KEYING_LABELS: dict[Keying, Text] = {
    Keying.FIRST: _("First count"),
    Keying.SECOND: _("Second count"),
    Keying.AGREED: _("Agreed after counting again"),
}
PAPER_LABELS: dict[ElectionPaper, Text] = {
    ElectionPaper.BALLOT: _("Ballot papers, A5"),
    ElectionPaper.COUNT_SHEETS: _("Count sheets, A4"),
    ElectionPaper.RESULT_A4: _("Poster of the result, A4"),
    ElectionPaper.RESULT_A5: _("Poster of the result, A5"),
}
NOMINATION_LABELS: dict[NominationStatus, Text] = {
    NominationStatus.PUT_FORWARD: _("Put forward"),
    NominationStatus.ACCEPTED: _("Accepted"),
    NominationStatus.NOT_ACCEPTED: _("Not accepted"),
    NominationStatus.WITHDRAWN: _("Withdrawn"),
}
