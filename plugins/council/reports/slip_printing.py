"""Puts slips for proposals on paper, each with a code that is used once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, Viewer, prison_names, reports, today, translate
from plugins.council import queries
from plugins.council.enums import SlipPaper, Tongue
from plugins.council.models import Slip
from plugins.council.permissions import PROPOSAL_RAISE
from plugins.council.reports import SLIPS
from plugins.council.rules.slip_codes import MOST_AT_ONCE, code_of


@dataclass(frozen=True, slots=True)
class Printed:
    """Slips that are being printed: how many, and which report they are."""

    count: int
    report_id: UUID


async def print_slips(
    session: AsyncSession,
    viewer: Viewer,
    council_id: UUID,
    *,
    count: int,
    paper: SlipPaper,
    tongue: Tongue = Tongue.ENGLISH,
) -> Printed:
    """Make slips with new codes, and ask for them on paper."""
    viewer.require(PROPOSAL_RAISE)
    council = await queries.council_to_change(session, council_id)
    if council.ended_on is not None:
        raise Conflict(translate("{name} has ended. Choose another council.").format(name=council.name))
    if not 1 <= count <= MOST_AT_ONCE:
        raise Invalid(translate("Print from 1 to 200 slips at once."), "count")
    if tongue is not Tongue.ENGLISH and not (await prison_names(session, viewer)).is_welsh:
        raise Invalid(translate("This prison tells it in English alone. Choose English."), "tongue")
    if tongue is Tongue.BOTH and paper is SlipPaper.LARGE_PRINT:
        said = translate("Large print needs the whole page for one language. Print each apart.")
        raise Invalid(said, "tongue")
    first = (await session.scalar(select(func.max(Slip.number))) or 0) + 1
    session.add_all(
        Slip(
            council_id=council.id,
            number=number,
            code=code_of(number),
            printed_on=today(),
            printed_by=viewer.account_id,
        )
        for number in range(first, first + count)
    )
    await session.flush()
    given = {"first": first, "last": first + count - 1, "paper": paper, "tongue": tongue}
    asked = await reports.request_report(session, viewer, SLIPS, parameters=given)
    return Printed(count, asked.id)
