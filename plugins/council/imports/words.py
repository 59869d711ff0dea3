"""The words that co-ordinators write in a council's log, and what they mean. The lists have versions."""

from __future__ import annotations

import re
from enum import StrEnum

from core.sdk import imports
from plugins.council.enums import MemberRole, Theme

Vocabulary = imports.Vocabulary


class Agreed(StrEnum):
    """What was decided."""

    YES = "YES"
    PART = "PART"
    NO = "NO"
    LATER = "LATER"
    NATIONAL = "NATIONAL"


class Done(StrEnum):
    """How far it is."""

    DONE = "DONE"
    UNDER_WAY = "UNDER_WAY"
    NOT = "NOT"


THEMES: imports.Vocabulary[Theme] = Vocabulary(
    "2026-11",
    {
        Theme.SAFETY: ("safety", "safer custody", "diogelwch"),
        Theme.RESPECT_DECENCY: ("decency", "respect", "respect and decency", "respect & decency"),
        Theme.DIVERSITY_EQUALITY: ("d&e", "diversity", "equality", "diversity and equality", "edi", "e&d"),
        Theme.RESETTLEMENT: ("resettlement", "resett", "through the gate"),
        Theme.TRAINING_EDUCATION: ("t&e", "training", "education", "training and education", "ete"),
        Theme.COMMUNITY_ENVIRONMENT: (
            *("community", "environment", "c&e", "community and environment", "green"),
        ),
        Theme.HEALTH: ("health", "healthcare", "iechyd"),
        Theme.FAMILY_CONTACT: ("families", "family", "visits", "family contact", "families and visits"),
        Theme.REGIME: ("regime", "daily regime"),
        Theme.OTHER: ("other", "something else", "misc", "aob"),
    },
)
AGREED: imports.Vocabulary[Agreed] = Vocabulary(
    "2026-11",
    {
        Agreed.YES: ("y", "yes", "agreed", "accepted", "✓", "ok"),
        Agreed.PART: ("part", "partly", "in part", "y with changes", "yes with changes", "modified"),
        Agreed.NO: ("n", "no", "not agreed", "refused", "declined", "rejected"),
        Agreed.LATER: ("deferred", "defer", "next month", "next time", "later", "on hold"),
        Agreed.NATIONAL: ("to hq", "hq", "national", "to hmpps", "hmpps", "escalated"),
    },
)
DONE: imports.Vocabulary[Done] = Vocabulary(
    "2026-11",
    {
        Done.DONE: ("done", "y", "yes", "complete", "completed", "✓"),
        Done.UNDER_WAY: ("in progress", "started", "under way", "underway", "ongoing", "part"),
        Done.NOT: ("no", "n", "not yet", "n/a", "not started", "-"),
    },
)
ROLES: tuple[tuple[re.Pattern[str], MemberRole], ...] = (
    (re.compile(r"\bwing rep"), MemberRole.WING_REP),
    (re.compile(r"\b(?:deputy|vice)[ -]chair"), MemberRole.DEPUTY_CHAIR),
    (re.compile(r"\bchair"), MemberRole.CHAIR),
    (re.compile(r"\b(?:party|group) lead"), MemberRole.PARTY_LEAD),
    (re.compile(r"\bfacilitator"), MemberRole.FACILITATOR),
    (re.compile(r"\b(?:staff|officer)\b"), MemberRole.STAFF_MEMBER),
    (re.compile(r"\brep(?:resentative)?\b"), MemberRole.THEME_REP),
)
"""A role alone comes in: who of a wing raised it could tell who it was."""
NO_MEETING = re.compile(
    r"(?:no (?:council )?meeting|(?:council )?meeting (?:was )?(?:cancelled|not held)|cancelled)"
    r"(?: (?:held|this month))?(?: ?[-\u2013\u2014:;,.(].*| (?:due to|because) .*)?"
)
"""“Cancelled visits to be announced” is a proposal, and so is “No meeting room on B wing”."""


def role_of(text: str) -> MemberRole:
    """Return the role of whoever raised it; a member of the council where nothing says more."""
    phrase = imports.fold_phrase(text)
    return next((role for words, role in ROLES if words.search(phrase)), MemberRole.COUNCIL_MEMBER)


def says_no_meeting(text: str) -> bool:
    """Say whether a row tells of a meeting that was not held: it is no proposal."""
    return NO_MEETING.fullmatch(imports.fold_phrase(text)) is not None
