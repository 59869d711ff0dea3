"""Regular times: added, changed, ended. The sessions ahead follow; what is past or was settled stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import DomainError, Invalid, Viewer, existing_service, long_date, refuse, today, translate
from plugins.rota import queries, rules
from plugins.rota.models import Pattern
from plugins.rota.permissions import SESSION_CHANGE
from plugins.rota.services.making import follow_pattern
from plugins.rota.services.timing import Timing


async def add_pattern(
    session: AsyncSession,
    viewer: Viewer,
    service_id: UUID,
    *,
    weekday: int,
    timing: Timing,
    first_on: date,
    last_on: date | None = None,
    every_weeks: int = 1,
    on: date | None = None,
) -> Pattern:
    """Give a service a regular time, and make its sessions of the next 12 weeks."""
    viewer.require(SESSION_CHANGE)
    service = await existing_service(session, service_id)
    refuse((*_faults(weekday, every_weeks, first_on, last_on), *timing.faults()))
    pattern = Pattern(
        partner_id=service.partner_id,
        service_id=service.id,
        weekday=weekday,
        every_weeks=every_weeks,
        first_on=first_on,
        last_on=last_on,
        **timing.values(),
    )
    session.add(pattern)
    await session.flush()
    await follow_pattern(session, pattern, on=on or today())
    return pattern


async def change_pattern(
    session: AsyncSession,
    viewer: Viewer,
    pattern_id: UUID,
    *,
    weekday: int,
    timing: Timing,
    first_on: date,
    last_on: date | None = None,
    every_weeks: int = 1,
    on: date | None = None,
) -> Pattern:
    """Change a regular time from tomorrow on."""
    viewer.require(SESSION_CHANGE)
    pattern = await queries.pattern_to_change(session, pattern_id)
    refuse((*_faults(weekday, every_weeks, first_on, last_on), *timing.faults()))
    pattern.weekday, pattern.every_weeks = weekday, every_weeks
    pattern.first_on, pattern.last_on = first_on, last_on
    for name, value in timing.values().items():
        setattr(pattern, name, value)
    await session.flush()
    await follow_pattern(session, pattern, on=on or today())
    return pattern


async def end_pattern(
    session: AsyncSession, viewer: Viewer, pattern_id: UUID, *, last_on: date, on: date | None = None
) -> Pattern:
    """End a regular time: its sessions after the last day go, but for those that were settled."""
    viewer.require(SESSION_CHANGE)
    pattern = await queries.pattern_to_change(session, pattern_id)
    if last_on < pattern.first_on:
        raise _ends_too_early(pattern.first_on)
    pattern.last_on = last_on
    await session.flush()
    await follow_pattern(session, pattern, on=on or today())
    return pattern


def _faults(weekday: int, every_weeks: int, first_on: date, last_on: date | None) -> Iterator[DomainError]:
    if weekday not in rules.WEEKDAYS:
        yield Invalid(translate("Choose the day of the week."), "weekday")
    if not 1 <= every_weeks <= rules.MOST_WEEKS:
        message = translate("Say every how many weeks: from 1 to {most}.").format(most=rules.MOST_WEEKS)
        yield Invalid(message, "everyWeeks")
    if last_on is not None and last_on < first_on:
        yield _ends_too_early(first_on)


def _ends_too_early(first_on: date) -> Invalid:
    message = translate("The last day comes before the first, {day}. Enter that day or a later one.")
    return Invalid(message.format(day=long_date(first_on)), "lastOn")
