"""Whether somebody is old enough for what they come in for: what was confirmed, never how old they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from core.accounts.roles import Role
from core.entry.declarations import Reason, ReasonKind
from core.entry.enums import Bearing
from core.pages.dates import long_date
from core.translation import lazy_gettext as _
from core.translation import translate

CODE = "core.age"
AGE_KIND = ReasonKind(
    code=CODE,
    title=_("Nobody has confirmed that they are old enough for the role"),
    usual=Bearing.WARNS,
)
"""Usually it warns, as missing papers do: a prison that wants it to keep people out says so in its policy."""


class Confirmed(Protocol):
    """What is kept of somebody's age."""

    @property
    def age_confirmed(self) -> int | None: ...
    @property
    def age_confirmed_on(self) -> date | None: ...


def age_asked(own: Collection[UUID | None], minimums: Mapping[UUID, int | None]) -> int | None:
    """Return from which age the roles of a service take somebody; None where they do not ask.

    Who is down for the service (`own`: a part without a described role is None) is asked what their own
    roles ask, all of them. Who stands in comes in for one of the service's roles: meeting one is enough.
    """
    if own:
        return max((age for role in own if role and (age := minimums.get(role)) is not None), default=None)
    ages = [age for age in minimums.values() if age is not None]
    return min(ages) if ages and len(ages) == len(minimums) else None


def is_old_enough(person: Confirmed, asked: int, on: date) -> bool:
    """Say whether it was confirmed by that day that they have this age or a higher one: it never runs out."""
    known, since = person.age_confirmed, person.age_confirmed_on
    return known is not None and known >= asked and since is not None and since <= on


def age_reason(person: Confirmed, asked: int, on: date) -> Reason:
    """Say what the age that a role asks for means for a visit on that day."""
    if is_old_enough(person, asked, on) and person.age_confirmed_on is not None:
        words = translate("The role is for people of {age} or over. That they are was confirmed on {day}.")
        said = words.format(age=asked, day=long_date(person.age_confirmed_on))
        return Reason(code=CODE, bearing=Bearing.PASSES, words=said)
    return Reason(
        code=CODE,
        bearing=AGE_KIND.usual,
        words=translate(
            "The role is for people of {age} or over, and nobody has confirmed that they are."
        ).format(age=asked),
        next_step=translate("Look at a document with their date of birth, and confirm that they are"),
        whose_turn=Role.COORDINATOR.label,
    )
