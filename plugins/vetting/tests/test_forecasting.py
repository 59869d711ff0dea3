"""Forecasts in a prison: given once, kept as given, compared with what came, the same for every case."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.sdk import add_working_days, today
from plugins.vetting import models, services
from plugins.vetting.enums import Verb, VettingLevel, VettingStage
from plugins.vetting.enums.forecast import ForecastBasis
from plugins.vetting.rules.forecast import FEWEST
from plugins.vetting.tests.desk import Desk

S, V = VettingStage, Verb
FORECAST = """query($id: ID!) { vettingCaseForecast(caseId: $id) {
  earliest latest basis sample days usual { count low high } } }"""
TIMES = "{ vettingTimes { cases record { count inside miss } stages { stage } turns { turn days } } }"


async def decided(desk: Desk, *lengths: int) -> None:
    """Take over finished cases that were so many working days with the vetting team."""
    for number, days in enumerate(lengths):
        came = add_working_days(today(), -40 - number)
        sent = add_working_days(came, -days)
        await desk.taken_over(
            S.APPROVED,
            await desk.another(f"Decided{number}"),
            since=came,
            earlier=((S.INVITED, add_working_days(sent, -4)), (S.SUBMITTED, sent)),
        )


async def in_checks(desk: Desk, sent: date, surname: str = "Waiting") -> models.Case:
    return await desk.taken_over(
        S.IN_CHECKS, await desk.another(surname), since=sent, earlier=((S.SUBMITTED, sent),)
    )


async def keep(desk: Desk, on: date) -> tuple[int, int]:
    async with desk.database.write(desk.coordinator) as session:
        return await services.keep_forecasts(session, desk.coordinator, on=on)


async def asked(desk: Desk, engine: Any, case: models.Case, by: Any = None) -> Any:
    result = await engine.execute(by or desk.coordinator, FORECAST, {"id": str(case.id)})
    assert result.errors == []
    return result.data["vettingCaseForecast"]


async def test_a_case_is_forecast_from_this_prisons_own_cases(
    desk: Desk, other_desk: Desk, engine: Any
) -> None:
    await decided(desk, *range(10, 10 + FEWEST))
    await decided(other_desk, *[80] * FEWEST)
    told = await asked(desk, engine, await in_checks(desk, today()))
    assert (told["basis"], told["sample"], told["days"]) == ("LEVEL", FEWEST, 0)
    assert told["usual"] == {"count": FEWEST, "low": 11, "high": 17}
    assert add_working_days(today(), 10).isoformat() == told["earliest"]
    elsewhere = await asked(other_desk, engine, await in_checks(other_desk, today()))
    assert elsewhere["usual"] == {"count": FEWEST, "low": 80, "high": 80}


async def test_a_forecast_is_given_once_and_never_moves(desk: Desk) -> None:
    await decided(desk, *range(10, 10 + FEWEST))
    case = await in_checks(desk, today())
    assert await keep(desk, today()) == (1, 0)
    assert await keep(desk, add_working_days(today(), 3)) == (0, 0)
    (row,) = await desk.rows(models.Forecast)
    assert (row.case_id, row.given_on, row.basis, row.sample, row.came_on) == (
        case.id,
        today(),
        ForecastBasis.LEVEL,
        FEWEST,
        None,
    )


async def test_a_case_sent_long_ago_is_not_forecast_as_if_it_were_sent_now(desk: Desk) -> None:
    await decided(desk, *range(10, 10 + FEWEST))
    await in_checks(desk, add_working_days(today(), -30))
    assert await keep(desk, today()) == (0, 0)


async def test_what_came_is_noted_and_counted(desk: Desk, engine: Any) -> None:
    await decided(desk, *range(10, 10 + FEWEST))
    given_on = add_working_days(today(), -16)
    case = await in_checks(desk, given_on)
    await keep(desk, given_on)
    await desk.moved(
        case,
        V.APPROVE,
        desk.security,
        on=today(),
        happened_on=add_working_days(today(), -2),
        level=VettingLevel.HMPPS_EL2,
        reference="SSCL-2026-0042",
    )
    assert await keep(desk, today()) == (0, 1)
    (row,) = await desk.rows(models.Forecast)
    assert row.came_on == add_working_days(today(), -2)
    result = await engine.execute(desk.coordinator, TIMES)
    assert result.data["vettingTimes"]["record"] == {"count": 1, "inside": 1, "miss": 0}
    assert result.data["vettingTimes"]["cases"] == FEWEST + 1


async def test_a_lived_experience_case_has_the_forecast_of_its_twin_whoever_asks(
    desk: Desk, engine: Any
) -> None:
    await decided(desk, *range(10, 10 + FEWEST))
    sent = add_working_days(today(), -12)
    earlier = ((S.SUBMITTED, sent), (S.IN_CHECKS, sent))
    since = add_working_days(today(), -4)
    leap = await desk.taken_over(
        S.GOVERNOR_DECISION,
        await desk.another("Ada"),
        since=today(),
        earlier=(*earlier, (S.LEAP_RISK_ASSESSMENT, since)),
    )
    twin = await desk.taken_over(S.DECISION_PENDING, await desk.another("Bea"), since=since, earlier=earlier)
    for by in (desk.coordinator, desk.security, desk.governor):
        assert await asked(desk, engine, leap, by) == await asked(desk, engine, twin, by)


async def test_a_partner_is_told_nothing_of_how_long_others_took(desk: Desk, engine: Any) -> None:
    await decided(desk, *range(10, 10 + FEWEST))
    case = await in_checks(desk, today())
    for by in (desk.partner_lead(desk.partner.id), desk.volunteer(case.person_id)):
        assert await asked(desk, engine, case, by) is None
        result = await engine.execute(by, TIMES)
        assert [error["extensions"]["code"] for error in result.errors] == ["FORBIDDEN"]


async def test_who_looked_is_told_to_those_alone_who_may_know(desk: Desk, engine: Any) -> None:
    case = await in_checks(desk, today())
    await engine.execute(
        desk.coordinator, "query($id: ID!) { vettingCase(id: $id) { id } }", {"id": str(case.id)}
    )
    readers = "query($id: ID!) { vettingCaseReaders(caseId: $id) { times lastOn } }"
    told = await engine.execute(desk.security, readers, {"id": str(case.id)})
    assert told.data == {"vettingCaseReaders": [{"times": 1, "lastOn": today().isoformat()}]}
    refused = await engine.execute(desk.coordinator, readers, {"id": str(case.id)})
    assert [error["extensions"]["code"] for error in refused.errors] == ["FORBIDDEN"]
