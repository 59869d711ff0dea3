"""What can be done at the gate: make the day's list, put it on paper, type the sheet back."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, as_uuid, mutation, writing
from plugins.rota.enums import SessionOutcome
from plugins.rota.graphql.gate import RotaGateDay
from plugins.rota.reports.printing import print_gate_day
from plugins.rota.services.gate_lists import MadeList, make_gate_list
from plugins.rota.services.gate_sheets import TypedLine, TypedSession, type_back_sheet

__all__ = ["GateMutation", "RotaGateDay"]


@strawberry.type
class RotaMadeList:
    """A list just made, and what making it changed."""

    on: date
    expected: int
    added: int
    changed: int
    dropped: int


@strawberry.type
class RotaPrinted:
    """The reports that go on paper; the worker makes them."""

    on: date
    list_report_id: ID
    sheet_report_id: ID


@strawberry.input
class RotaTypedLine:
    """A line as it was typed: times such as 0915 or 9.15, d for "did not come", t for "turned away"."""

    code: str
    arrived: str = ""
    left: str = ""


@strawberry.input
class RotaTypedSession:
    session_id: ID
    outcome: SessionOutcome | None = None
    attendance: int | None = None
    late_minutes: int | None = None


@strawberry.input
class RotaTypedSheet:
    """Only the lines and sessions that are to be written; the others stay as they are."""

    on: date
    lines: list[RotaTypedLine]
    sessions: list[RotaTypedSession]


@strawberry.type
class RotaTypedBack:
    on: date
    changed: int
    """Lines and sessions that are other than before."""


def _made(made: MadeList) -> RotaMadeList:
    return RotaMadeList(
        on=made.gate_list.held_on,
        expected=made.expected,
        added=len(made.changes.added),
        changed=len(made.changes.changed),
        dropped=len(made.changes.dropped),
    )


class GateMutation:
    @mutation("Make the gate list of a day, or make it again: codes stay.")
    async def rota_make_gate_list(self, info: Info[Context, None], on: date) -> RotaMadeList:
        async with writing(info) as (session, viewer):
            return _made(await make_gate_list(session, viewer, info.context.decide, on))

    @mutation("Make the list of a day anew, and put it and the sign-in sheet on paper.")
    async def rota_print_gate_day(self, info: Info[Context, None], on: date) -> RotaPrinted:
        async with writing(info) as (session, viewer):
            printed = await print_gate_day(session, viewer, info.context.decide, on)
        return RotaPrinted(
            on=on,
            list_report_id=ID(str(printed.list_file)),
            sheet_report_id=ID(str(printed.sheet_file)),
        )

    @mutation("Type a sign-in sheet back: all of it, or nothing with every fault named.")
    async def rota_type_back_sheet(self, info: Info[Context, None], given: RotaTypedSheet) -> RotaTypedBack:
        lines = [TypedLine(one.code, one.arrived, one.left) for one in given.lines]
        sessions = [
            TypedSession(
                session_id=as_uuid(one.session_id),
                outcome=one.outcome,
                attendance=one.attendance,
                late_minutes=one.late_minutes,
            )
            for one in given.sessions
        ]
        async with writing(info) as (session, viewer):
            changed = await type_back_sheet(session, viewer, given.on, lines=lines, sessions=sessions)
        return RotaTypedBack(on=given.on, changed=changed)
