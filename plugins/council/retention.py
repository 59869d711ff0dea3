"""How long the roll of a council and its minutes are kept. Their SQL is in the migrations."""

from __future__ import annotations

from core.sdk import RetentionRule, Then, Unit
from core.sdk import lazy_gettext as _

RULES = (
    RetentionRule(
        code="council.roll",
        table="council_member",
        title=_("Members of a council, what they agreed to, and who was put forward"),
        trigger=_("the last day of the term"),
        keep=6,
        least=1,
        most=12,
        about=_("So that names can be kept out of the last minutes of the term."),
    ),
    RetentionRule(
        code="council.attendance",
        table="council_attendance",
        title=_("Which roles were at a meeting of a council"),
        trigger=_("the day of the meeting"),
        keep=84,
        least=12,
        most=120,
        about=_("As long as the minutes."),
    ),
    RetentionRule(
        code="council.action",
        table="council_action",
        title=_("Actions that a council agreed, and what became of them"),
        trigger=_("the day it was closed"),
        keep=84,
        least=12,
        most=120,
        about=_("As long as the minutes."),
    ),
    RetentionRule(
        code="council.forgotten",
        table="council_member",
        title=_("Members of a council who asked to be forgotten"),
        trigger=_("the day they asked, once they are not on the council any more"),
        keep=0,
        least=0,
        most=0,
        unit=Unit.DAY,
    ),
    RetentionRule(
        code="council.minutes",
        table="council_section",
        title=_("What minutes of a council say"),
        trigger=_("the day of the meeting"),
        keep=84,
        least=84,
        most=168,
        then=Then.ARCHIVE,
    ),
    RetentionRule(
        code="council.published",
        table="council_passage",
        title=_("What a council published"),
        trigger=_("the day it is about"),
        keep=84,
        least=84,
        most=168,
        then=Then.ARCHIVE,
    ),
)
