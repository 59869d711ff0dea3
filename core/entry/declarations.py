"""How a module has a say in whether somebody may come in: an entry check, which gives reasons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.entry.enums import Bearing
from core.translation import Text


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's coming in on a day: for a service, or for none in particular."""

    person_id: UUID
    service_id: UUID | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one check found for a visit."""

    code: str
    """Stable, and prefixed with the module: `vetting.training`. A prison's policy speaks of it."""
    bearing: Bearing
    words: Text
    until: date | None = None
    """The last day on which this still holds; None where nothing ends it."""
    next_step: Text | None = None
    """What would mend it."""
    whose_turn: Text | None = None
    """Who takes that step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonKind:
    """A reason that a prison's policy may weigh otherwise than is usual.

    Only what is found at its usual bearing is weighed. What a check itself finds graver, and what has no
    kind, stays as found: no clearance, a refusal, a suspension and somebody unknown always block.
    """

    code: str
    title: Text
    usual: Bearing
    may_be: tuple[Bearing, ...] = (Bearing.BLOCKS, Bearing.NEEDS_ESCORT, Bearing.WARNS)


Judge = Callable[[Visit], Iterable[Reason]]
Weigh = Callable[[date], Mapping[str, Bearing]]
"""What the policy in force on a day makes of reasons, by their code."""
PrepareWeights = Callable[[AsyncSession, Viewer], Awaitable[Weigh]]
Prepare = Callable[[AsyncSession, Viewer, Collection[UUID], Collection[UUID]], Awaitable[Judge]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCheck:
    """A module's part of the answer.

    `prepare` is given people and services and reads all about them in a few statements, however many there
    are; the judge that it returns is then asked for each visit, and reads nothing. It judges by the day of
    the visit, never by today. A check that cannot tell blocks.
    """

    name: str
    title: Text
    permission: Permission
    """Who may read its reasons; others are told the answer alone."""
    prepare: Prepare
    vouches: bool = False
    """Its word is needed: where no such check is at hand, nobody comes in."""
    kinds: tuple[ReasonKind, ...] = ()
    """Which of its reasons a prison's policy may weigh."""
    weights: PrepareWeights | None = None
    """How they are weighed: the check of the module that keeps the policy says so, for all checks."""
