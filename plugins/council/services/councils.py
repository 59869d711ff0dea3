"""A council is set up, and ends; what it proposed stays."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Invalid, InvalidInput, Viewer, explain_constraint, today, translate
from core.sdk import lazy_gettext as _
from plugins.council import queries
from plugins.council.models import Council
from plugins.council.permissions import COUNCIL_CHANGE

LONGEST_NAME = 80
MOST_QUORUM = 100
explain_constraint(
    "uq_council_council_tenant_id_name", _("There is a council of that name. Give this one another."), "name"
)


async def set_up_council(
    session: AsyncSession, viewer: Viewer, *, name: str, quorum: int, on: date | None = None
) -> Council:
    """Set up a council from today on."""
    viewer.require(COUNCIL_CHANGE)
    said = " ".join(name.split())
    faults = []
    if not 1 <= len(said) <= LONGEST_NAME:
        faults.append(Invalid(translate("Give the council a name of 80 characters at most."), "name"))
    if not 1 <= quorum <= MOST_QUORUM:
        words = translate("Say how many members have to be there, from 1 to 100.")
        faults.append(Invalid(words, "quorum"))
    if faults:
        raise InvalidInput(tuple(faults))
    made = Council(name=said, quorum=quorum, first_on=on or today())
    session.add(made)
    await session.flush()
    return made


async def end_council(
    session: AsyncSession, viewer: Viewer, council_id: UUID, *, on: date | None = None
) -> Council:
    """End a council, today or on an earlier day; twice is once."""
    viewer.require(COUNCIL_CHANGE)
    council = await queries.council_to_change(session, council_id)
    if council.ended_on is None:
        council.ended_on = max(on or today(), council.first_on)
        await session.flush()
    return council
