"""Points that stand on every agenda: each is said again at every meeting, so none of them names anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import DomainError, Invalid, translate
from plugins.council.enums import HitKind
from plugins.council.queries import known_here
from plugins.council.rules.scan import Known, scan
from plugins.council.rules.withholding import withhold

NAMING = frozenset({HitKind.PRISON_NUMBER, HitKind.NAME_ON_ROLL, HitKind.NAME_OF_STAFF})
"""What no series says of anybody. The rest is decided about as the minutes are looked over."""


def standing_faults(standing: Sequence[str], known: Known) -> Iterator[DomainError]:
    """Refuse what names somebody by the roll and the books of today, as it is typed."""
    for text in standing:
        for hit in scan(text, known):
            if hit.kind in NAMING:
                said = translate(
                    "“{words}” must not stand on every agenda: {why}. Write a role instead. "
                    "If it is nobody's name here, say so under Words first."
                )
                words = text[hit.start : hit.end]
                yield Invalid(said.format(words=words, why=hit.kind.label), "standing")
                return


async def points_for_agenda(session: AsyncSession, standing: Sequence[str]) -> list[str]:
    """Return the points as a new agenda takes them: a name learned since they were typed is left out.

    The mark in its place is found as the minutes are looked over; until then whoever runs meetings sees it,
    and can say the point anew.
    """
    if not standing:
        return []
    known = await known_here(session)
    return [withhold(text, known, NAMING)[0] for text in standing]
