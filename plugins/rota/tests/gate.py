"""A day at the gate of a test prison: sessions, people who are expected, the list, the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Person, Service, Viewer, entry, today
from core.testkit import decide_visits, entry_checks
from plugins.rota import gate_queries, services
from plugins.rota.models import Session
from plugins.rota.services.gate_lists import Decide, MadeList, make_gate_list, mark_printed
from plugins.rota.services.gate_sheets import TypedLine, type_back_sheet
from plugins.rota.tests.desk import Desk, timing


def deciding(desk: Desk, viewer: Viewer) -> Decide:
    """Ask the checks of every module, as the gate does."""

    async def decide(session: AsyncSession, visits: Sequence[entry.Visit]) -> list[entry.Decision]:
        return await decide_visits(session, viewer, entry_checks(desk.registry), visits)

    return decide


async def make_session(
    desk: Desk,
    *people: Person,
    service: Service | None = None,
    day: date | None = None,
    starts: int = 14,
    **more: Any,
) -> Session:
    """Plan a session of two hours, by itself, and say who comes."""
    given = timing(starts_at=time(starts), ends_at=time(starts + 2), **more)
    held = await desk.do(
        services.add_session, (service or desk.service).id, held_on=day or today(), timing=given
    )
    for person in people:
        await desk.do(services.add_stand_in, held.id, person.id)
    assert isinstance(held, Session)
    return held


async def make_list(
    desk: Desk, day: date | None = None, *, by: Viewer | None = None, printed: bool = False
) -> MadeList:
    who = by or desk.coordinator
    async with desk.database.write(who) as session:
        made = await make_gate_list(session, who, deciding(desk, who), day or today())
        if printed:
            mark_printed(made.gate_list)
    return made


async def lines(
    desk: Desk, day: date | None = None, *, by: Viewer | None = None
) -> list[gate_queries.GateLine]:
    async with desk.database.read(by or desk.coordinator) as session:
        return await gate_queries.lines_on(session, day or today())


async def type_back(desk: Desk, *typed: tuple[str, str, str], by: Viewer | None = None, **more: Any) -> Any:
    """Type lines of today's sheet back: code, in, out."""
    who = by or desk.coordinator
    async with desk.database.write(who) as session:
        return await type_back_sheet(
            session, who, more.pop("day", today()), lines=[TypedLine(*one) for one in typed], **more
        )
