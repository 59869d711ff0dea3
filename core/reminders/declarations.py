"""How a module declares what falls due: a reminder, its ladder, and how it finds what is still to be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.translation import Text
from core.translation import lazy_gettext as _


class Told(StrEnum):
    """Who is told on a step: the person, their organisation, or somebody at the prison."""

    PERSON = "PERSON"
    PARTNER = "PARTNER"
    COORDINATOR = "COORDINATOR"
    SECURITY = "SECURITY"
    OWNER = "OWNER"
    """Whoever at the prison is to do it: an account, or all who hold a role."""
    LEADS = "LEADS"

    @property
    def label(self) -> Text:
        return TOLD[self]


TOLD: dict[Told, Text] = {
    Told.PERSON: _("The person"),
    Told.PARTNER: _("Their organisation"),
    Told.COORDINATOR: _("The co-ordinator"),
    Told.SECURITY: _("Security"),
    Told.OWNER: _("Whoever is to do it"),
    Told.LEADS: _("The governor and the senior lead"),
}


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A rung of the ladder: so many days from the due date, before it when negative."""

    days: int
    told: Told
    working: bool = field(default=True, compare=False)
    """Working days; False where the rule the date comes from counts calendar days."""

    @property
    def code(self) -> str:
        """Return how a row names it: `-90:PERSON`."""
        return f"{self.days}:{self.told}"

    @classmethod
    def read(cls, code: str) -> Step:
        """Make a step of how a row names it."""
        days, told = code.split(":")
        return cls(int(days), Told(told))


Ladder = tuple[Step, ...]
DEFAULT_LADDER: Ladder = (
    Step(0, Told.PERSON),
    Step(5, Told.PARTNER),
    Step(10, Told.COORDINATOR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something still to be done. What is done is no longer found; that ends its reminders."""

    subject_id: UUID
    """The row it rests on. Another thing to do is another row: a date that belongs to this one cannot move
    without being noticed."""
    due_on: date
    person_id: UUID | None = None
    partner_id: UUID | None = None
    owner_id: UUID | None = None
    """The account that is to do it."""
    owner_role: Role | None = None
    """Whose turn it is where that is no account, or one that works here no more."""
    ladder: Ladder | None = None
    """As the prison's policy has it; the reminder's own where it says nothing."""


Find = Callable[[AsyncSession, Viewer, date, "Collection[UUID] | None"], Awaitable[Sequence[Due]]]
"""`find(session, viewer, today, subjects)`: all that is still to be done, or of these rows alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A kind of thing that falls due."""

    name: str
    """Module and thing, `vetting.turn`: kept in rows, so it never changes."""
    title: Text
    """For the page behind sign-in; a mail never says it."""
    find: Find
    permission: Permission
    """Who may read on the page that it is due."""
    ladder: Ladder = DEFAULT_LADDER
