"""What the measures of the councils count: each proposal once, on the right day, and only this prison's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest_asyncio

from core.sdk import Role, Viewer, measures, today
from core.testkit import viewer
from plugins.council import services
from plugins.council.enums import ProposalStatus, Theme
from plugins.council.metrics import ANSWERED_IN_TIME, DONE_IN_TIME
from plugins.council.services.proposals import Wording

S = ProposalStatus
TABLED = today() - timedelta(days=200)
DUE = TABLED + timedelta(days=28)
NEEDS_REASON = {S.NOT_ACCEPTED, S.WITHDRAWN, S.ESCALATED_NATIONAL}


@dataclass(frozen=True, slots=True)
class Desk:
    """A prison's council whose proposals are tabled and answered on given days."""

    database: Any
    viewer: Viewer
    council_id: Any

    async def proposal(self, *steps: tuple[S, date] | tuple[S, date, date]) -> str:
        wording = Wording(theme=Theme.REGIME, problem="People are late.", idea="Unlock earlier.")
        async with self.database.write(self.viewer) as session:
            made = await services.raise_proposal(
                session, self.viewer, self.council_id, wording=wording, on=TABLED
            )
            for status, on, *until in steps:
                reason = "It cannot be done." if status in NEEDS_REASON else ""
                await services.record_step(
                    session,
                    self.viewer,
                    made.id,
                    status=status,
                    on=on,
                    reason=reason,
                    until=until[0] if until else None,
                )
            return str(made.id)

    async def count(
        self, metric: measures.Metric, first_on: date = TABLED, last_on: date | None = None
    ) -> tuple[int, int, set[str]]:
        period = measures.Period(first_on, last_on or today())
        async with self.database.read(self.viewer) as session:
            figure = await measures.figure_of(session, metric, period)
            rows = await measures.rows_of(session, metric, period)
        assert (figure.above, figure.below) == (sum(row.adds for row in rows), sum(row.of for row in rows))
        return figure.above, figure.below, {str(row.id) for row in rows}


async def _desk(database: Any, registry: Any, prison: Any) -> Desk:
    who = viewer(registry, prison, Role.COORDINATOR)
    async with database.write(who) as session:
        council = await services.set_up_council(session, who, name="Prison council", quorum=6, on=TABLED)
    return Desk(database, who, council.id)


@pytest_asyncio.fixture
async def desk(database: Any, registry: Any, prison: Any) -> AsyncIterator[Desk]:
    yield await _desk(database, registry, prison)


async def test_answers_count_in_time_up_to_the_twenty_eighth_day(desk: Desk) -> None:
    on_the_day = await desk.proposal((S.TABLED, TABLED), (S.NOT_ACCEPTED, DUE))
    late = await desk.proposal((S.TABLED, TABLED), (S.NOT_ACCEPTED, DUE + timedelta(days=1)))
    never = await desk.proposal((S.TABLED, TABLED))
    await desk.proposal((S.TABLED, TABLED), (S.WITHDRAWN, TABLED))
    await desk.proposal((S.TABLED, today() - timedelta(days=28)))  # its last day is today, and not over
    assert await desk.count(ANSWERED_IN_TIME, last_on=today() - timedelta(days=1)) == (
        1,
        3,
        {on_the_day, late, never},
    )


async def test_each_proposal_is_counted_in_the_one_period_of_its_day(desk: Desk) -> None:
    one = await desk.proposal((S.TABLED, TABLED))
    assert await desk.count(ANSWERED_IN_TIME, DUE, DUE) == (0, 1, {one})
    assert await desk.count(ANSWERED_IN_TIME, TABLED, DUE - timedelta(days=1)) == (0, 0, set())
    assert await desk.count(ANSWERED_IN_TIME, DUE + timedelta(days=1)) == (0, 0, set())


async def test_what_was_accepted_is_done_in_time_or_is_late(desk: Desk) -> None:
    agreed = TABLED + timedelta(days=60)
    accepted = ((S.TABLED, TABLED), (S.ACCEPTED, TABLED, agreed))
    done = await desk.proposal(*accepted, (S.IMPLEMENTED, agreed))
    late = await desk.proposal(*accepted, (S.IMPLEMENTED, agreed + timedelta(days=1)))
    moved = await desk.proposal(*accepted, (S.IN_PROGRESS, TABLED, agreed + timedelta(days=90)))
    await desk.proposal((S.TABLED, TABLED), (S.NOT_ACCEPTED, TABLED))
    assert await desk.count(DONE_IN_TIME) == (1, 3, {done, late, moved})


async def test_another_prisons_proposals_are_not_counted(
    desk: Desk, database: Any, registry: Any, other_prison: Any
) -> None:
    mine = await desk.proposal((S.TABLED, TABLED))
    theirs = await _desk(database, registry, other_prison)
    await theirs.proposal((S.TABLED, TABLED))
    assert await desk.count(ANSWERED_IN_TIME) == (0, 1, {mine})


async def test_the_page_adds_up_to_the_rows_behind_its_figure(desk: Desk, engine: Any) -> None:
    document = (
        'query M($first: Date!, $last: Date!) { measures(module: "council", firstOn: $first, lastOn: $last)'
        ' { code above below state } measure(code: "L02", firstOn: $first, lastOn: $last)'
        " { above below share rows { adds of said } } }"
    )
    await desk.proposal((S.TABLED, TABLED), (S.NOT_ACCEPTED, DUE))
    await desk.proposal((S.TABLED, TABLED))
    days = {"first": TABLED.isoformat(), "last": today().isoformat()}
    said = (await engine.execute(desk.viewer, document, days)).data
    listed = {row["code"]: (row["above"], row["below"], row["state"]) for row in said["measures"]}
    one = said["measure"]
    assert listed["L02"] == (1, 2, "COUNTED")
    assert listed["L03"] == (0, 0, "NOTHING_TO_COUNT")
    assert (one["above"], one["below"], one["share"]) == (1, 2, 50)
    assert sorted((row["adds"], row["of"]) for row in one["rows"]) == [(0, 1), (1, 1)]
    assert one["rows"][0]["said"].startswith("Proposal ")
