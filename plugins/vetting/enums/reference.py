"""Codes of references: how a referee knows somebody, and what they say, in choices alone."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class ReferenceState(StrEnum):
    ASKED = "ASKED"
    GIVEN = "GIVEN"
    DECLINED = "DECLINED"
    LAPSED = "LAPSED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> Text:
        return STATE_LABELS[self]


class Relation(StrEnum):
    """How a referee knows the person."""

    EMPLOYER = "EMPLOYER"
    COLLEAGUE = "COLLEAGUE"
    TEACHER = "TEACHER"
    VOLUNTEERING = "VOLUNTEERING"
    FAITH_LEADER = "FAITH_LEADER"
    PROFESSIONAL = "PROFESSIONAL"
    FRIEND = "FRIEND"

    @property
    def label(self) -> Text:
        return RELATION_LABELS[self]


class KnownFor(StrEnum):
    UNDER_1_YEAR = "UNDER_1_YEAR"
    FROM_1_TO_3_YEARS = "FROM_1_TO_3_YEARS"
    FROM_3_TO_5_YEARS = "FROM_3_TO_5_YEARS"
    OVER_5_YEARS = "OVER_5_YEARS"

    @property
    def label(self) -> Text:
        return KNOWN_FOR_LABELS[self]


class Verdict(StrEnum):
    YES = "YES"
    NO = "NO"
    UNSURE = "UNSURE"

    @property
    def label(self) -> Text:
        return VERDICT_LABELS[self]


STATE_LABELS: dict[ReferenceState, Text] = {
    ReferenceState.ASKED: _("Asked"),
    ReferenceState.GIVEN: _("Given"),
    ReferenceState.DECLINED: _("Declined"),
    ReferenceState.LAPSED: _("No answer in time"),
    ReferenceState.WITHDRAWN: _("Withdrawn"),
}
RELATION_LABELS: dict[Relation, Text] = {
    Relation.EMPLOYER: _("As their employer or manager"),
    Relation.COLLEAGUE: _("As a colleague"),
    Relation.TEACHER: _("As their teacher or tutor"),
    Relation.VOLUNTEERING: _("Through volunteering"),
    Relation.FAITH_LEADER: _("As a faith leader"),
    Relation.PROFESSIONAL: _("Through another profession"),
    Relation.FRIEND: _("As a friend or neighbour"),
}
KNOWN_FOR_LABELS: dict[KnownFor, Text] = {
    KnownFor.UNDER_1_YEAR: _("Less than 1 year"),
    KnownFor.FROM_1_TO_3_YEARS: _("1 to 3 years"),
    KnownFor.FROM_3_TO_5_YEARS: _("3 to 5 years"),
    KnownFor.OVER_5_YEARS: _("More than 5 years"),
}
VERDICT_LABELS: dict[Verdict, Text] = {
    Verdict.YES: _("Yes"),
    Verdict.NO: _("No"),
    Verdict.UNSURE: _("I am not sure"),
}
