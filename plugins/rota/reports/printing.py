"""Puts a day on paper: the list made anew where the day is not over, and both its reports asked for."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, reports, today, translate
from plugins.rota.models import GateList
from plugins.rota.permissions import GATE_RECORD
from plugins.rota.reports import GATE_LIST, SIGN_IN_SHEET
from plugins.rota.services.gate_lists import Decide, lock_gate_list, make_gate_list, mark_printed


async def print_gate_day(session: AsyncSession, viewer: Viewer, decide: Decide, day: date) -> GateList:
    """Put a day on paper, its list made anew where it is not over: paper never says less than is known."""
    viewer.require(GATE_RECORD)
    if day >= today():
        gate_list = (await make_gate_list(session, viewer, decide, day)).gate_list
        mark_printed(gate_list)
    else:
        gate_list = await lock_gate_list(session, day)
    if gate_list.made_at is None:
        raise Conflict(translate("No list was made for that day, so there is none to print."), "on")
    return await ask_for_paper(session, viewer, gate_list)


async def ask_for_paper(session: AsyncSession, viewer: Viewer, gate_list: GateList) -> GateList:
    """Ask for the gate list and the sign-in sheet as reports, and note which they are."""
    given = {"on": gate_list.held_on}
    listed = await reports.request_report(session, viewer, GATE_LIST, parameters=given)
    signed = await reports.request_report(session, viewer, SIGN_IN_SHEET, parameters=given)
    gate_list.list_file, gate_list.sheet_file = listed.id, signed.id
    await session.flush()
    return gate_list
