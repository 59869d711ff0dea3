"""Turnout is counted of people: what leaves the prison of it is rounded, and nothing where few may vote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from core.sdk import measures, today
from plugins.council.enums import ElectionStatus, Electorate
from plugins.council.metrics import TURNOUT
from plugins.council.tests.council import Hall
from plugins.council.tests.poll import Poll

GIVEN = text("SELECT above, below, state FROM published_figure WHERE metric = :metric AND below + above > 0")
KEPT_BACK = text("SELECT count(*) FROM published_figure WHERE metric = :metric AND state = 'KEPT_BACK'")
NEXT_MONTH = today() + timedelta(days=32)
"""By then the month of the vote is over."""


async def crossed(hall: Hall) -> tuple[list[tuple[int, int, str]], int]:
    """Let the prison give its turnout; return the figures that crossed, and how many were kept back."""
    async with hall.database.write(hall.coordinator) as session:
        await measures.publish_figures(session, (TURNOUT,), today=NEXT_MONTH)
        rows = await session.execute(GIVEN, {"metric": TURNOUT.name})
        return [tuple(row) for row in rows], await session.scalar(KEPT_BACK, {"metric": TURNOUT.name}) or 0


@pytest.mark.parametrize(
    ("voters", "staff", "papers", "expected"),
    [
        (412, 96, (128, 87, 31), ([(265, 510, "COUNTED")], 0)),
        (9, 0, (3, 2, 1), ([], 1)),  # too few may vote
        (60, 0, (30, 20, 7), ([], 1)),  # of sixty, three did not vote: who they are would be guessed
    ],
)
async def test_turnout_crosses_rounded_and_a_small_one_not_at_all(
    hall: Hall,
    voters: int,
    staff: int,
    papers: tuple[int, ...],
    expected: tuple[list[tuple[int, int, str]], int],
) -> None:
    poll = await Poll.open(hall, voters=voters, staff=staff)
    await poll.twice(*papers)
    if staff:
        await poll.twice(10, 8, 2, of=Electorate.STAFF)
    assert await crossed(hall) == ([], 0)
    await poll.move(ElectionStatus.COUNTED)
    assert await crossed(hall) == expected
