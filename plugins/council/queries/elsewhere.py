"""What other prisons show of their councils: published answers, searched by theme and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import across
from plugins.council.enums import Theme
from plugins.council.models import ShownAnswer

MOST = 50
"""Answers on a page: the newest."""
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An answer of another prison, as it was published."""

    prison: str
    theme: Theme
    published_on: date
    problem: str
    idea: str
    answer: str


@dataclass(frozen=True, slots=True)
class FoundElsewhere:
    """The newest answers that were looked for, how many there are, and of how many prisons."""

    answers: list[Elsewhere]
    count: int
    prisons: int


async def answers_elsewhere(
    session: AsyncSession, *, but: UUID | None, theme: Theme | None, words: str
) -> FoundElsewhere:
    """Return what all prisons but one show; each word that is looked for has to stand in the text."""
    wanted = [ShownAnswer.tenant_id != but, *_looked_for(theme, words)]
    counted = select(func.count(), func.count(ShownAnswer.tenant_id.distinct())).where(*wanted)
    count, prisons = (await session.execute(counted)).one()
    rows = await session.execute(
        select(
            across.of_register(ShownAnswer, "name"),
            ShownAnswer.theme,
            ShownAnswer.published_on,
            ShownAnswer.problem,
            ShownAnswer.idea,
            ShownAnswer.answer,
        )
        .where(*wanted)
        .order_by(ShownAnswer.published_on.desc(), ShownAnswer.tenant_id, ShownAnswer.id)
        .limit(MOST)
    )
    return FoundElsewhere([Elsewhere(across.spoken_name(row[0]), *row[1:]) for row in rows], count, prisons)


def _looked_for(theme: Theme | None, words: str) -> Sequence[ColumnElement[bool]]:
    found = [ShownAnswer.words.contains(word, autoescape=True) for word in words.lower().split()[:MOST_WORDS]]
    return [*found, ShownAnswer.theme == theme] if theme is not None else found
