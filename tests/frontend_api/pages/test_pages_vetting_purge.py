"""Data protection deletes a case that was kept as long as it has to be: from the list, and by the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest_asyncio

from core.accounts.roles import Role
from core.clock import today
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import viewer
from frontend_api.graphql.execution import Engine
from plugins.vetting import models
from plugins.vetting.enums import VettingStage
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader

LONG_AGO = today() - timedelta(days=4000)
YESTERDAY = today() - timedelta(days=1)
PURGE = "mutation($id: ID!) { vettingPurgeCase(caseId: $id) { caseId } }"
MOVE = "mutation($given: VettingMove!) { vettingMoveCase(given: $given) { id } }"


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, prison: Prison) -> Desk:
    return await make_desk(database, registry, prison)


@pytest_asyncio.fixture
async def records(browser: Browser, person: Person, prison: Prison) -> Reader:
    """Somebody from data protection, signed in."""
    await person.join(prison, Role.DPO_RECORDS)
    await browser.sign_in()
    return Reader(browser, prison)


async def stage_of(desk: Desk, case: models.Case) -> VettingStage:
    return (await desk.case(case)).stage


async def test_case_past_its_date_is_deleted_from_the_list_on(records: Reader, desk: Desk) -> None:
    case = await desk.taken_over(VettingStage.CLOSED, since=LONG_AGO)
    listed = await records.open("/vetting?show=settled")
    path = f"/vetting/cases/{case.id}"
    assert records.path(path) in listed.targets

    shown = await records.open(path)
    assert records.path(f"{path}/purge") not in shown.targets
    asked = await records.open(f"{path}/actions/purge")
    assert shown.links["Delete the case"] == records.path(f"{path}/actions/purge")
    assert asked.heading == "Delete this case for good? Nothing of it can be read afterwards."
    assert await stage_of(desk, case) is VettingStage.CLOSED

    answer = await records.send(f"{path}/actions/purge", asked)
    assert answer.headers["location"] == records.path("/vetting")
    after = await records.follow(answer)
    assert "The case was deleted." in after.words
    assert records.path(path) not in after.targets
    assert await stage_of(desk, case) is VettingStage.PURGED
    await records.open(path, 404)


async def test_case_still_kept_says_until_when_and_is_not_deleted(records: Reader, desk: Desk) -> None:
    case = await desk.taken_over(VettingStage.CLOSED, since=YESTERDAY)
    path = f"/vetting/cases/{case.id}"
    shown = await records.open(path)
    assert "A closed case is kept until" in shown.words
    assert "Delete the case" not in shown.links

    token = (await records.open(f"{path}/actions/purge")).token
    tried = await records.browser.post(records.path(f"{path}/actions/purge"), data={"csrf_token": token})
    assert tried.status_code == 422
    assert "A closed case is kept until" in tried.text
    assert await stage_of(desk, case) is VettingStage.CLOSED


async def test_deleting_is_no_step_with_a_form(records: Reader, desk: Desk) -> None:
    case = await desk.taken_over(VettingStage.CLOSED, since=LONG_AGO)
    await records.open(f"/vetting/cases/{case.id}/purge", 404)


async def test_api_answers_with_the_id_of_what_it_deleted(
    desk: Desk, registry: Registry, engine: Engine
) -> None:
    case = await desk.taken_over(VettingStage.CLOSED, since=LONG_AGO)
    by = viewer(registry, desk.prison, Role.DPO_RECORDS)
    done = await engine.execute(by, PURGE, {"id": str(case.id)})
    assert done.body() == {"data": {"vettingPurgeCase": {"caseId": str(case.id)}}}
    assert await stage_of(desk, case) is VettingStage.PURGED
    assert _codes(await engine.execute(by, PURGE, {"id": str(case.id)})) == ["VETTING_ACTION_UNAVAILABLE"]


async def test_api_refuses_whoever_may_not_delete(desk: Desk, registry: Registry, engine: Engine) -> None:
    case = await desk.taken_over(VettingStage.CLOSED, since=LONG_AGO)
    by = viewer(registry, desk.prison, Role.COORDINATOR, Role.SECURITY_VETTING, Role.GOVERNOR)
    assert _codes(await engine.execute(by, PURGE, {"id": str(case.id)})) == ["FORBIDDEN"]
    assert await stage_of(desk, case) is VettingStage.CLOSED


async def test_step_that_could_not_be_answered_is_refused_before_it_is_taken(
    desk: Desk, registry: Registry, engine: Engine
) -> None:
    case = await desk.taken_over(VettingStage.CLOSED, since=LONG_AGO)
    by = viewer(registry, desk.prison, Role.DPO_RECORDS)
    given = {"caseId": str(case.id), "verb": "PURGE"}
    refused = await engine.execute(by, MOVE, {"given": given})
    assert _codes(refused) == ["VETTING_ACTION_UNAVAILABLE"]
    assert await stage_of(desk, case) is VettingStage.CLOSED


def _codes(result: Any) -> list[str]:
    return [error["extensions"]["code"] for error in result.errors]
