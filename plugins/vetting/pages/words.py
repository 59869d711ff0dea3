"""Codes of vetting as the cells and sentences a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.sdk import (
    COORDINATORS,
    Role,
    Text,
    Viewer,
    long_date,
    pages,
    today,
    translate,
    translate_plural,
    working_days_between,
)
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import Turn, VettingLevel, VettingStage
from plugins.vetting.rules.stages import LEAP_STAGES

DOCUMENTS = pages.read_documents(Path(__file__).parent.parent / "documents")
S = VettingStage

GREEN = frozenset({S.APPROVED, S.ACTIVE})
YELLOW = frozenset({S.APPROVED_CONDITIONS, S.RENEWAL_DUE, S.QUERY_RAISED})
RED = frozenset({S.REFUSED, S.EXPIRED, S.SUSPENDED, S.REVOKED, S.APPEAL_DISMISSED, S.LAPSED})
GREY = frozenset({S.WITHDRAWN, S.CLOSED, S.PURGED, S.DRAFT})


def stage_tag(code: str) -> pages.Tag:
    stage = VettingStage(code)
    for colour, stages in (
        (pages.Colour.GREEN, GREEN),
        (pages.Colour.YELLOW, YELLOW),
        (pages.Colour.RED, RED),
        (pages.Colour.GREY, GREY),
    ):
        if stage in stages:
            return pages.Tag(stage.label, colour)
    return pages.Tag(stage.label, pages.Colour.BLUE)


def true_stage(row: Mapping[str, Any]) -> str:
    """Return the stage of a case: for those who may know of an assessment, the true one."""
    return str(row["fullStage"] if row.get("fullStage") in LEAP_STAGES else row["stageToday"])


def true_turn(row: Mapping[str, Any]) -> str:
    """Return whose turn it is: for those who may know that it is the governor's, theirs."""
    at_governor = row.get("fullStage") == VettingStage.GOVERNOR_DECISION
    return Turn.GOVERNOR.value if at_governor else str(row["turn"])


ON_HOLD = _("Kept on hold")
UNCONFIRMED = _("Recorded from a spreadsheet, not confirmed by security")


def standing_tags(row: Mapping[str, Any]) -> pages.Tag | pages.Stack:
    """Show a case's stage, and plainly where only a list calls somebody cleared, or where a hold keeps it."""
    tags = [stage_tag(row["stageToday"])]
    if row["isUnconfirmed"]:
        tags.append(unconfirmed_tag())
    if row.get("isOnHold"):
        tags.append(pages.Tag(ON_HOLD, pages.Colour.ORANGE))
    return tags[0] if len(tags) == 1 else pages.Stack(tuple(tags))


def unconfirmed_tag() -> pages.Tag:
    return pages.Tag(UNCONFIRMED, pages.Colour.ORANGE)


def lowered(said: Text) -> str:
    """Return words that began a sentence as they go on in one."""
    words = str(said)
    return words[:1].lower() + words[1:]


def turn_words(code: str) -> Text:
    return Turn(code).label


TURNS: Mapping[Turn, frozenset[Role]] = {
    Turn.COORDINATOR: COORDINATORS,
    Turn.PRISON_SECURITY: frozenset({Role.SECURITY_VETTING}),
    Turn.GOVERNOR: frozenset({Role.GOVERNOR}),
    Turn.PARTNER: frozenset({Role.PARTNER_ADMIN}),
    Turn.APPLICANT: frozenset({Role.VOLUNTEER_SELF}),
}
PATIENCE = 5
"""Working days after which one's own turn counts as overdue."""
UP_TO = "up-to-"
"""In an address: at a stage for so many working days and no longer."""


def turns_of(viewer: Viewer) -> list[str]:
    """Return whose turns are this viewer's own."""
    return [turn.value for turn, roles in TURNS.items() if roles & viewer.roles]


def whose_turn(code: str, viewer: Viewer) -> Text:
    """Say whose turn it is, to this viewer: "You (Co-ordinator)" or "HMPPS vetting team"."""
    words = turn_words(code)
    return translate("You ({role})").format(role=words) if code in turns_of(viewer) else words


def levels_words(codes: Iterable[str]) -> str:
    return ", ".join(str(VettingLevel(code).label) for code in codes)


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def day_words(value: str) -> str:
    """Write a day that the API gave as people read it."""
    return long_date(date.fromisoformat(value))


def working_days(count: int) -> str:
    return translate_plural("{count} working day", "{count} working days", count).format(count=count)


def days_in_stage(row: Mapping[str, Any]) -> int:
    since = day(row["stageSince"])
    return working_days_between(since, today()) if since else 0


def age(row: Mapping[str, Any]) -> pages.Bar | pages.Words:
    """Show the days in the stage, against the target for a decision while somebody has to act."""
    days = days_in_stage(row)
    if row["turn"] == Turn.NOBODY:
        return pages.Words(working_days(days))
    return pages.Bar(days, row["targetDays"], working_days(days))


def expiring_filter(days: int) -> dict[str, Any]:
    """Clearances that are good today and run out within so many days."""
    return {
        "isCurrent": {"eq": True},
        "expiresOn": {"lt": (today() + timedelta(days=days + 1)).isoformat()},
    }


UNKNOWN = _("Not recorded")
