"""For how long a case that is over is kept: one period, whoever or whatever takes it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from core.sdk import DomainError, InvalidInput, today
from plugins.vetting import models
from plugins.vetting.enums import DecisionSource
from plugins.vetting.tests.desk import Desk
from plugins.vetting.tests.test_retention import DAY, LONG_AGO, S, V, decided, pass_night

PERIOD = """INSERT INTO retention_period (id, rule_code, keep, set_by)
  VALUES (uuidv7(), 'vetting.case', :keep, :by)"""


@pytest.mark.parametrize("months", [6, 12])
async def test_by_hand_and_by_night_a_case_goes_on_the_same_day(desk: Desk, months: int) -> None:
    """One period, the prison's own: two of them would promise what the other breaks."""
    async with desk.database.write(desk.records) as session:
        await session.execute(text(PERIOD), {"keep": months, "by": desk.records.account_id})
        wanted = text("SELECT (CAST(:day AS date) - make_interval(months => :keep))::date")
        closed = await session.scalar(wanted, {"day": today(), "keep": months})
    cases = []
    for day in (closed, closed + DAY, closed, today() - DAY):
        case = await desk.opened(await desk.another("Ashdown"), on=LONG_AGO)
        await desk.moved(case, V.WITHDRAW, on=LONG_AGO)
        cases.append(await desk.moved(case, V.CLOSE, on=day))
    by_night, later, by_hand, young = cases
    for too_soon in (later, young):
        with pytest.raises(InvalidInput, match="kept until"):
            await desk.moved(too_soon, V.PURGE, desk.records, on=today())
    await desk.moved(by_hand, V.PURGE, desk.records, on=today())
    assert (await pass_night(desk))["vetting.case"] == 1
    stages = [(await desk.case(one)).stage for one in (by_night, later, by_hand, young)]
    assert stages == [S.PURGED, S.CLOSED, S.PURGED, S.CLOSED]


async def test_a_refusal_is_known_for_a_year_though_its_case_was_closed(desk: Desk) -> None:
    """By hand as by night: whoever was refused is not vetted twice within the year."""
    on = today() - 200 * DAY
    case = await decided(desk, V.REFUSE, on, source=DecisionSource.SSCL)
    await desk.moved(case, V.CLOSE, on=on)
    with pytest.raises(InvalidInput, match="kept until"):
        await desk.moved(case, V.PURGE, desk.records, on=today())
    with pytest.raises(DomainError, match="keeps a closed case"):
        async with desk.database.write(desk.records) as session:
            await session.execute(
                text("UPDATE vetting_case SET stage = 'PURGED' WHERE id = :id"), {"id": case.id}
            )
    assert "vetting.case" not in await pass_night(desk)


async def test_what_was_given_up_after_a_clearance_goes_as_a_closed_case_does(desk: Desk) -> None:
    given_up = []
    for days in (200, 170):
        case = await decided(desk, V.APPROVE, LONG_AGO)
        case = await desk.moved(case, V.START_ONBOARDING, on=LONG_AGO)
        given_up.append(await desk.moved(case, V.WITHDRAW, on=today() - days * DAY))
    gone = await pass_night(desk)
    assert gone["vetting.case"] == 1
    assert [(await desk.case(one)).stage for one in given_up] == [S.PURGED, given_up[1].stage]
    held = await desk.rows(models.Clearance)
    assert [row.person_id for row in held] == [case.person_id for case in given_up]


FORECAST = """INSERT INTO vetting_forecast
  (id, case_id, person_id, given_on, earliest, latest, basis, sample)
  VALUES (uuidv7(), :case_id, :person_id, :on, :on, :on, 'LEVEL', 9)"""


async def test_forecasts_go_a_year_after_the_decision(desk: Desk) -> None:
    old = await decided(desk, V.APPROVE, LONG_AGO)
    recent = await decided(desk, V.APPROVE, today() - 300 * DAY)
    async with desk.database.write(desk.coordinator) as session:
        for case, on in ((old, LONG_AGO), (recent, today() - 300 * DAY)):
            given = {"case_id": case.id, "person_id": case.person_id, "on": on}
            await session.execute(text(FORECAST), given)
    assert (await pass_night(desk))["vetting.forecast"] == 1
    assert [row.case_id for row in await desk.rows(models.Forecast)] == [recent.id]
