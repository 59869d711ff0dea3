"""Single sessions: one by itself, one moved by hand, cancelled, taken back, recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    DomainError,
    Invalid,
    Viewer,
    existing_service,
    long_date,
    refuse,
    today,
    translate,
)
from plugins.rota import queries
from plugins.rota.enums import CANCELLED, SessionOutcome
from plugins.rota.models import Session, Visit
from plugins.rota.permissions import SESSION_CHANGE
from plugins.rota.services.gate_friction import settle_losses
from plugins.rota.services.making import change_row
from plugins.rota.services.timing import Timing


async def add_session(
    session: AsyncSession,
    viewer: Viewer,
    service_id: UUID,
    *,
    held_on: date,
    timing: Timing,
    on: date | None = None,
) -> Session:
    """Plan one session by itself."""
    viewer.require(SESSION_CHANGE)
    service = await existing_service(session, service_id)
    refuse((*_day_faults(held_on, on or today()), *timing.faults()))
    row = Session(partner_id=service.partner_id, service_id=service.id, held_on=held_on, **timing.values())
    session.add(row)
    await session.flush()
    return row


async def change_session(
    session: AsyncSession,
    viewer: Viewer,
    session_id: UUID,
    *,
    held_on: date,
    timing: Timing,
    on: date | None = None,
) -> Session:
    """Change this one session; from now on it does not follow its pattern."""
    viewer.require(SESSION_CHANGE)
    row = await queries.session_to_change(session, session_id)
    _require_ahead(row, on or today())
    refuse((*_day_faults(held_on, on or today()), *timing.faults()))
    if held_on != row.held_on and await _is_on_a_list(session, row):
        message = translate("The gate has a list with this session. Cancel it and plan another one instead.")
        raise Conflict(message, "heldOn")
    if change_row(row, timing.values() | {"held_on": held_on}):
        row.by_hand = row.pattern_id is not None
    await session.flush()
    return row


async def cancel_session(
    session: AsyncSession,
    viewer: Viewer,
    session_id: UUID,
    *,
    outcome: SessionOutcome,
    on: date | None = None,
) -> Session:
    """Cancel a session: by whom is recorded, and nobody is expected any longer."""
    viewer.require(SESSION_CHANGE)
    if outcome not in CANCELLED:
        raise Invalid(translate("Say who cancelled the session."), "outcome")
    row = await queries.session_to_change(session, session_id)
    change_row(row, {"outcome": outcome, "attendance": None})
    await _settle(session, row, on or today())
    return row


async def restore_session(
    session: AsyncSession, viewer: Viewer, session_id: UUID, *, on: date | None = None
) -> Session:
    """Take a cancellation back: the session takes place after all, with everybody who was to come."""
    viewer.require(SESSION_CHANGE)
    row = await queries.session_to_change(session, session_id)
    if row.held_on < (on or today()):
        raise Conflict(translate("That day is past. Record what became of the session instead."), "sessionId")
    if row.outcome is not None:
        change_row(row, {"outcome": None, "attendance": None})
    await _settle(session, row, on or today())
    return row


async def record_session(
    session: AsyncSession,
    viewer: Viewer,
    session_id: UUID,
    *,
    outcome: SessionOutcome,
    attendance: int | None = None,
    on: date | None = None,
) -> Session:
    """Record what became of a session, and how many people in prison took part.

    A number that nobody counted stays empty: it is not nought.
    """
    viewer.require(SESSION_CHANGE)
    row = await queries.session_to_change(session, session_id)
    refuse(_record_faults(row, outcome, attendance, on or today()))
    counted = 0 if outcome is SessionOutcome.NO_ATTENDANCE else attendance
    row.revision += (row.outcome in CANCELLED) != (outcome in CANCELLED)
    row.outcome, row.attendance = outcome, counted
    await _settle(session, row, on or today())
    return row


async def _settle(session: AsyncSession, row: Session, on: date) -> None:
    """Let the hours lost follow what became of a session, however long ago; what is ahead lost none."""
    await session.flush()
    if row.held_on <= on:
        await settle_losses(session, [row.id])


def _record_faults(
    row: Session, outcome: SessionOutcome, attendance: int | None, on: date
) -> Iterator[DomainError]:
    if outcome not in CANCELLED and row.held_on > on:
        message = translate("This session is on {day}. Record it when it has taken place.")
        yield Conflict(message.format(day=long_date(row.held_on)), "outcome")
    if attendance is None:
        return
    if attendance < 0:
        yield Invalid(translate("Enter how many took part: 0 or more."), "attendance")
    elif outcome is SessionOutcome.DELIVERED and attendance == 0:
        message = translate("If nobody took part, choose: nobody attended. If nobody counted, leave it.")
        yield Invalid(message, "attendance")
    elif outcome is not SessionOutcome.DELIVERED and attendance:
        message = translate("People took part, so the session took place: choose that, or empty the number.")
        yield Invalid(message, "attendance")


def _day_faults(held_on: date, on: date) -> Iterator[DomainError]:
    if held_on < on:
        yield Invalid(translate("That day is past. Enter today or a later day."), "heldOn")


def _require_ahead(row: Session, on: date) -> None:
    if row.outcome is not None:
        message = translate("What became of this session is recorded. Take a cancellation back first.")
        raise Conflict(message, "sessionId")
    if row.held_on < on:
        raise Conflict(translate("This session is past: it cannot be moved any longer."), "sessionId")


async def _is_on_a_list(session: AsyncSession, row: Session) -> bool:
    found = await session.scalar(select(Visit.id).where(Visit.session_id == row.id).limit(1))
    return found is not None
