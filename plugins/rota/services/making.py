"""Making sessions ahead from the patterns, and letting them follow when a pattern changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, today, uuid7
from plugins.rota import queries, rules
from plugins.rota.models import Pattern, Session
from plugins.rota.permissions import SESSION_CHANGE

AHEAD = timedelta(weeks=12)
FOLLOWS = ("starts_at", "ends_at", "place", "entrance", "minimum_cover", "escort_needed")


async def make_sessions(session: AsyncSession, viewer: Viewer, *, on: date | None = None) -> int:
    """Make the sessions of all patterns for the next 12 weeks; return how many were new.

    A pattern has one session for a week: asked twice, nothing is made twice.
    """
    viewer.require(SESSION_CHANGE)
    start = on or today()
    until = start + AHEAD
    wanted = (
        select(Pattern)
        .where(Pattern.first_on <= until, or_(Pattern.last_on.is_(None), Pattern.last_on >= start))
        .order_by(Pattern.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    patterns = (await session.scalars(wanted)).all()
    # On most nights eleven weeks of twelve stand already: they are not sent to the database once more.
    made = await queries.weeks_made(session, rules.monday_of(start))
    rows = [
        new_row(pattern, week, day)
        for pattern in patterns
        for day in rules.occurrences(weekly_time(pattern), start, until)
        if (pattern.id, (week := rules.monday_of(day))) not in made
    ]
    return await _insert(session, rows)


async def follow_pattern(session: AsyncSession, pattern: Pattern, *, on: date) -> None:
    """Make the sessions ahead agree with their pattern, each change counted in its revision."""
    made = await queries.sessions_made(session, pattern.id)
    change = rules.follow(weekly_time(pattern), made, today=on, until=on + AHEAD)
    if change.dropped:
        await session.execute(delete(Session).where(Session.id.in_(change.dropped)))
    if change.days:
        await _move(session, pattern, change.days)
    await _insert(session, [new_row(pattern, week, day) for week, day in change.new.items()])


async def _move(session: AsyncSession, pattern: Pattern, days: Mapping[Any, date]) -> None:
    wanted = select(Session).where(Session.id.in_(days)).order_by(Session.id).with_for_update()
    for row in await session.scalars(wanted.execution_options(populate_existing=True)):
        values = {name: getattr(pattern, name) for name in FOLLOWS} | {"held_on": days[row.id]}
        change_row(row, values)
    await session.flush()


def change_row(row: Session, values: Mapping[str, object]) -> bool:
    """Give the session these values; one that differs counts as a change, so that calendars notice."""
    differs = any(getattr(row, name) != value for name, value in values.items())
    if differs:
        for name, value in values.items():
            setattr(row, name, value)
        row.revision += 1
    return differs


def weekly_time(pattern: Pattern) -> rules.WeeklyTime:
    return rules.WeeklyTime(pattern.weekday, pattern.every_weeks, pattern.first_on, pattern.last_on)


def new_row(pattern: Pattern, week_on: date, held_on: date) -> dict[str, object]:
    """Return the columns of a session of the pattern."""
    return {
        "id": uuid7(),
        "partner_id": pattern.partner_id,
        "service_id": pattern.service_id,
        "pattern_id": pattern.id,
        "week_on": week_on,
        "held_on": held_on,
        "by_hand": False,
        "revision": 0,
        **{name: getattr(pattern, name) for name in FOLLOWS},
    }


async def _insert(session: AsyncSession, rows: Iterable[dict[str, object]]) -> int:
    values = list(rows)
    if not values:
        return 0
    keys = ["tenant_id", "pattern_id", "week_on"]
    added = insert(Session).values(values).on_conflict_do_nothing(index_elements=keys)
    return len((await session.scalars(added.returning(Session.id))).all())
