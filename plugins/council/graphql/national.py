"""What readers above prisons are answered: coverage, themes, times, and each proposal as it was given."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, across, computed, connection, lookup, measures, node
from plugins.council import models
from plugins.council.enums import ProposalStatus, Theme
from plugins.council.graphql.nodes import MODULE
from plugins.council.metrics import COUNCILS, METRICS
from plugins.council.permissions import NATIONAL_READ
from plugins.council.queries import national as queries

strawberry.enum(across.Kind, name="PrisonKind")


@node(
    models.Shared,
    permission=NATIONAL_READ,
    module=MODULE,
    name="CouncilSharedProposal",
    sorted_by=("-published_on", "id"),
)
class CouncilSharedProposal:
    id: ID
    number: int
    theme: Theme
    status: ProposalStatus
    raised_on: date
    answered_on: date | None
    days: int | None
    escalated_on: date | None
    published_on: date | None
    problem: str | None
    idea: str | None
    answer: str | None
    words: str | None
    prison_name: str = computed(lambda row: across.of_register(row, "name"))
    prison_code: str = computed(lambda row: across.of_register(row, "code"))
    is_published: bool = computed(lambda row: row.published_on.is_not(None))
    is_escalated: bool = computed(lambda row: row.escalated_on.is_not(None))


@strawberry.type
class CouncilStanding:
    """Whether a prison gives its figures, and has a council."""

    code: str
    name: str
    kind: across.Kind
    reported_on: date | None
    is_late: bool
    councils: int


@strawberry.type
class CouncilThemeAsked:
    theme: Theme
    proposals: int
    prisons: int


@strawberry.type
class CouncilAnswerTimes:
    """How many days answers took; of a kind with few prisons only that there are some."""

    kind: across.Kind | None
    prisons: int
    answers: int
    is_comparable: bool
    median: float | None
    least: int | None
    most: int | None


@strawberry.type
class CouncilTotal:
    """One measure over all prisons that counted something."""

    code: str
    title: str
    above_words: str
    above: int
    below: int
    share: float | None
    """Null where too little was counted for a percentage."""
    prisons: int


@strawberry.type
class CouncilAcross:
    """What councils ask for and how they are answered, across the prisons that the reader may see."""

    standings: list[CouncilStanding]
    themes: list[CouncilThemeAsked]
    times: list[CouncilAnswerTimes]
    totals: list[CouncilTotal]


async def _across(info: Info[Context, None], first_on: date, last_on: date) -> CouncilAcross:
    viewer, period = info.context.viewer, measures.Period(first_on, last_on)
    viewer.require(NATIONAL_READ)
    async with info.context.database.read(viewer) as session:
        return CouncilAcross(
            standings=[_standing(one) for one in await queries.standings(session, viewer.group_id)],
            themes=[
                CouncilThemeAsked(theme=one.theme, proposals=one.proposals, prisons=one.prisons)
                for one in await queries.themes_asked(session, period)
            ],
            times=[_times(one) for one in await queries.answer_times(session, period)],
            totals=_totals(await queries.totals(session, period)),
        )


def _standing(one: queries.Standing) -> CouncilStanding:
    return CouncilStanding(
        code=one.prison.code,
        name=one.prison.name,
        kind=one.prison.kind,
        reported_on=one.reported_on,
        is_late=one.is_late,
        councils=one.councils,
    )


def _times(one: queries.Times) -> CouncilAnswerTimes:
    """Keep the days of a kind with few prisons back: they would be those prisons' own."""
    shown = one.is_comparable
    return CouncilAnswerTimes(
        kind=one.kind,
        prisons=one.prisons,
        answers=one.answers,
        is_comparable=shown,
        median=one.median if shown else None,
        least=one.least if shown else None,
        most=one.most if shown else None,
    )


def _totals(found: list[queries.Total]) -> list[CouncilTotal]:
    by_name = {one.metric: one for one in found}
    return [
        CouncilTotal(
            code=metric.code,
            title=str(metric.title),
            above_words=str(metric.above),
            above=one.figure.above,
            below=one.figure.below,
            share=one.figure.share if one.figure.below >= measures.FEWEST_FOR_A_SHARE else None,
            prisons=one.prisons,
        )
        for metric in METRICS
        if metric is not COUNCILS and (one := by_name.get(metric.name)) is not None
    ]


class NationalQuery:
    council_across = strawberry.field(
        resolver=_across,
        description="What councils of all prisons ask for, and how they are answered, in a period.",
    )
    council_shared_proposals = connection(
        CouncilSharedProposal,
        filters=("theme", "status", "is_published", "is_escalated", "words"),
        orders=("published_on", "escalated_on", "answered_on", "days", "theme"),
        description="Proposals as prisons gave them: with their text while it is published.",
    )
    council_shared_proposal = lookup(CouncilSharedProposal)
