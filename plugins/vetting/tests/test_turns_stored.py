"""What the database keeps beside a stage (turn, place, whether it is open) is what the rules say."""

from __future__ import annotations

from itertools import product

from sqlalchemy import text

from core.sdk import Viewer
from core.testkit import Database
from plugins.vetting.enums import Pathway, Turn, VettingStage
from plugins.vetting.models import IS_OPEN, TURN, TURN_PLACE, TURN_PLACES
from plugins.vetting.rules import FINAL, LIVE, is_cleared_on_record, shown_stage, turn_of

ASK = text(
    f"SELECT stage, pathway, decided_by IS NOT NULL, {TURN}, {TURN_PLACE}, {IS_OPEN} FROM"  # noqa: S608 -- ours
    " unnest(CAST(:stages AS text[])) AS stage, unnest(CAST(:pathways AS text[])) AS pathway,"
    " (VALUES (1), (NULL)) AS decided (decided_by)"
)
ORDER = (
    Turn.COORDINATOR,
    Turn.PRISON_SECURITY,
    Turn.GOVERNOR,
    Turn.APPLICANT,
    Turn.PARTNER,
    Turn.VETTING_TEAM,
    Turn.NOBODY,
)
"""The desk's own turns first, then those of others, then what has come to rest."""


def expected(stage: VettingStage, pathway: Pathway, *, decided: bool) -> tuple[str, int, bool]:
    shown, rests = shown_stage(stage, leap=False), is_cleared_on_record(stage, decided_here=decided)
    turn = Turn.NOBODY if rests else turn_of(shown, pathway)
    return turn.value, ORDER.index(turn), shown not in FINAL | LIVE and not rests


def test_what_is_computed_by_the_day_stands_at_the_places_that_are_kept() -> None:
    assert {turn: ORDER.index(turn) for turn in Turn} == TURN_PLACES


async def test_turn_place_and_openness_are_those_of_the_rules(
    database: Database, coordinator: Viewer
) -> None:
    async with database.read(coordinator) as session:
        given = {"stages": [str(stage) for stage in VettingStage], "pathways": [str(one) for one in Pathway]}
        found = {
            (VettingStage(stage), Pathway(pathway), decided): (turn, place, is_open)
            for stage, pathway, decided, turn, place, is_open in await session.execute(ASK, given)
        }

    assert found == {
        (stage, pathway, decided): expected(stage, pathway, decided=decided)
        for stage, pathway, decided in product(VettingStage, Pathway, (True, False))
    }
