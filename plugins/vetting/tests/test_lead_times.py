"""The start of a renewal: measured at night, the same on pages, in lists, for reminders and steps."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from core.sdk import add_working_days, today
from plugins.vetting import models, queries, rules, services
from plugins.vetting.enums import VettingLevel, VettingStage
from plugins.vetting.enums.renewal import LeadBasis
from plugins.vetting.pages.renewals import renewal_words
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.policy import LeadTime
from plugins.vetting.reminders import find_renewals
from plugins.vetting.rules import RUNS_OUT, Clearance
from plugins.vetting.rules.forecast import FEWEST
from plugins.vetting.tests.desk import Desk, held
from plugins.vetting.tests.test_forecasting import decided
from plugins.vetting.tests.test_standing import NEEDED, SINCE, asked, some_clearance

S, L = VettingStage, VettingLevel
RENEWAL = """query($id: ID!) { vettingCaseRenewal(caseId: $id) {
  endsOn startsOn policyDays lead { levels days sample } } }"""
DAY = timedelta(days=1)


async def measure(desk: Desk) -> int:
    async with desk.database.write(desk.coordinator) as session:
        return await services.keep_lead_times(session, desk.coordinator)


async def lead_of(desk: Desk, days: int, levels: Iterable[VettingLevel] = ()) -> None:
    """Write a measurement down."""
    async with desk.database.write(desk.coordinator) as session:
        session.add(
            models.MeasuredLeadTime(
                levels=sorted(levels), days=days, sample=20, basis=LeadBasis.PRISON, since=today() - 9 * DAY
            )
        )


async def active(desk: Desk, surname: str, ends_in: int) -> models.Case:
    """Take somebody over who comes in, and whose clearance ends in so many working days."""
    end = add_working_days(today(), ends_in)
    return await desk.taken_over(S.ACTIVE, await desk.another(surname), since=SINCE, clearances=[held(end)])


async def renewal(desk: Desk, engine: Any, case: models.Case, by: Any = None) -> Any:
    result = await engine.execute(by or desk.coordinator, RENEWAL, {"id": str(case.id)})
    assert result.errors == []
    return result.data["vettingCaseRenewal"]


async def test_it_is_measured_by_level_and_for_the_prison_and_written_down_when_it_changes(
    desk: Desk, other_desk: Desk
) -> None:
    await decided(desk, *[139] * FEWEST)
    assert await measure(desk) == 2
    assert await measure(desk) == 0
    rows = await desk.rows(models.MeasuredLeadTime)
    assert sorted((row.levels, row.days, row.sample, row.basis) for row in rows) == [
        ([], 143, FEWEST, LeadBasis.PRISON),
        (["HMPPS_EL2"], 143, FEWEST, LeadBasis.LEVEL),
    ]
    assert await measure(other_desk) == 0
    assert await other_desk.rows(models.MeasuredLeadTime) == []
    async with other_desk.database.read(other_desk.coordinator) as session:
        assert await queries.lead_times_of(session) == ()


@pytest.mark.parametrize("seed", range(3))
async def test_sql_and_the_rules_agree_when_a_renewal_starts(desk: Desk, engine: Any, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same cases each time
    leads = {levels: chance.randint(1, 250) for levels in (*NEEDED[:2], ())}
    for levels, days in leads.items():
        await lead_of(desk, days, levels)
    for number in range(90):
        near = add_working_days(today(), chance.choice(list(leads.values())) + chance.randint(-2, 2))
        close = Clearance(
            level=L.HMPPS_EL2, granted_on=SINCE, expires_on=near + chance.choice((0, 0, 1, 2)) * DAY
        )
        await desk.taken_over(
            chance.choice([*sorted(RUNS_OUT), *[S.ACTIVE] * 9]),
            await desk.another(f"Person {number}"),
            since=SINCE,
            required_levels=chance.choice(NEEDED),
            clearances=[chance.choice((close, close, some_clearance(chance)))],
        )
    async with desk.database.read(desk.coordinator) as session:
        facts = await queries.facts_of(session, await desk.rows(models.Case))
        (_old, policy) = await queries.policies_of(session)
    assert len(policy.lead_times) == 3
    expected = {str(id): rules.caught_up(one, today(), policy).stage.value for id, one in facts.items()}
    by_number = {str(id): rules.caught_up(one, today(), POLICY).stage.value for id, one in facts.items()}
    assert await asked(engine, desk) == expected
    assert expected != by_number


async def test_the_start_is_the_same_for_the_step_the_page_the_list_and_the_reminder(
    desk: Desk, other_desk: Desk, engine: Any
) -> None:
    """TRAP: a renewal that starts by a fixed number of days, in a prison where it takes longer."""
    for each in (desk, other_desk):
        await decided(each, *([139] if each is desk else [30]) * FEWEST)
        await measure(each)
    due, later = await active(desk, "Due", 143), await active(desk, "Later", 144)
    elsewhere = await active(other_desk, "Elsewhere", 143)
    told = await renewal(desk, engine, due)
    assert told == {
        "endsOn": add_working_days(today(), 143).isoformat(),
        "startsOn": add_working_days(add_working_days(today(), 143), -143).isoformat(),
        "policyDays": None,
        "lead": {"levels": ["HMPPS_EL2"], "days": 143, "sample": FEWEST},
    }
    assert (await asked(engine, desk, stageToday={"in": ["RENEWAL_DUE"]})).keys() == {str(due.id)}
    for each in (desk, other_desk):
        async with each.database.write(each.coordinator) as session:
            await services.move_due_cases(session, each.coordinator, left_as_taken_over=timedelta(0))
    assert [(await each.case(one)).stage for each, one in ((desk, due), (desk, later))] == [
        S.RENEWAL_DUE,
        S.ACTIVE,
    ]
    assert (await other_desk.case(elsewhere)).stage is S.ACTIVE
    async with desk.database.read(desk.coordinator) as session:
        found = await find_renewals(session, desk.coordinator, today(), None)
    assert [(one.person_id, one.due_on) for one in found] == [(due.person_id, today())]


async def test_the_page_says_by_what_the_start_is_reckoned(desk: Desk, engine: Any) -> None:
    case = await active(desk, "Quill", 160)
    by_policy = renewal_words(await renewal(desk, engine, case))
    assert by_policy.startswith(
        "Too few cases are finished here, so the policy counts: 180 days before the end. Start the renewal by"
    )
    await decided(desk, *[139] * FEWEST)
    await measure(desk)
    assert renewal_words(await renewal(desk, engine, case)).startswith(
        "This prison's own cases of this level took up to 143 working days in four of five cases. "
        "Start the renewal by "
    )
    now = await active(desk, "Now", 20)
    assert renewal_words(await renewal(desk, engine, now)).endswith("Start the renewal now.")
    assert renewal_words(None) == ""


async def test_a_partner_is_told_the_day_and_not_how_long_others_took(desk: Desk, engine: Any) -> None:
    await lead_of(desk, 143)
    case = await active(desk, "Quill", 143)
    for by in (desk.partner_lead(desk.partner.id), desk.volunteer(case.person_id)):
        told = await renewal(desk, engine, case, by)
        assert (told["startsOn"], told["lead"], told["policyDays"]) == (
            (await renewal(desk, engine, case))["startsOn"],
            None,
            None,
        )
        seen = await engine.execute(by, "{ vettingCases { nodes { stageToday } } }")
        assert seen.data["vettingCases"]["nodes"] == [{"stageToday": "RENEWAL_DUE"}]
        with pytest.raises(DBAPIError, match="the prison alone measures"):
            async with desk.database.write(by) as session:
                session.add(
                    models.MeasuredLeadTime(
                        levels=[], days=1, sample=1, basis=LeadBasis.PRISON, since=today()
                    )
                )


ENDING = "{ vettingClearances(first: 100) { nodes { expiresOn renewalStartsOn } } }"


@pytest.mark.parametrize("lead", [None, 1, 97, 250])
async def test_the_list_of_what_runs_out_names_the_day_that_the_rules_do(
    desk: Desk, engine: Any, lead: int | None
) -> None:
    known = None
    if lead is not None:
        await lead_of(desk, lead)
        known = LeadTime(days=lead, sample=20, basis=LeadBasis.PRISON, since=today() - 9 * DAY)
    ends = [today() + days * DAY for days in (0, 1, 2, 3, 4, 5, 6, 29, 30, 31, 130, 365, 366, 1000, 1500)]
    for number, end in enumerate(ends):
        person = await desk.another(f"Person {number}")
        await desk.taken_over(S.ACTIVE, person, since=SINCE, clearances=[held(end)])
    result = await engine.execute(desk.coordinator, ENDING)
    assert result.errors == []
    told = {row["expiresOn"]: row["renewalStartsOn"] for row in result.data["vettingClearances"]["nodes"]}
    soon = [end for end in ends if end <= today() + 1098 * DAY]
    assert told == {end.isoformat(): None for end in ends} | {
        end.isoformat(): rules.renewal_starts_on(end, known, POLICY).isoformat() for end in soon
    }


async def test_trap_a_partner_cannot_read_off_the_list_how_long_others_took(desk: Desk, engine: Any) -> None:
    """TRAP: end less start is the lead time, measured from cases of other organisations."""
    await lead_of(desk, 143)
    case = await active(desk, "Quill", 160)
    for by in (desk.partner_lead(desk.partner.id), desk.volunteer(case.person_id)):
        refused = await engine.execute(by, ENDING)
        assert [error["extensions"]["code"] for error in refused.errors] == ["FORBIDDEN"]
