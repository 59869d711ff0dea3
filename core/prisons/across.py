"""Prisons as a reader above them sees them: the register's public columns, and by which kind they compare."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.database.national import neighbour
from core.prisons.enums import Gender
from core.prisons.models import Prison
from core.prisons.names import spoken_name
from core.reads.through import through
from core.translation import Text
from core.translation import lazy_gettext as _

__all__ = [
    "FEWEST_TO_COMPARE",
    "Kind",
    "Prison",
    "PrisonInSight",
    "kind_of",
    "neighbour",
    "of_register",
    "prisons_in_sight",
    "spoken_name",
]
FEWEST_TO_COMPARE = 5
"""Prisons of a kind: fewer are not compared, because the figure would be one or two prisons' own."""


class Kind(StrEnum):
    """What prisons are compared within. HMPPS's functional groups are not in the register; this is."""

    WOMEN = "WOMEN"
    HIGH_SECURITY = "HIGH_SECURITY"
    CATEGORY_B = "CATEGORY_B"
    CATEGORY_C = "CATEGORY_C"
    OPEN = "OPEN"
    NO_CATEGORY = "NO_CATEGORY"

    @property
    def label(self) -> Text:
        return KINDS[self]


KINDS: dict[Kind, Text] = {
    Kind.WOMEN: _("Women's prisons"),
    Kind.HIGH_SECURITY: _("Category A"),
    Kind.CATEGORY_B: _("Category B"),
    Kind.CATEGORY_C: _("Category C"),
    Kind.OPEN: _("Open prisons"),
    Kind.NO_CATEGORY: _("Local and reception prisons, and others without a category in the register"),
}


def kind_of() -> ColumnElement[str]:
    """Return the kind of a prison of the register, as SQL: the strictest category where it has several."""
    marks = ((("A",), Kind.HIGH_SECURITY), (("B",), Kind.CATEGORY_B), (("C",), Kind.CATEGORY_C))
    return case(
        (Prison.gender == Gender.FEMALE, literal(Kind.WOMEN.value)),
        *((Prison.categories.overlap(list(codes)), literal(kind.value)) for codes, kind in marks),
        (Prison.categories.overlap(["D", "OPEN"]), literal(Kind.OPEN.value)),
        else_=literal(Kind.NO_CATEGORY.value),
    )


def of_register(row: Any, column: str) -> ColumnElement[str]:
    """Return a public column of the register for the prison of a published row, as SQL."""
    return through("tenant_id", Prison, column)(row)


@dataclass(frozen=True, slots=True)
class PrisonInSight:
    """A prison that is open, of those that the reader may see."""

    id: UUID
    code: str
    name: str
    kind: Kind


async def prisons_in_sight(session: AsyncSession, group_id: UUID | None) -> list[PrisonInSight]:
    """Return the prisons that are open: all, or those of one group."""
    wanted = select(Prison.id, Prison.code, Prison.name, kind_of()).where(Prison.active)
    if group_id is not None:
        wanted = wanted.where(Prison.group_id == group_id)
    rows = await session.execute(wanted.order_by(Prison.name))
    return [PrisonInSight(row.id, row.code, spoken_name(row.name), Kind(row[3])) for row in rows]
