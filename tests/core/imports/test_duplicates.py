"""Rows that may be the same as earlier ones: a person decides, and the plan does as they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from core import clock
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.identifiers import uuid7
from core.imports.actions import Action, Decision
from core.imports.deciding import decide_duplicates
from core.imports.importer import Importer
from core.imports.models import ImportFile
from core.jobs.runner import Outcome
from core.partnership.imports import PARTNER_IMPORTER
from plugins.vetting.imports import TRACKER_IMPORTER
from tests.core.imports.conftest import Desk

CREATE, MERGE, UNCHANGED, LEFT_OUT = Action.CREATE, Action.MERGE, Action.UNCHANGED, Action.LEFT_OUT
SAME, OTHER, SKIP = Decision.SAME, Decision.OTHER, Decision.SKIP
HEAD = "Surname;First name;Org;Role;Level;Cleared?\n"
FIRST = "Birch;Kit;Harbour Lights;;EL1;with SSCL\n"
TURNED = "Kit;Birch;Harbour Lights;Tutor;EL1;with SSCL\n"
AT_EL2 = TURNED.replace("EL1", "EL2")
PEOPLE = "SELECT surname, first_name FROM person ORDER BY surname"
CASES = "SELECT required_levels FROM vetting_case ORDER BY required_levels"
ORGANISATIONS = "Organisation,Charity no,Lead contact,Funding\n"
LIGHTS = "Harbour Lights,1912345,,grant\n"
TRUST = "Harbour Lights Trust,1912345,Robin Ashdown,\n"


def tracker(*lines: str) -> bytes:
    return (HEAD + "".join(lines)).encode()


def partners(*lines: str) -> bytes:
    return (ORGANISATIONS + "".join(lines)).encode()


async def decide(
    desk: Desk, plan_id: UUID, *decisions: Decision, importer: Importer = TRACKER_IMPORTER
) -> list[Action]:
    """Decide about the rows that ask for it, in the order of the file, and have the plan made anew."""
    asked = [row for row in await desk.rows(plan_id) if row.maybe_same_as is not None]
    given = {row.id: decision for row, decision in zip(asked, decisions, strict=True)}
    async with desk.database.write(desk.viewer) as session:
        plan = await decide_duplicates(session, desk.viewer, importer, plan_id, decisions=given)
    assert await desk.work(plan.job_id) is Outcome.DONE
    return await desk.actions(plan_id)


async def figures(desk: Desk, plan_id: UUID) -> object:
    (sheet,) = (await desk.plan_row(plan_id)).counts.values()
    assert isinstance(sheet, dict)
    return sheet["actions"], sheet["perhaps"]


async def test_undecided_row_comes_in_by_itself_and_says_what_it_may_be(desk: Desk) -> None:
    plan_id = await desk.plan(tracker(FIRST, TURNED), importer=TRACKER_IMPORTER)
    rows = await desk.rows(plan_id)
    assert [(row.action, row.maybe_same_as, row.decision) for row in rows] == [
        (CREATE, None, None),
        (CREATE, 2, None),
    ]
    counts = {"CREATE": 2, "UPDATE": 0, "UNCHANGED": 0, "MERGE": 0, "SKIP": 0}
    assert await figures(desk, plan_id) == (counts, {"rows": 1, "open": 1})
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == [("Birch", "Kit"), ("Kit", "Birch")]


async def test_the_same_person_is_merged_and_known_again_and_undone(desk: Desk) -> None:
    content = tracker(FIRST, TURNED, TURNED.replace("Tutor", "Mentor"))
    plan_id = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await desk.actions(plan_id) == [CREATE, CREATE, MERGE]
    assert await decide(desk, plan_id, SAME) == [CREATE, MERGE, MERGE]
    rows = await desk.rows(plan_id)
    assert [(row.merged_into, row.decision) for row in rows] == [(None, None), (2, SAME), (2, None)]
    counts = {"CREATE": 1, "UPDATE": 0, "UNCHANGED": 0, "MERGE": 2, "SKIP": 0}
    assert await figures(desk, plan_id) == (counts, {"rows": 1, "open": 0})
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == [("Birch", "Kit")]
    assert await desk.query("SELECT title FROM person_role") == [("Mentor",)]

    again = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await desk.actions(again) == [UNCHANGED, MERGE, MERGE]
    assert await desk.planned_changes(again) == 0

    assert await desk.undo(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == []
    afresh = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await desk.actions(afresh) == [CREATE, CREATE, MERGE]


async def test_the_same_person_at_another_level_has_two_cases(desk: Desk) -> None:
    content = tracker(FIRST, AT_EL2)
    plan_id = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await decide(desk, plan_id, SAME) == [CREATE, CREATE]
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == [("Birch", "Kit")]
    assert await desk.query(CASES) == [(["HMPPS_EL1"],), (["HMPPS_EL2"],)]
    again = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await desk.actions(again) == [UNCHANGED, UNCHANGED]
    assert await desk.planned_changes(again) == 0


async def test_row_whose_earlier_one_is_gone_from_the_list_is_still_that_person(desk: Desk) -> None:
    plan_id = await desk.plan(tracker(FIRST, TURNED), importer=TRACKER_IMPORTER)
    await decide(desk, plan_id, SAME)
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    later = await desk.plan(tracker(TURNED), importer=TRACKER_IMPORTER)
    assert await desk.actions(later) == [Action.UPDATE]
    assert await desk.commit(later, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == [("Kit", "Birch")]


async def test_row_left_out_stays_out_until_somebody_says_otherwise(desk: Desk) -> None:
    content = tracker(FIRST, TURNED)
    plan_id = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await decide(desk, plan_id, SKIP) == [CREATE, LEFT_OUT]
    counts = {"CREATE": 1, "UPDATE": 0, "UNCHANGED": 0, "MERGE": 0, "SKIP": 0, "LEFT_OUT": 1}
    assert await figures(desk, plan_id) == (counts, {"rows": 1, "open": 0})
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == [("Birch", "Kit")]

    again = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await desk.actions(again) == [UNCHANGED, LEFT_OUT]
    assert await desk.planned_changes(again) == 0
    assert await decide(desk, again, OTHER) == [UNCHANGED, CREATE]
    assert await desk.commit(again, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == [("Birch", "Kit"), ("Kit", "Birch")]
    third = await desk.plan(content, importer=TRACKER_IMPORTER)
    assert await desk.actions(third) == [UNCHANGED, UNCHANGED]
    assert [row.maybe_same_as for row in await desk.rows(third)] == [None, None]


async def test_decision_can_be_changed_before_the_import(desk: Desk) -> None:
    plan_id = await desk.plan(tracker(FIRST, TURNED, AT_EL2), importer=TRACKER_IMPORTER)
    assert await decide(desk, plan_id, SKIP) == [CREATE, LEFT_OUT, CREATE]
    assert await decide(desk, plan_id, SAME, SAME) == [CREATE, MERGE, CREATE]
    assert await decide(desk, plan_id, OTHER, SAME) == [CREATE, CREATE, CREATE]
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    assert await desk.query(PEOPLE) == [("Birch", "Kit"), ("Kit", "Birch")]


async def test_the_same_organisation_is_merged_under_its_earlier_name(desk: Desk) -> None:
    content = partners(LIGHTS, TRUST)
    plan_id = await desk.plan(content)
    assert await desk.actions(plan_id) == [CREATE, CREATE]
    assert await decide(desk, plan_id, SAME, importer=PARTNER_IMPORTER) == [CREATE, MERGE]
    assert await desk.commit(plan_id) is Outcome.DONE
    joined = (
        "SELECT p.name, p.funding_basis, o.identifier, c.name FROM partner p"
        " JOIN organisation o ON o.id = p.organisation_id JOIN partner_contact c ON c.partner_id = p.id"
    )
    assert await desk.query(joined) == [("Harbour Lights", "GRANT", "GB-CHC-1912345", "Robin Ashdown")]
    again = await desk.plan(content)
    assert await desk.actions(again) == [UNCHANGED, MERGE]
    assert await desk.planned_changes(again) == 0


async def test_only_rows_that_ask_can_be_decided_about(desk: Desk) -> None:
    plan_id = await desk.plan(tracker(FIRST, TURNED), importer=TRACKER_IMPORTER)
    first = (await desk.rows(plan_id))[0]
    for row_id in (first.id, uuid7()):
        with pytest.raises(Invalid, match="nothing to decide"):
            async with desk.database.write(desk.viewer) as session:
                await decide_duplicates(
                    session, desk.viewer, TRACKER_IMPORTER, plan_id, decisions={row_id: SAME}
                )
    assert await desk.actions(plan_id) == [CREATE, CREATE]


async def test_nothing_is_decided_once_imported_or_without_the_file(desk: Desk) -> None:
    plan_id = await desk.plan(tracker(FIRST, TURNED), importer=TRACKER_IMPORTER)
    async with desk.database.write(desk.viewer) as session:
        await session.execute(update(ImportFile).values(expires_at=clock.now() - timedelta(minutes=1)))
    with pytest.raises(NotFound, match="no longer kept"):
        await decide(desk, plan_id, SAME)
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    with pytest.raises(Conflict, match="cannot be changed now"):
        await decide(desk, plan_id, SAME)


async def test_deciding_needs_every_right_that_importing_does(desk: Desk) -> None:
    plan_id = await desk.plan(tracker(FIRST, TURNED), importer=TRACKER_IMPORTER)
    (asked,) = [row for row in await desk.rows(plan_id) if row.maybe_same_as]
    nobody = replace(desk.viewer, permissions=frozenset())
    with pytest.raises(Forbidden):
        async with desk.database.write(desk.viewer) as session:
            await decide_duplicates(session, nobody, TRACKER_IMPORTER, plan_id, decisions={asked.id: SAME})
