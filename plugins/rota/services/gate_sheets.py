"""Types a sign-in sheet back: who came and when, who did not, what became of the sessions; all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import DomainError, Invalid, Viewer, refuse, today, translate
from plugins.rota import gate_queries
from plugins.rota.enums import CANCELLED, SessionOutcome
from plugins.rota.models import Session, Visit
from plugins.rota.permissions import GATE_RECORD
from plugins.rota.rules.gate_codes import as_code
from plugins.rota.rules.gate_sheet import SheetEntry, Unreadable, field_of, read_entry
from plugins.rota.services.gate_friction import settle_losses
from plugins.rota.services.gate_lists import lock_gate_list

MOST_ATTENDING = 500


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as somebody typed it: the code, and what stood in its two boxes."""

    code: str
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSession:
    """What became of a session, as somebody filled it in."""

    session_id: UUID
    outcome: SessionOutcome | None = None
    attendance: int | None = None
    """How many people in prison took part."""
    late_minutes: int | None = None


async def type_back_sheet(
    session: AsyncSession,
    viewer: Viewer,
    day: date,
    *,
    lines: Sequence[TypedLine] = (),
    sessions: Sequence[TypedSession] = (),
) -> int:
    """Write what the sheet says and return how many lines and sessions are other than before.

    Typing the same twice changes nothing. Anything that cannot be read refuses the whole, with each fault
    at its box. The audit trail keeps what stood there before a correction.
    """
    viewer.require(GATE_RECORD)
    if day > today():
        raise Invalid(translate("That day is still to come: nobody has signed in yet."), "on")
    await lock_gate_list(session, day)
    visits = {one.code: one for one in await gate_queries.visits_to_change(session, day)}
    held = {one.id: one for one in await gate_queries.sessions_of_day(session, day)}
    entries, errors = _read_lines(lines, visits)
    errors += [error for one in sessions for error in _faults(one, held)]
    refuse(errors)
    changed = [visit for visit, entry in entries if _write_line(visit, entry)]
    changed_sessions = [one.session_id for one in sessions if _write_session(held[one.session_id], one)]
    await session.flush()
    await settle_losses(session, {*(visit.session_id for visit in changed), *changed_sessions})
    return len(changed) + len(changed_sessions)


def _read_lines(
    lines: Sequence[TypedLine], visits: Mapping[str, Visit]
) -> tuple[list[tuple[Visit, SheetEntry]], list[DomainError]]:
    entries: list[tuple[Visit, SheetEntry]] = []
    errors: list[DomainError] = []
    seen: set[str] = set()
    for line in lines:
        code = as_code(line.code)
        visit = visits.get(code)
        if visit is None or code in seen:
            sentence = translate("No line of that day has the code {code}.")
            if visit is not None:
                sentence = translate("The line {code} was typed twice.")
            errors.append(Invalid(sentence.format(code=code[:8]), field_of(code, "in")))
            continue
        seen.add(code)
        try:
            entries.append((visit, read_entry(code, line.arrived, line.left)))
        except Unreadable as unreadable:
            errors += unreadable.errors
    return entries, errors


def _faults(typed: TypedSession, held: Mapping[UUID, Session]) -> list[DomainError]:
    one = held.get(typed.session_id)
    if one is None:
        return [Invalid(translate("That session is not on that day."), "sessionId")]
    key, name, errors = typed.session_id.hex, one.service.name, list[DomainError]()
    if typed.attendance is not None and not 0 <= typed.attendance <= MOST_ATTENDING:
        sentence = translate("{service}: the number who took part must be from 0 to 500.")
        errors.append(Invalid(sentence.format(service=name), field_of(key, "attendance")))
    if typed.attendance and typed.outcome is not SessionOutcome.DELIVERED:
        sentence = translate("{service}: people took part, so choose that it took place.")
        errors.append(Invalid(sentence.format(service=name), field_of(key, "attendance")))
    if typed.late_minutes is not None and not 0 <= typed.late_minutes <= _length(one):
        sentence = translate("{service}: it cannot have begun later than it was to end.")
        errors.append(Invalid(sentence.format(service=name), field_of(key, "late")))
    return errors


def _length(held: Session) -> int:
    start, end = held.starts_at, held.ends_at
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _write_line(visit: Visit, typed: SheetEntry) -> bool:
    before = SheetEntry(
        outcome=visit.outcome, cause=visit.cause, arrived_at=visit.arrived_at, left_at=visit.left_at
    )
    visit.outcome, visit.cause = typed.outcome, typed.cause
    visit.arrived_at, visit.left_at = typed.arrived_at, typed.left_at
    return before != typed


def _write_session(held: Session, typed: TypedSession) -> bool:
    late = typed.late_minutes or None
    counted = 0 if typed.outcome is SessionOutcome.NO_ATTENDANCE else typed.attendance
    before = held.outcome, held.attendance, held.late_minutes
    held.revision += (held.outcome in CANCELLED) != (typed.outcome in CANCELLED)
    held.outcome, held.attendance, held.late_minutes = typed.outcome, counted, late
    return before != (typed.outcome, counted, late)
