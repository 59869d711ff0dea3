"""A day at the gate as the co-ordinator's screen shows it: the list of now, beside what the paper says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, entry, today
from plugins.rota import gate_queries
from plugins.rota.gate_queries import GateLine
from plugins.rota.models import GateList
from plugins.rota.permissions import GATE_READ
from plugins.rota.rules.gate_lines import ListState, state_of_list
from plugins.rota.services.gate_lists import Decide, Expectation, expectations_on

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """Somebody who is expected, with the answer of now; on a day that is over, with the one the gate had."""

    session_id: UUID
    person_id: UUID
    name: str
    sort_key: str
    organisation: str
    service: str
    place: str
    entrance: str
    starts_at: time
    ends_at: time
    answer: entry.EntryAnswer
    reasons: tuple[entry.Reason, ...]
    code: str
    """Empty while they stand on no list."""
    is_new: bool
    """Not on the paper that the gate has."""
    is_changed: bool
    """There with another answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDay:
    """A day, its list and everybody expected, in the order in which the list is printed."""

    day: date
    gate_list: GateList | None
    state: ListState
    comers: Sequence[Comer]
    dropped: Sequence[GateLine]
    """On the paper that the gate has, and no longer expected."""


async def read_gate_day(session: AsyncSession, viewer: Viewer, decide: Decide, day: date) -> GateDay:
    """Return who comes in on a day and what has changed since the list went on paper."""
    viewer.require(GATE_READ)
    gate_list = await gate_queries.gate_list_of(session, day)
    lines = await gate_queries.lines_on(session, day)
    made_on = gate_list.made_at.astimezone(LONDON).date() if gate_list and gate_list.made_at else day
    state = state_of_list(day, made_on, today())
    if state is ListState.DAY_OVER:
        told = [_as_told(line) for line in lines if not line.is_dropped]
        return GateDay(day=day, gate_list=gate_list, state=state, comers=told, dropped=())
    paper = _on_paper(gate_list, lines)
    known = {line.line: line for line in lines}
    found = await expectations_on(session, decide, day)
    comers = [_comer(one, known.get(one.line), gate_list, on_paper=one.line in paper) for one in found]
    expected = {one.line for one in found}
    return GateDay(
        day=day,
        gate_list=gate_list,
        state=state,
        comers=sorted(comers, key=_place_in_list),
        dropped=[line for key, line in paper.items() if key not in expected],
    )


def _on_paper(gate_list: GateList | None, lines: Sequence[GateLine]) -> dict[tuple[UUID, UUID], GateLine]:
    """Return the lines of the sheet that the gate has; none before it was printed."""
    printed = gate_list.printed_at if gate_list else None
    if printed is None:
        return {}
    return {
        line.line: line
        for line in lines
        if line.listed_at <= printed and (line.dropped_at is None or line.dropped_at > printed)
    }


def _comer(one: Expectation, line: GateLine | None, gate_list: GateList | None, *, on_paper: bool) -> Comer:
    printed = gate_list.printed_at if gate_list else None
    told_otherwise = line is not None and (line.answer is not one.answer or _after(line.answered_at, printed))
    person, held = one.person, one.session
    return Comer(
        session_id=held.id,
        person_id=person.id,
        name=person.name,
        sort_key=person.sort_key,
        organisation=person.partner.name if person.partner else "",
        service=held.service.name,
        place=held.place,
        entrance=held.entrance,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        answer=one.answer,
        reasons=tuple(one.decision.reasons),
        code=line.code if line else "",
        is_new=printed is not None and not on_paper,
        is_changed=on_paper and told_otherwise,
    )


def _after(moment: datetime, printed: datetime | None) -> bool:
    return printed is not None and moment > printed


def _as_told(line: GateLine) -> Comer:
    return Comer(
        session_id=line.session_id,
        person_id=line.person_id,
        name=line.name,
        sort_key=line.sort_key,
        organisation=line.organisation,
        service=line.service,
        place=line.place,
        entrance=line.entrance,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        answer=line.answer,
        reasons=(),
        code=line.code,
        is_new=False,
        is_changed=False,
    )


def _place_in_list(comer: Comer) -> tuple[str, time, str, str]:
    return comer.entrance, comer.starts_at, comer.sort_key, comer.code
