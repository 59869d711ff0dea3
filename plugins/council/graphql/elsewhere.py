"""What the API says of answers in other prisons: published texts, and the prison whose they are."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import Info

from core.sdk import Context, across
from plugins.council.enums import Theme
from plugins.council.permissions import ELSEWHERE_READ
from plugins.council.queries.elsewhere import answers_elsewhere


@strawberry.type
class CouncilAnswerElsewhere:
    """An answer of another prison, as it was published."""

    prison: str
    theme: Theme
    published_on: date
    problem: str
    idea: str
    answer: str


@strawberry.type
class CouncilElsewhere:
    """The newest answers of other prisons that were looked for, and how many there are."""

    is_told: bool
    """Whether Gatehouse is set up here to show what other prisons published."""
    answers: list[CouncilAnswerElsewhere]
    count: int
    prisons: int


async def _elsewhere(
    info: Info[Context, None], theme: Theme | None = None, words: str = ""
) -> CouncilElsewhere:
    context, viewer = info.context, info.context.viewer
    viewer.require(ELSEWHERE_READ)
    if context.neighbours is None:
        return CouncilElsewhere(is_told=False, answers=[], count=0, prisons=0)
    async with context.neighbours.read(across.neighbour(viewer)) as session:
        found = await answers_elsewhere(session, but=viewer.tenant_id, theme=theme, words=words)
    answers = [
        CouncilAnswerElsewhere(
            prison=one.prison,
            theme=one.theme,
            published_on=one.published_on,
            problem=one.problem,
            idea=one.idea,
            answer=one.answer,
        )
        for one in found.answers
    ]
    return CouncilElsewhere(is_told=True, answers=answers, count=found.count, prisons=found.prisons)


class ElsewhereQuery:
    council_elsewhere: CouncilElsewhere = strawberry.field(
        resolver=_elsewhere,
        description="What other prisons published of their councils' proposals and answers.",
    )
