"""Who looked at somebody's own record and who took a copy: by office and day, never by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.roles import COORDINATORS, PARTNER_ROLES, PRISON_ROLES, Role
from core.audit.own_trail import OWN_TRAIL
from core.translation import Text
from core.translation import lazy_gettext as _

OFFICES: tuple[tuple[frozenset[Role], Text], ...] = (
    (COORDINATORS, _("The co-ordinator's desk")),
    (PRISON_ROLES - COORDINATORS, _("Prison staff: security, management and others")),
    (frozenset({Role.DPO_RECORDS, Role.AUDITOR}), _("Data protection")),
    (PARTNER_ROLES | {Role.VOLUNTEER_SELF}, _("Your organisation")),
)
"""Offices and not roles: which of the prison's own staff had a case in hand is not told to anybody else,
because that a governor did may say something of it (ADR 7)."""
NOBODY_NOW = _("Somebody who has no role here any more")


class Trace(StrEnum):
    """What somebody did with the record."""

    LOOK = "LOOK"
    COPY = "COPY"
    OWN_COPY = "OWN_COPY"


@dataclass(frozen=True, slots=True)
class Seen:
    """On one day, from one office: how often."""

    what: Trace
    on: date
    office: Text
    times: int


def office_of(roles: Iterable[str]) -> Text:
    """Return which office somebody with these roles here belongs to."""
    held = {Role(role) for role in roles}
    return next((words for members, words in OFFICES if members & held), NOBODY_NOW)


async def own_trail(session: AsyncSession) -> list[Seen]:
    """Return what the trail says of the viewer's own person, the last day first; they themself are left out.

    The database knows whose it is from the transaction, so nobody can ask for another's.
    """
    counted: Counter[tuple[Trace, date, str]] = Counter()
    for what, on_day, roles, times in await session.execute(OWN_TRAIL):
        office = _("You") if what == Trace.OWN_COPY else office_of(roles)
        counted[Trace(what), on_day, str(office)] += times
    found = [Seen(what, on_day, office, times) for (what, on_day, office), times in counted.items()]
    return sorted(found, key=lambda one: (-one.on.toordinal(), str(one.office)))
