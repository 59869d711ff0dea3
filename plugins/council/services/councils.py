"""A council is set up, and ends; what it proposed stays."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    DomainError,
    Invalid,
    InvalidInput,
    Viewer,
    explain_constraint,
    today,
    translate,
)
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
    faults: list[DomainError] = []
    if not 1 <= len(said) <= LONGEST_NAME:
        faults.append(Invalid(translate("Give the council a name of 80 characters at most."), "name"))
    faults += _quorum_faults(quorum)
    if faults:
        raise InvalidInput(tuple(faults))
    made = Council(name=said, quorum=quorum, first_on=on or today())
    session.add(made)
    await session.flush()
    return made


async def set_quorum(session: AsyncSession, viewer: Viewer, council_id: UUID, *, quorum: int) -> Council:
    """Say how many members have to be there; meetings that are planned already keep theirs."""
    viewer.require(COUNCIL_CHANGE)
    council = await queries.council_to_change(session, council_id)
    if faults := _quorum_faults(quorum):
        raise InvalidInput(tuple(faults))
    council.quorum = quorum
    await session.flush()
    return council


def quorum_of(council: Council) -> int:
    """Return how many members have to be there; Conflict where nobody has said it yet."""
    if council.quorum is None:
        said = translate(
            "Nobody has said yet how many members of {name} have to be there to decide. Say it on the page"
            " of the council, then plan its meetings."
        )
        raise Conflict(said.format(name=council.name))
    return council.quorum


def _quorum_faults(quorum: int) -> list[DomainError]:
    if 1 <= quorum <= MOST_QUORUM:
        return []
    return [Invalid(translate("Say how many members have to be there, from 1 to 100."), "quorum")]


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
