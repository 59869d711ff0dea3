"""Terms of a council, and how large the wings are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, DomainError, Invalid, InvalidInput, Viewer, explain_constraint, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import SeatMethod, WingSize
from plugins.council.models import Term, Wing
from plugins.council.permissions import COUNCIL_CHANGE, WING_CHANGE
from plugins.council.queries import council_to_change
from plugins.council.queries.roll import lives_on, term_to_change, was_counted, wing_to_change
from plugins.council.services.rescanning import ask_rescan

MOST_SEATS = 60
LONGEST_TERM = 1100
"""Days: three years and a little. The roll of a term is kept until six months after it."""
LONGEST_WING = 40
explain_constraint(
    "uq_council_wing_tenant_id_name", _("There is a wing of that name. Change that one."), "name"
)


async def set_term(
    session: AsyncSession,
    viewer: Viewer,
    council_id: UUID,
    *,
    starts_on: date,
    ends_on: date,
    seats: int,
    seat_method: SeatMethod = SeatMethod.LARGEST_REMAINDER,
) -> Term:
    """Say for how long the council's next members are chosen, and how many there are."""
    viewer.require(COUNCIL_CHANGE)
    council = await council_to_change(session, council_id)
    faults = tuple(_term_faults(starts_on, ends_on, seats))
    if faults:
        raise InvalidInput(faults)
    await _refuse_overlap(session, council.id, starts_on, ends_on)
    made = Term(
        council_id=council.id, starts_on=starts_on, ends_on=ends_on, seats=seats, seat_method=seat_method
    )
    session.add(made)
    await session.flush()
    return made


async def change_term(
    session: AsyncSession,
    viewer: Viewer,
    term_id: UUID,
    *,
    ends_on: date,
    seats: int,
    seat_method: SeatMethod,
) -> Term:
    """Put right when a term ends; until votes are counted also its seats and how they are shared out."""
    viewer.require(COUNCIL_CHANGE)
    term = await term_to_change(session, term_id)
    faults = tuple(_term_faults(term.starts_on, ends_on, seats))
    if faults:
        raise InvalidInput(faults)
    if (seats, seat_method) != (term.seats, term.seat_method) and await was_counted(session, term_id):
        raise Conflict(
            translate("Votes of this term were counted: its seats and their method stay."), "seats"
        )
    await _refuse_overlap(session, term.council_id, term.starts_on, ends_on, but=term.id)
    term.ends_on, term.seats, term.seat_method = ends_on, seats, seat_method
    await session.flush()
    return term


async def set_wing(
    session: AsyncSession, viewer: Viewer, *, name: str, size: WingSize, wing_id: UUID | None = None
) -> Wing:
    """Add a wing with its size, or put one right."""
    viewer.require(WING_CHANGE)
    said = " ".join(name.split())
    if not 1 <= len(said) <= LONGEST_WING:
        raise Invalid(translate("Give the wing its name, of 40 characters at most."), "name")
    wing = Wing() if wing_id is None else await wing_to_change(session, wing_id)
    wing.name, wing.size = said, size
    session.add(wing)
    await session.flush()
    await ask_rescan(session, viewer)
    return wing


async def remove_wing(session: AsyncSession, viewer: Viewer, wing_id: UUID) -> None:
    """Take a wing away on which no member of a council lives."""
    viewer.require(WING_CHANGE)
    wing = await wing_to_change(session, wing_id)
    if await lives_on(session, wing_id):
        said = translate("Members of a council live on {wing}. Say where they live first.")
        raise Conflict(said.format(wing=wing.name))
    await session.delete(wing)
    await session.flush()


async def _refuse_overlap(
    session: AsyncSession, council_id: UUID, starts_on: date, ends_on: date, *, but: UUID | None = None
) -> None:
    """Refuse a term that begins before another one of the council has ended."""
    asked = select(Term).where(
        Term.council_id == council_id, Term.starts_on <= ends_on, Term.ends_on >= starts_on
    )
    for other in await session.scalars(asked):
        if other.id != but:
            said = translate("The council has a term in that time. Begin after it, or end it earlier.")
            raise Conflict(said, "startsOn" if but is None else "endsOn")


def _term_faults(starts_on: date, ends_on: date, seats: int) -> Iterator[DomainError]:
    if ends_on <= starts_on:
        yield Invalid(translate("The term has to end after it began."), "endsOn")
    elif (ends_on - starts_on).days > LONGEST_TERM:
        yield Invalid(translate("A term lasts three years at most."), "endsOn")
    if not 1 <= seats <= MOST_SEATS:
        yield Invalid(translate("A council has from 1 to 60 seats."), "seats")
