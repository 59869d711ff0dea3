"""Opening and moving cases on the real database, as the app role, in two prisons."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import ProgrammingError

from core.sdk import InvalidInput, NotFound, Role, today
from plugins.vetting import models, queries, rules, services
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    DecisionSource,
    Pathway,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.errors import ActionNotYours, ActionUnavailable
from plugins.vetting.tests.desk import DECIDED, STARTED, TO_THE_TEAM, Desk, held

S, V, L = VettingStage, Verb, VettingLevel
DAY = timedelta(days=1)
REFUSAL: dict[str, Any] = {"happened_on": DECIDED, "level": L.HMPPS_EL2, "reference": "SSCL-2026-0042"}


def codes(refused: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [error.code for error in refused.value.errors]


async def test_a_case_opens_as_a_draft_for_the_persons_organisation(desk: Desk, other_desk: Desk) -> None:
    case = await desk.opened(role_title="  Mentor ")
    kept = await desk.case(case)
    assert (kept.stage, kept.shown_stage, kept.stage_since) == (S.DRAFT, "DRAFT", STARTED)
    assert (kept.person_id, kept.partner_id) == (desk.person.id, desk.partner.id)
    assert (kept.role_title, kept.policy, kept.required_levels) == ("Mentor", "2026-04-01", ["HMPPS_EL2"])
    (event,) = await desk.events(case)
    assert (event.position, event.stage, event.verb, event.account_id) == (
        1,
        S.DRAFT,
        None,
        desk.coordinator.account_id,
    )
    assert await other_desk.rows(models.Case) == []
    assert await other_desk.rows(models.StageEvent) == []


async def test_nobody_of_another_prison_can_be_vetted_here(desk: Desk, other_desk: Desk) -> None:
    with pytest.raises(NotFound, match="That person is not in this prison"):
        await desk.opened(other_desk.person)
    assert await desk.rows(models.Case) == []


async def test_of_two_presses_at_once_one_opens_the_case(desk: Desk) -> None:
    presses = await asyncio.gather(*(desk.opened() for _press in range(4)), return_exceptions=True)

    refused = [press for press in presses if isinstance(press, BaseException)]
    assert len(refused) == 3
    assert all(isinstance(press, InvalidInput) for press in refused)
    assert len(await desk.rows(models.Case)) == 1


async def test_a_second_case_for_the_same_level_is_refused_while_the_first_is_open(desk: Desk) -> None:
    first = await desk.opened()
    with pytest.raises(InvalidInput) as refused:
        await desk.opened()
    assert [(error.field, str(error)) for error in refused.value.errors] == [
        (
            "requiredLevels",
            "A case for Enhanced Level 2 is open for this person already. Go on with that one.",
        ),
    ]
    await desk.moved(first, V.WITHDRAW)
    await desk.opened()


async def test_a_case_goes_all_the_way_in(desk: Desk) -> None:
    case = await desk.active(await desk.opened())
    kept = await desk.case(case)
    assert (kept.stage, kept.stage_since) == (S.ACTIVE, DECIDED)
    assert (kept.submitted_by, kept.submitted_on) == (desk.coordinator.account_id, STARTED)
    assert (kept.decided_on, kept.decided_by, kept.decider_role, kept.decision_level) == (
        DECIDED,
        desk.security.account_id,
        Role.SECURITY_VETTING,
        L.HMPPS_EL2,
    )
    assert (kept.decision_reference, kept.decision_source) == ("SSCL-2026-0042", None)
    events = await desk.events(case)
    assert [event.position for event in events] == list(range(1, len(events) + 1))
    assert [event.verb for event in events] == [None, *TO_THE_TEAM, V.APPROVE, V.START_ONBOARDING, V.ACTIVATE]
    (clearance,) = await desk.rows(models.Clearance)
    assert (clearance.case_id, clearance.person_id, clearance.partner_id) == (
        case.id,
        desk.person.id,
        desk.partner.id,
    )
    assert (clearance.level, clearance.granted_on, clearance.expires_on) == (
        L.HMPPS_EL2,
        DECIDED,
        date(2036, 6, 1),
    )


async def test_nobody_is_let_in_without_training_and_nothing_is_written(desk: Desk) -> None:
    case = await desk.moved(await desk.approved(await desk.opened()), V.START_ONBOARDING)
    before = await desk.events(case)
    with pytest.raises(InvalidInput) as refused:
        await desk.moved(case, V.ACTIVATE)
    assert codes(refused) == ["VETTING_TRAINING_MISSING"] * 2
    assert (await desk.case(case)).stage is S.ONBOARDING
    assert len(await desk.events(case)) == len(before)


async def test_the_sender_does_not_decide(desk: Desk) -> None:
    case = await desk.opened()
    for verb in TO_THE_TEAM:
        case = await desk.moved(case, verb, desk.security, on=STARTED)
    with pytest.raises(InvalidInput) as refused:
        await desk.moved(case, V.REFUSE, desk.security, **REFUSAL, source=DecisionSource.SSCL)
    assert codes(refused) == ["VETTING_SAME_HANDS"]


async def test_a_refusal_keeps_its_source_and_grants_nothing(desk: Desk) -> None:
    case = await desk.with_the_team(await desk.opened())
    case = await desk.moved(case, V.REFUSE, desk.security, **REFUSAL, source=DecisionSource.UKSV)
    assert (case.stage, case.decision_source) == (S.REFUSED, DecisionSource.UKSV)
    assert await desk.rows(models.Clearance) == []
    appealed = await desk.moved(case, V.OPEN_APPEAL)
    assert appealed.appeal_route is AppealRoute.RECONSIDERATION_DEPUTY_DIRECTOR
    upheld = await desk.moved(appealed, V.UPHOLD_APPEAL, desk.governor, happened_on=DECIDED)
    approved = await desk.moved(upheld, V.APPROVE, desk.security, **REFUSAL)
    assert (approved.stage, approved.decision_source) == (S.APPROVED, None)
    assert approved.appeal_route is AppealRoute.RECONSIDERATION_DEPUTY_DIRECTOR


async def test_less_access_is_kept_with_the_case(desk: Desk) -> None:
    case = await desk.with_the_team(await desk.opened())
    given: dict[str, Any] = REFUSAL | {"access_mode": AccessMode.ESCORTED}
    case = await desk.moved(case, V.APPROVE_WITH_CONDITIONS, desk.security, **given)
    assert (await desk.case(case)).access_mode is AccessMode.ESCORTED


async def test_the_wrong_person_and_the_wrong_stage_are_told_so(desk: Desk) -> None:
    case = await desk.with_the_team(await desk.opened())
    with pytest.raises(ActionNotYours):
        await desk.moved(case, V.APPROVE, **REFUSAL)
    with pytest.raises(ActionUnavailable):
        await desk.moved(case, V.CLOSE)


async def test_a_case_of_another_prison_is_not_there(desk: Desk, other_desk: Desk) -> None:
    case = await desk.opened()
    with pytest.raises(NotFound):
        await desk.moved(case, V.WITHDRAW, other_desk.coordinator)
    assert (await desk.case(case)).stage is S.DRAFT


async def test_a_partner_and_a_volunteer_see_their_own_cases_and_move_none(desk: Desk) -> None:
    own, colleague = await desk.opened(), await desk.opened(await desk.another("Fennimore"))
    lead, volunteer = desk.partner_lead(desk.partner.id), desk.volunteer(desk.person.id)
    stranger = desk.partner_lead((await desk.another("Quill")).id)
    assert {case.id for case in await desk.rows(models.Case, by=lead)} == {own.id, colleague.id}
    assert [case.id for case in await desk.rows(models.Case, by=volunteer)] == [own.id]
    assert await desk.rows(models.Case, by=stranger) == []
    with pytest.raises(ActionNotYours):
        await desk.moved(own, V.WITHDRAW, lead)
    with pytest.raises(NotFound):
        await desk.moved(colleague, V.WITHDRAW, volunteer)


async def test_two_at_once_move_a_case_only_once(desk: Desk) -> None:
    case = await desk.opened()
    results = await asyncio.gather(
        *(desk.moved(case, V.ASK_SPONSOR) for _ in range(4)),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["ActionUnavailable"] * 3 + ["Case"]
    assert [event.stage for event in await desk.events(case)] == [S.DRAFT, S.SPONSOR_REVIEW]


async def test_history_cannot_be_rewritten(desk: Desk) -> None:
    await desk.opened()
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with desk.database.write(desk.coordinator) as session:
            await session.execute(update(models.StageEvent).values(position=9))


async def test_to_those_outside_an_assessment_is_one_wait_for_a_decision(desk: Desk) -> None:
    case = await desk.with_the_team(await desk.opened())
    case = await desk.moved(case, V.START_LEAP, desk.security, on=DECIDED)
    case = await desk.moved(case, V.SEND_TO_GOVERNOR, desk.security, on=DECIDED + 7 * DAY)
    assert (case.stage, case.is_leap, case.pathway) == (S.GOVERNOR_DECISION, True, Pathway.STANDARD)
    kept = await desk.case(case)
    assert (kept.shown_stage, kept.stage_since) == ("DECISION_PENDING", DECIDED)
    shown = [event for event in await desk.events(case) if not event.is_folded]
    assert [(event.shown_stage, event.shown_verb) for event in shown][-2:] == [
        ("IN_CHECKS", "record_checks_started"),
        ("DECISION_PENDING", "record_checks_complete"),
    ]
    given: dict[str, Any] = REFUSAL | {"happened_on": DECIDED + 9 * DAY, "source": DecisionSource.LEAP_PANEL}
    case = await desk.moved(case, V.REFUSE, desk.governor, on=DECIDED + 9 * DAY, **given)
    last = (await desk.events(case))[-1]
    assert (last.shown_stage, last.shown_account_id, last.account_id) == (
        "REFUSED",
        None,
        desk.governor.account_id,
    )
    assert (case.decider_role, case.stage_since) == (Role.GOVERNOR, DECIDED + 9 * DAY)
    assert (
        await desk.moved(case, V.OPEN_APPEAL, on=DECIDED + 9 * DAY)
    ).appeal_route is AppealRoute.LEAP_APPEAL


async def test_the_rows_give_back_the_facts_that_were_written(desk: Desk) -> None:
    case = await desk.active(await desk.opened())
    async with desk.database.read(desk.coordinator) as session:
        facts = await queries.case_facts(session, case.id)
    assert [event.stage for event in facts.history][-3:] == [S.APPROVED, S.ONBOARDING, S.ACTIVE]
    assert facts.clearances == (
        rules.Clearance(
            level=L.HMPPS_EL2,
            granted_on=DECIDED,
            expires_on=date(2036, 6, 1),
            reference="SSCL-2026-0042",
        ),
    )
    assert {record.type for record in facts.trainings} == {
        TrainingType.SECURITY_INDUCTION,
        TrainingType.SASH_ACCT,
    }
    assert facts.submitted_by == desk.coordinator.account_id


async def test_a_leap_case_is_opened_only_by_those_who_run_the_pathway(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        await desk.opened(pathway=Pathway.LEAP)
    async with desk.database.write(desk.security) as session:
        case = await services.open_case(
            session,
            desk.security,
            desk.person.id,
            pathway=Pathway.LEAP,
            required_levels=[L.HMPPS_EL1],
            access_mode=AccessMode.ESCORTED,
        )
    assert (case.pathway, case.is_leap, case.opened_on) == (Pathway.STANDARD, True, today())


async def test_revoking_ends_this_persons_clearances_and_nobody_elses(desk: Desk, other_desk: Desk) -> None:
    colleague = await desk.another("Fennimore")
    case = await desk.taken_over(S.SUSPENDED, clearances=[held(date(2030, 1, 8))])
    await desk.taken_over(S.ACTIVE, colleague, clearances=[held(date(2030, 1, 8))])
    await other_desk.taken_over(S.ACTIVE, clearances=[held(date(2030, 1, 8))])
    await desk.moved(case, V.REVOKE, desk.governor)
    found = {row.person_id: row.revoked_on for row in await desk.rows(models.Clearance)}
    assert found == {desk.person.id: DECIDED, colleague.id: None}
    assert [row.revoked_on for row in await other_desk.rows(models.Clearance)] == [None]


@pytest.mark.parametrize("stage", VettingStage)
async def test_a_case_is_taken_over_at_any_stage(desk: Desk, stage: VettingStage) -> None:
    case = await desk.taken_over(stage, earlier=[(S.INVITED, date(2026, 1, 12))], required_levels=[L.CTC])
    kept = await desk.case(case)
    assert (kept.stage, kept.stage_since, kept.opened_on) == (stage, STARTED, date(2026, 1, 12))
    assert kept.is_leap is (stage in {S.LEAP_RISK_ASSESSMENT, S.GOVERNOR_DECISION})
    assert [event.position for event in await desk.events(case)] == [1, 2]
    async with desk.database.read(desk.security) as session:
        facts = await queries.case_facts(session, case.id)
    assert facts.stage is stage


async def test_whoever_takes_a_sent_case_over_does_not_decide_it(desk: Desk) -> None:
    case = await desk.taken_over(S.IN_CHECKS, earlier=[(S.SUBMITTED, STARTED)])
    assert (case.submitted_by, case.submitted_on) == (desk.coordinator.account_id, STARTED)
    assert (await desk.taken_over(S.FORM_IN_PROGRESS)).submitted_by is None
    approved = await desk.moved(case, V.APPROVE, desk.security, **REFUSAL)
    assert approved.stage is S.APPROVED


async def test_old_levels_come_over_but_are_not_granted_again(desk: Desk) -> None:
    old = L.LEGACY_STANDARD_PLUS
    case = await desk.taken_over(S.RENEWAL_DUE, required_levels=[old], clearances=[held(None, old)])
    assert [row.level for row in await desk.rows(models.Clearance)] == [old]
    with pytest.raises(InvalidInput) as refused:
        await desk.opened(required_levels=[old])
    assert codes(refused) == ["VETTING_OPENING_INVALID"]
    renewal = await desk.opened(pathway=Pathway.RENEWAL)
    assert (renewal.pathway, case.stage) == (Pathway.RENEWAL, S.RENEWAL_DUE)
