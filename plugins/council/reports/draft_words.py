"""A draft of minutes in words: what the last version changed, and what somebody asks to be changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, current_language, translate, translate_plural
from plugins.council.enums import AmendmentState, MinutesPaper, SourceKind
from plugins.council.models import Hit, Minutes
from plugins.council.queries.minutes import amendments_of, meeting_of, sections_of
from plugins.council.reports.minutes_words import (
    HEADINGS,
    SHEETS,
    STAYS,
    lines_of,
    pieces_of,
    section,
    title_of,
)
from plugins.council.rules.minutes import Section


async def draft_words(session: AsyncSession, minutes_id: UUID, paper: MinutesPaper) -> dict[str, Any]:
    """Return all that stands on the paper of a draft."""
    minutes = await session.scalar(select(Minutes).where(Minutes.id == minutes_id))
    if minutes is None:
        raise NotFound(translate("Those minutes are not in this prison."), "minutesId")
    meeting = await meeting_of(session, minutes)
    now = await sections_of(session, minutes)
    before = await sections_of(session, minutes, minutes.number - 1) if minutes.number > 1 else ()
    standing = translate("Version {number}: {state}").format(number=minutes.number, state=minutes.state.label)
    return {
        **SHEETS[paper],
        "title": title_of(meeting.held_on),
        "text_lang": current_language(),
        "standing": [standing],
        "sections": [_section(one, before) for one in now],
        "nothing": translate("Nothing is written here."),
        "wrong": "",
        "draft": {
            "band": translate("DRAFT, NOT PUBLISHED"),
            "notes": [one for one in await _notes(session, minutes, has_before=bool(before)) if one],
            "asked_heading": translate("Changes that were asked for"),
            "asked": await _asked(session, minutes, now),
        },
    }


async def _notes(session: AsyncSession, minutes: Minutes, *, has_before: bool) -> list[str]:
    waiting = await session.scalar(
        select(func.count()).where(
            Hit.source_kind == SourceKind.MINUTES,
            Hit.source_id == minutes.id,
            Hit.is_current,
            Hit.resolution.is_(None),
        )
    )
    told = translate_plural(
        "{count} place in it may name somebody or touch security.",
        "{count} places in it may name somebody or touch security.",
        waiting or 0,
    ).format(count=waiting)
    return [
        translate("For checking alone: do not put it up, hand it on or leave it lying about."),
        told if waiting else "",
        translate("Underlined: new in this version. Struck through: taken out.") if has_before else "",
    ]


def _section(one: Section, before: tuple[Section, ...]) -> dict[str, Any]:
    """Return a section; where the last version changed it, with what came and what went."""
    heading = [{"mark": STAYS, "words": str(HEADINGS.get(one.field, one.heading))}]
    earlier = next((old.text for old in before if old.field == one.field), None)
    lines = (
        list(lines_of(one.text)) if earlier is None or earlier == one.text else pieces_of(earlier, one.text)
    )
    return section(heading, lines, typed=one.field not in HEADINGS)


async def _asked(session: AsyncSession, minutes: Minutes, now: tuple[Section, ...]) -> list[dict[str, Any]]:
    """Return what somebody asked to be changed that nobody decided about yet, by role."""
    texts = {one.field: one for one in now}
    return [
        {
            "heading": str(HEADINGS.get(one.field, texts[one.field].heading)),
            "role": str(one.role.label),
            "lines": pieces_of(texts[one.field].text, one.text),
        }
        for one in await amendments_of(session, minutes.id)
        if one.state is AmendmentState.OPEN and one.field in texts
    ]
