"""What the API says of a day at the gate: who comes in, and the sheet that is typed back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, computed, connection, entry, node, today
from plugins.rota import gate_queries, models
from plugins.rota.enums import FrictionCause, SessionOutcome, VisitOutcome
from plugins.rota.gate_queries import GateLine
from plugins.rota.models import Session
from plugins.rota.permissions import GATE_READ
from plugins.rota.rules.gate_lines import ListState
from plugins.rota.rules.gate_sheet import as_typed
from plugins.rota.services import gate_days

strawberry.enum(FrictionCause, name="RotaFrictionCause")
strawberry.enum(SessionOutcome, name="RotaSessionOutcome")
strawberry.enum(VisitOutcome, name="RotaVisitOutcome")
strawberry.enum(ListState, name="RotaGateListState")


@strawberry.type
class RotaGateReason:
    """One thing that stands in the way, as far as the reader may know it."""

    bearing: entry.Bearing
    words: str
    next_step: str | None
    whose_turn: str | None


@strawberry.type
class RotaComer:
    """Somebody who is expected at a session of the day."""

    session_id: ID
    person_id: ID
    name: str
    organisation: str
    service: str
    place: str
    entrance: str
    starts_at: str
    ends_at: str
    answer: entry.EntryAnswer
    reasons: list[RotaGateReason]
    code: str
    is_new: bool
    is_changed: bool


@strawberry.type
class RotaDropped:
    code: str
    name: str


@strawberry.type
class RotaGateDay:
    """A day: who is expected with the answer of now, and what the gate's paper does not say yet."""

    on: date
    state: ListState
    made_at: datetime | None
    printed_at: datetime | None
    list_report_id: ID | None
    sheet_report_id: ID | None
    comers: list[RotaComer]
    dropped: list[RotaDropped]


@strawberry.type
class RotaSheetLine:
    """A line of the sign-in sheet, with what somebody would type for what is known."""

    code: str
    name: str
    organisation: str
    entrance: str
    starts_at: str
    arrived: str
    left: str


@strawberry.type
class RotaSheetSession:
    """A session of the day, and what became of it."""

    id: ID
    service: str
    entrance: str
    starts_at: str
    ends_at: str
    outcome: SessionOutcome | None
    attendance: int | None
    late_minutes: int | None


@strawberry.type
class RotaSheet:
    on: date
    is_to_come: bool
    """Nobody has signed in yet."""
    made_at: datetime | None
    lines: list[RotaSheetLine]
    sessions: list[RotaSheetSession]


async def _gate_day(info: Info[Context, None], on: date) -> RotaGateDay:
    context = info.context
    context.viewer.require(GATE_READ)
    async with context.database.read(context.viewer) as session:
        return as_gate_day(await gate_days.read_gate_day(session, context.viewer, context.decide, on))


async def _sheet(info: Info[Context, None], on: date) -> RotaSheet:
    viewer = info.context.viewer
    viewer.require(GATE_READ)
    async with info.context.database.read(viewer) as session:
        gate_list = await gate_queries.gate_list_of(session, on)
        lines = await gate_queries.lines_on(session, on)
        sessions = await gate_queries.sessions_of_day(session, on)
    return RotaSheet(
        on=on,
        is_to_come=on > today(),
        made_at=gate_list.made_at if gate_list else None,
        lines=[_sheet_line(line) for line in lines],
        sessions=[_sheet_session(one) for one in sessions],
    )


def as_gate_day(found: gate_days.GateDay) -> RotaGateDay:
    made = found.gate_list
    return RotaGateDay(
        on=found.day,
        state=found.state,
        made_at=made.made_at if made else None,
        printed_at=made.printed_at if made else None,
        list_report_id=ID(str(made.list_file)) if made and made.list_file else None,
        sheet_report_id=ID(str(made.sheet_file)) if made and made.sheet_file else None,
        comers=[_comer(one) for one in found.comers],
        dropped=[RotaDropped(code=line.code, name=line.name) for line in found.dropped],
    )


def _comer(one: gate_days.Comer) -> RotaComer:
    return RotaComer(
        session_id=ID(str(one.session_id)),
        person_id=ID(str(one.person_id)),
        name=one.name,
        organisation=one.organisation,
        service=one.service,
        place=one.place,
        entrance=one.entrance,
        starts_at=f"{one.starts_at:%H:%M}",
        ends_at=f"{one.ends_at:%H:%M}",
        answer=one.answer,
        reasons=[_reason(reason) for reason in one.reasons if reason.bearing is not entry.Bearing.PASSES],
        code=one.code,
        is_new=one.is_new,
        is_changed=one.is_changed,
    )


def _reason(reason: entry.Reason) -> RotaGateReason:
    return RotaGateReason(
        bearing=reason.bearing,
        words=str(reason.words),
        next_step=None if reason.next_step is None else str(reason.next_step),
        whose_turn=None if reason.whose_turn is None else str(reason.whose_turn),
    )


def _sheet_line(line: GateLine) -> RotaSheetLine:
    arrived, left = as_typed(line.sheet)
    return RotaSheetLine(
        code=line.code,
        name=line.name,
        organisation=line.organisation,
        entrance=line.entrance,
        starts_at=f"{line.starts_at:%H:%M}",
        arrived=arrived,
        left=left,
    )


def _sheet_session(one: Session) -> RotaSheetSession:
    return RotaSheetSession(
        id=ID(str(one.id)),
        service=one.service.name,
        entrance=one.entrance,
        starts_at=f"{one.starts_at:%H:%M}",
        ends_at=f"{one.ends_at:%H:%M}",
        outcome=one.outcome,
        attendance=one.attendance,
        late_minutes=one.late_minutes,
    )


@node(models.Visit, permission=GATE_READ, module="rota", sorted_by=("held_on", "code"))
class RotaVisit:
    """A line of a day's gate list: who was expected, what the gate was told, what became of it."""

    id: ID
    person_id: ID
    session_id: ID
    held_on: date
    code: str
    answer: entry.EntryAnswer
    outcome: VisitOutcome | None
    is_dropped: bool = computed(lambda row: row.dropped_at.is_not(None))


class GateQuery:
    rota_visits = connection(
        RotaVisit,
        filters=("held_on", "answer", "outcome", "is_dropped", "person_id"),
        orders=("held_on", "code"),
        description="Lines of the gate lists.",
    )
    rota_gate_day: Any = strawberry.field(
        resolver=_gate_day, description="Who comes in on a day, with the answer for each."
    )
    rota_sheet: Any = strawberry.field(
        resolver=_sheet, description="The sign-in sheet of a day in the order in which it is printed."
    )
