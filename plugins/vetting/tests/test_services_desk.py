"""Many cases at once, chasing, training, clearances, keys, and what the calendar does by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from core.sdk import Conflict, Forbidden, InvalidInput, NotFound, today, uuid7
from plugins.vetting import models, services
from plugins.vetting.enums import (
    AccessMode,
    KeyStatus,
    TrainingStatus,
    TrainingType,
    Turn,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.tests.desk import DECIDED, STARTED, TO_THE_TEAM, Desk, held

S, V, L, T = VettingStage, Verb, VettingLevel, TrainingType
DAY = timedelta(days=1)
FOR_SECURITY = " In this prison that is for: Security vetting contact."


async def bulk(desk: Desk, cases: list[Any], verb: Verb | None = None) -> services.BulkOutcome:
    async with desk.database.write(desk.coordinator) as session:
        return await services.move_cases(
            session, desk.coordinator, [getattr(case, "id", case) for case in cases], verb=verb, on=DECIDED
        )


async def test_many_cases_move_each_to_its_own_next_step(desk: Desk, other_desk: Desk) -> None:
    draft = await desk.taken_over(S.DRAFT)
    sent = await desk.taken_over(S.SUBMITTED, await desk.another("Fennimore"))
    checked = await desk.taken_over(S.DECISION_PENDING, await desk.another("Quill"))
    onboarding = await desk.taken_over(
        S.ONBOARDING, await desk.another("Tansley"), access_mode=AccessMode.ESCORTED
    )
    foreign, unknown = await other_desk.taken_over(S.DRAFT), uuid7()
    outcome = await bulk(desk, [draft, foreign, sent, unknown, checked, onboarding, draft])
    assert outcome.done == 2
    assert {left.case_id: (left.person_name, left.reason) for left in outcome.skipped} == {
        foreign.id: ("", "That case is not in this prison."),
        unknown: ("", "That case is not in this prison."),
        checked.id: (
            "Robin Quill",
            "You have no next step here that can be taken for several at once. Open the case.",
        ),
        onboarding.id: (
            "Robin Tansley",
            "No clearance for Enhanced Level 2 is in date. Record that clearance first." + FOR_SECURITY,
        ),
    }
    assert (await desk.case(draft)).stage is S.SPONSOR_REVIEW
    assert (await desk.case(sent)).stage is S.IN_CHECKS
    assert (await other_desk.case(foreign)).stage is S.DRAFT


async def test_many_cases_take_the_step_that_is_named(desk: Desk) -> None:
    lapsed = await desk.taken_over(S.INVITED, since=DECIDED - 90 * DAY)
    fresh = await desk.taken_over(S.INVITED, await desk.another("Fennimore"), since=DECIDED - 9 * DAY)
    outcome = await bulk(desk, [lapsed, fresh], V.LAPSE)
    assert (outcome.done, [left.case_id for left in outcome.skipped]) == (1, [fresh.id])
    assert (await desk.case(lapsed)).stage is S.LAPSED


async def test_what_concerns_one_person_is_not_done_to_many(desk: Desk) -> None:
    case = await desk.taken_over(S.INVITED)
    outcome = await bulk(desk, [case], V.WITHDRAW)
    assert (outcome.done, outcome.skipped[0].reason) == (
        0,
        "“Withdraw” is done for one person at a time. Open the case.",
    )


async def test_nothing_is_told_of_an_assessment_when_many_are_moved(desk: Desk) -> None:
    waiting = await desk.taken_over(S.DECISION_PENDING)
    assessed = await desk.taken_over(S.LEAP_RISK_ASSESSMENT, await desk.another("Fennimore"))
    told = {left.case_id: left.reason for left in (await bulk(desk, [waiting, assessed])).skipped}
    assert told[waiting.id] == told[assessed.id]


async def chased(desk: Desk, cases: list[models.Case], on: date = DECIDED) -> services.BulkOutcome:
    async with desk.database.write(desk.coordinator) as session:
        return await services.chase_cases(session, desk.coordinator, [case.id for case in cases], on=on)


async def test_whoever_has_the_turn_is_chased_once_a_day(desk: Desk, other_desk: Desk) -> None:
    invited = await desk.taken_over(S.INVITED)
    draft = await desk.taken_over(S.DRAFT, await desk.another("Fennimore"))
    foreign = await other_desk.taken_over(S.INVITED)
    first = await chased(desk, [invited, draft, foreign])
    assert first.done == 1
    assert {left.case_id: left.reason for left in first.skipped} == {
        foreign.id: "That case is not in this prison.",
        draft.id: (
            "Nobody outside the prison has to act while the case is at “Being prepared”, so nobody is chased."
        ),
    }
    again = await chased(desk, [invited])
    assert [left.reason for left in again.skipped] == [
        "This case was chased today already. Wait for the answer."
    ]
    assert (await chased(desk, [invited], DECIDED + DAY)).done == 1
    rows = await desk.rows(models.Chase)
    assert [(row.case_id, row.turn, row.chased_on, row.account_id) for row in rows] == [
        (invited.id, Turn.APPLICANT, DECIDED, desk.coordinator.account_id),
        (invited.id, Turn.APPLICANT, DECIDED + DAY, desk.coordinator.account_id),
    ]
    assert (await desk.case(invited)).last_chased_on == DECIDED + DAY
    assert await other_desk.rows(models.Chase) == []


async def test_a_reply_puts_off_the_lapse(desk: Desk) -> None:
    case = await desk.taken_over(S.INVITED, since=DECIDED - 90 * DAY)
    async with desk.database.write(desk.coordinator) as session:
        await services.record_reply(
            session, desk.coordinator, case.id, heard_on=DECIDED - 5 * DAY, on=DECIDED
        )
        await services.record_reply(
            session, desk.coordinator, case.id, heard_on=DECIDED - 50 * DAY, on=DECIDED
        )
    assert (await desk.case(case)).last_heard_on == DECIDED - 5 * DAY
    with pytest.raises(InvalidInput):
        await desk.moved(case, V.LAPSE)
    with pytest.raises(Exception, match="has not come yet"):
        async with desk.database.write(desk.coordinator) as session:
            await services.record_reply(
                session, desk.coordinator, case.id, heard_on=DECIDED + DAY, on=DECIDED
            )


async def recorded(desk: Desk, status: TrainingStatus, **dates: date) -> models.Training:
    async with desk.database.write(desk.coordinator) as session:
        return await services.record_training(
            session,
            desk.coordinator,
            desk.person.id,
            type=T.SASH_ACCT,
            status=status,
            on=DECIDED,
            **dates,
        )


async def test_training_that_was_booked_becomes_done_and_done_stays(desk: Desk) -> None:
    booked = await recorded(desk, TrainingStatus.BOOKED, booked_on=DECIDED + DAY)
    done = await recorded(desk, TrainingStatus.COMPLETED, completed_on=STARTED)
    assert booked.id == done.id
    again = await recorded(desk, TrainingStatus.COMPLETED, completed_on=DECIDED)
    assert again.id != done.id
    rows = await desk.rows(models.Training)
    assert [(row.status, row.completed_on, row.expires_on, row.partner_id) for row in rows] == [
        (TrainingStatus.COMPLETED, STARTED, date(2029, 4, 20), desk.partner.id),
        (TrainingStatus.COMPLETED, DECIDED, date(2029, 6, 1), desk.partner.id),
    ]


async def test_training_is_recorded_for_people_here_and_by_those_who_may(
    desk: Desk, other_desk: Desk
) -> None:
    with pytest.raises(InvalidInput):
        await recorded(desk, TrainingStatus.COMPLETED)
    with pytest.raises(NotFound):
        await desk.trained(other_desk.person.id, T.PREVENT)
    lead = desk.partner_lead(desk.partner.id)
    with pytest.raises(Forbidden):
        async with desk.database.write(lead) as session:
            await services.record_training(
                session, lead, desk.person.id, type=T.PREVENT, status=TrainingStatus.EXEMPT
            )
    assert await desk.rows(models.Training) == await other_desk.rows(models.Training) == []


async def test_a_second_level_is_recorded_beside_the_case(desk: Desk) -> None:
    both = [L.HMPPS_EL2, L.CTC]
    case = await desk.with_the_team(await desk.opened(required_levels=both))
    decision: dict[str, Any] = {"happened_on": DECIDED, "level": L.HMPPS_EL2, "reference": "SSCL-2026-0042"}
    with pytest.raises(InvalidInput):
        await desk.moved(case, V.APPROVE, desk.security, **decision)
    async with desk.database.write(desk.security) as session:
        other = await services.record_clearance(
            session,
            desk.security,
            desk.person.id,
            level=L.CTC,
            granted_on=STARTED,
            expires_on=date(2031, 4, 20),
            reference="UKSV/2026/118",
            on=DECIDED,
        )
    assert (other.case_id, other.partner_id) == (None, desk.partner.id)
    assert (await desk.moved(case, V.APPROVE, desk.security, **decision)).stage is S.APPROVED


async def test_a_missing_end_is_given_once(desk: Desk, other_desk: Desk) -> None:
    await desk.taken_over(S.APPROVED, clearances=[held(None)])
    (clearance,) = await desk.rows(models.Clearance)

    async def dated(viewer: Any, end: date) -> None:
        async with desk.database.write(viewer) as session:
            await services.date_clearance(session, viewer, clearance.id, expires_on=end)

    with pytest.raises(Forbidden):
        await dated(desk.coordinator, date(2030, 1, 8))
    with pytest.raises(NotFound):
        await dated(other_desk.security, date(2030, 1, 8))
    with pytest.raises(InvalidInput):
        await dated(desk.security, date(2060, 1, 8))
    await dated(desk.security, date(2030, 1, 8))
    with pytest.raises(Conflict):
        await dated(desk.security, date(2031, 1, 8))
    assert [row.expires_on for row in await desk.rows(models.Clearance)] == [date(2030, 1, 8)]


async def test_keys_are_recorded_and_taken_back_before_somebody_leaves(desk: Desk) -> None:
    case = await desk.taken_over(
        S.ACTIVE, access_mode=AccessMode.KEY_HOLDER, clearances=[held(date(2030, 1, 8))]
    )

    async def keys(status: KeyStatus) -> models.Case:
        async with desk.database.write(desk.coordinator) as session:
            return await services.record_keys(
                session, desk.coordinator, case.id, key_status=status, on=DECIDED
            )

    with pytest.raises(InvalidInput):
        await keys(KeyStatus.ISSUED)
    await desk.trained(desk.person.id, T.KEY_TRAINING)
    await keys(KeyStatus.ISSUED)
    with pytest.raises(InvalidInput) as still:
        await desk.moved(case, V.RECORD_LEAVING)
    assert [error.code for error in still.value.errors] == ["VETTING_KEYS_NOT_RETURNED"]
    await keys(KeyStatus.NONE)
    assert (await desk.moved(case, V.RECORD_LEAVING)).stage is S.CLOSED


async def test_the_calendar_moves_what_falls_due_in_one_prison(desk: Desk, other_desk: Desk) -> None:
    ended, soon, later = DECIDED - DAY, DECIDED + 30 * DAY, DECIDED + 900 * DAY
    lives = {
        await desk.taken_over(stage, await desk.another(f"Person {stage} {end}"), clearances=[held(end)]): (
            becomes
        )
        for stage, end, becomes in [
            (S.ACTIVE, ended, S.EXPIRED),
            (S.ACTIVE, soon, S.RENEWAL_DUE),
            (S.ACTIVE, later, S.ACTIVE),
            (S.RENEWAL_DUE, ended, S.EXPIRED),
            (S.RENEWAL_DUE, soon, S.RENEWAL_DUE),
            (S.APPROVED, ended, S.EXPIRED),
            (S.SUSPENDED, ended, S.SUSPENDED),
        ]
    }
    untouched = await other_desk.taken_over(S.ACTIVE, clearances=[held(ended)])
    async with desk.database.write(desk.coordinator) as session:
        moved = await services.move_due_cases(
            session, desk.coordinator, on=DECIDED, left_as_taken_over=0 * DAY
        )
    assert moved == 5
    found = {case.id: case.stage for case in await desk.rows(models.Case)}
    assert found == {case.id: becomes for case, becomes in lives.items()}
    assert (await other_desk.case(untouched)).stage is S.ACTIVE
    async with desk.database.write(desk.coordinator) as session:
        assert await services.move_due_cases(session, desk.coordinator, on=DECIDED) == 0


async def test_the_night_ends_what_nobody_answered_in_one_prison(desk: Desk, other_desk: Desk) -> None:
    silent, heard, booked = [await desk.opened(await desk.another(name)) for name in ("Ash", "Birch", "Cole")]
    elsewhere = await other_desk.opened()
    for case, verbs in ((silent, TO_THE_TEAM[:2]), (heard, TO_THE_TEAM[:2]), (booked, TO_THE_TEAM[:4])):
        for verb in verbs:
            await desk.moved(case, verb, on=STARTED)
    for verb in TO_THE_TEAM[:2]:
        await other_desk.moved(elsewhere, verb, on=STARTED)
    night = STARTED + 60 * DAY
    async with desk.database.write(desk.coordinator) as session:
        await services.record_reply(session, desk.coordinator, heard.id, heard_on=STARTED + DAY, on=night)
        assert await services.move_due_cases(session, desk.coordinator, on=night - DAY) == 0
    async with desk.database.write(desk.coordinator) as session:
        assert await services.move_due_cases(session, desk.coordinator, on=night) == 1
    stages = {case.id: case.stage for case in await desk.rows(models.Case)}
    assert stages == {silent.id: S.LAPSED, heard.id: S.INVITED, booked.id: S.DOCUMENTS_BOOKED}
    last = (await desk.events(silent))[-1]
    assert (last.verb, last.happened_on) == (V.LAPSE, night)
    assert (await other_desk.case(elsewhere)).stage is S.INVITED


async def test_the_silence_of_a_case_taken_over_begins_when_it_was_taken_over(desk: Desk) -> None:
    case = await desk.taken_over(S.INVITED, since=today() - 300 * DAY)
    for night, ended in ((today() + 59 * DAY, 0), (today() + 60 * DAY, 1)):
        async with desk.database.write(desk.coordinator) as session:
            assert await services.move_due_cases(session, desk.coordinator, on=night) == ended
    assert (await desk.case(case)).stage is S.LAPSED
