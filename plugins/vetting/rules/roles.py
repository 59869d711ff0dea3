"""What a role asks of somebody who comes in for it, and which roles a visit is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRequirement:
    """What a role asks for from a day on."""

    role_id: UUID
    title: str
    since: date
    levels: frozenset[VettingLevel] = frozenset()
    """Any one of these suffices; none: any clearance does."""
    access_mode: AccessMode | None = None
    training: frozenset[TrainingType] = frozenset()

    @property
    def says_something(self) -> bool:
        """Tell whether the role has requirements of its own: else the policy speaks for it."""
        return bool(self.levels or self.access_mode or self.training)


Asked = tuple[RoleRequirement, ...]
"""What the roles that somebody comes in for ask, all of it; empty where the policy speaks for them."""
NOTHING: tuple[Asked, ...] = ((),)
RANK = {AccessMode.ESCORTED: 0, AccessMode.UNESCORTED_NO_KEYS: 1, AccessMode.KEY_HOLDER: 2}


def requirement_on(versions: Sequence[RoleRequirement], on: date) -> RoleRequirement | None:
    """Return what a role asks for on a day, of its versions with the newest last; None: the policy speaks."""
    latest = next((one for one in reversed(versions) if one.since <= on), None)
    return latest if latest is not None and latest.says_something else None


def asked_of(
    on: date,
    versions: Mapping[UUID, Sequence[RoleRequirement]],
    *,
    own: Collection[UUID | None],
    roles: Iterable[UUID],
) -> tuple[Asked, ...]:
    """Return what a visit to a service is asked, as alternatives of which one has to be met.

    Who is down for the service (`own`: a part without a described role is None) is asked what their own roles
    ask, all of them. Who stands in comes in for one of the service's roles: meeting one of them is enough.
    """
    if own:
        held = (requirement_on(versions.get(role, ()), on) for role in own if role is not None)
        return (tuple(one for one in held if one is not None),)
    found = [requirement_on(versions.get(role, ()), on) for role in roles]
    return tuple((one,) if one else () for one in found) or NOTHING
