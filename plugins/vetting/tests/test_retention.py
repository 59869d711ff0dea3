"""What the night takes of vetting's records, and what it leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from core.sdk import DomainError, today
from plugins.vetting import models, services
from plugins.vetting.enums import (
    AccessMode,
    DecisionSource,
    Pathway,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.enums.passport import Consent
from plugins.vetting.services import training
from plugins.vetting.tests.desk import TO_THE_TEAM, Desk
from plugins.vetting.tests.test_services_purge import closed_after_an_assessment

S, V = VettingStage, Verb
DAY = timedelta(days=1)
LONG_AGO = today() - 400 * DAY
RULES = (
    *("vetting.case", "vetting.progress", "vetting.chase", "vetting.leap", "vetting.refusal"),
    *("vetting.clearance", "vetting.training", "vetting.document", "vetting.reference"),
    *("vetting.passport", "vetting.recognition", "vetting.booking", "vetting.forecast"),
)


async def pass_night(desk: Desk) -> dict[str, int]:
    """Carry out vetting's rules as the night does; return how many records went by each."""
    gone = {}
    async with desk.database.write(desk.coordinator) as session:
        for code in RULES:
            row = await session.execute(
                text(
                    "INSERT INTO retention_run (id, rule_code, at_most)"
                    " VALUES (uuidv7(), :code, 500) RETURNING id"
                ),
                {"code": code},
            )
            found = await session.scalar(
                text("SELECT gone_count FROM retention_run WHERE id = :id"), {"id": row.scalar_one()}
            )
            gone[code] = int(found)
    return {code: count for code, count in gone.items() if count}


async def decided(desk: Desk, verb: Verb, on: date, *, leap: bool = False, **inputs: Any) -> models.Case:
    """Take a case to its decision, by an assessment or straight."""
    case = await desk.opened(await desk.another("Ashdown"), on=on)
    for step in TO_THE_TEAM:
        case = await desk.moved(case, step, on=on)
    given: dict[str, Any] = {"happened_on": on, "level": VettingLevel.HMPPS_EL2, "reference": "GOV-2026-0042"}
    by = desk.security
    if leap:
        case = await desk.moved(case, V.START_LEAP, desk.security, on=on)
        case = await desk.moved(case, V.SEND_TO_GOVERNOR, desk.security, on=on)
        by = desk.governor
    return await desk.moved(case, verb, by, on=on, **given | inputs)


async def test_the_way_to_a_decision_goes_and_the_case_lives_on(desk: Desk) -> None:
    case = await decided(desk, V.APPROVE, LONG_AGO)
    recent = await decided(desk, V.APPROVE, today() - 100 * DAY)
    before = len(await desk.events(recent))
    assert await pass_night(desk) == {"vetting.progress": 8, "vetting.document": 3}
    assert [event.stage for event in await desk.events(case)] == [S.APPROVED]
    assert len(await desk.events(recent)) == before
    # What comes next stands after what is left, not among it.
    case = await desk.moved(case, V.START_ONBOARDING, on=today())
    assert [event.stage for event in await desk.events(case)] == [S.APPROVED, S.ONBOARDING]


ASKED = """INSERT INTO vetting_reference
  (id, case_id, person_id, referee_name, referee_email, relation, asked_on, asked_by, answer_by, state)
  VALUES (uuidv7(), :case_id, :person_id, 'Jo Lark', 'jo@example.org', 'TEACHER', :on, :by, :on, 'ASKED')"""


async def test_what_a_case_rested_on_goes_after_the_decision_though_the_case_lives_on(desk: Desk) -> None:
    old = await decided(desk, V.APPROVE, LONG_AGO)
    recent = await decided(desk, V.APPROVE, today() - 100 * DAY)
    async with desk.database.write(desk.coordinator) as session:
        for case in (old, recent):
            given = {"case_id": case.id, "person_id": case.person_id, "by": desk.coordinator.account_id}
            await session.execute(text(ASKED), given | {"on": LONG_AGO})
    gone = await pass_night(desk)
    assert (gone["vetting.document"], gone["vetting.reference"]) == (3, 1)
    async with desk.database.read(desk.coordinator) as session:
        for table in ("vetting_document", "vetting_reference"):
            left = await session.scalars(text(f"SELECT case_id FROM {table}"))  # noqa: S608 -- names from here
            assert set(left) == {recent.id}


async def test_a_case_with_an_assessment_looks_like_its_twin_afterwards(desk: Desk) -> None:
    refused: dict[str, Any] = {"level": VettingLevel.HMPPS_EL2}
    on = today() - 200 * DAY
    one = await decided(desk, V.REFUSE, on, leap=True, source=DecisionSource.LEAP_PANEL, **refused)
    twin = await decided(desk, V.REFUSE, on, source=DecisionSource.GOVERNOR, **refused)
    gone = await pass_night(desk)
    assert gone["vetting.leap"] == 1
    row, other = await desk.case(one), await desk.case(twin)
    assert (row.is_leap, row.pathway, row.decision_source) == (False, Pathway.STANDARD, other.decision_source)
    assert [event.stage for event in await desk.events(one)] == [S.REFUSED]
    async with desk.database.read(desk.records) as session:
        trail = await session.scalar(
            text(
                "SELECT string_agg(concat(before, after), '') FROM audit_entry"
                " WHERE table_name LIKE 'vetting%'"
            )
        )
    assert "LEAP" not in trail
    assert "start_leap" not in trail


@pytest.mark.parametrize(("verb", "kept"), [(V.APPROVE, False), (V.APPROVE_WITH_CONDITIONS, True)])
async def test_an_assessment_is_remembered_while_its_conditions_last(
    desk: Desk,
    verb: Verb,
    kept: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    less = {"access_mode": AccessMode.ESCORTED} if kept else {}
    case = await decided(desk, verb, LONG_AGO, leap=True, **less)
    await pass_night(desk)
    assert (await desk.case(case)).is_leap is kept


async def test_a_refusal_is_known_for_a_year(desk: Desk) -> None:
    old = await decided(desk, V.REFUSE, LONG_AGO, source=DecisionSource.SSCL)
    young = await decided(desk, V.REFUSE, today() - 300 * DAY, source=DecisionSource.SSCL)
    assert (await pass_night(desk))["vetting.refusal"] == 1
    assert [row.id for row in await desk.rows(models.Case)] == [young.id]
    assert await desk.events(old) == []


async def test_a_closed_case_is_emptied_by_the_night_as_by_hand(desk: Desk) -> None:
    case = await closed_after_an_assessment(desk, "Ashdown")
    gone = await pass_night(desk)
    assert gone["vetting.case"] == 1
    row = await desk.case(case)
    assert (row.stage, row.is_leap, row.decision_reference, row.decided_on) == (S.PURGED, False, None, None)
    assert await desk.events(case) == []
    assert await desk.rows(models.Chase) == []


async def test_a_hold_on_a_case_keeps_all_of_it_and_nothing_else(desk: Desk) -> None:
    held, free = [await closed_after_an_assessment(desk, name) for name in ("Ashdown", "Fennimore")]
    async with desk.database.write(desk.records) as session:
        await session.execute(
            text(
                "INSERT INTO retention_hold"
                " (id, person_id, record_id, reason, reference, placed_by, review_on)"
                " VALUES (uuidv7(), :person, :case, 'COMPLAINT', 'C-7', :by, current_date + 30)"
            ),
            {"person": held.person_id, "case": held.id, "by": desk.records.account_id},
        )
    await pass_night(desk)
    assert len(await desk.events(held)) == 12
    assert (await desk.case(held)).stage is S.CLOSED
    assert (await desk.case(free)).stage is S.PURGED
    with pytest.raises(DomainError, match="on hold"):
        await desk.moved(held, V.PURGE, desk.records, on=today())


async def test_clearances_and_training_wait_for_the_last_role(desk: Desk) -> None:
    case = await desk.active(await desk.opened(await desk.another("Tansley")))
    assert await pass_night(desk) == {}
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(
            text("UPDATE person SET status = 'LEFT', left_on = :day WHERE id = :id"),
            {"day": today() - 740 * DAY, "id": case.person_id},
        )
    assert await pass_night(desk) == {"vetting.clearance": 1, "vetting.training": 2}
    async with desk.database.read(desk.records) as session:
        figures = await session.scalar(
            text("SELECT figures FROM tombstone WHERE rule_code = 'vetting.training'")
        )
    assert figures == {"SECURITY_INDUCTION": 1, "SASH_ACCT": 1}


PLACE = "mutation($given: NewHold!) { placeHold(given: $given) { done } }"
HELD = "{ openHolds { personId oneRecord reviewOn } }"


async def test_a_case_is_held_from_its_page_and_the_night_leaves_it(
    desk: Desk, other_desk: Desk, engine: Any
) -> None:
    held, free = [await closed_after_an_assessment(desk, name) for name in ("Ashdown", "Fennimore")]
    review = (today() + 30 * DAY).isoformat()

    async def place(by: Any, person_id: Any, record_id: Any) -> Any:
        given = {
            "personId": str(person_id),
            "recordId": str(record_id),
            "reason": "COMPLAINT",
            "reference": "C-7",
            "reviewOn": review,
        }
        return await engine.execute(by, PLACE, {"given": given})

    for by, person_id in (
        (desk.records, free.person_id),  # another person's case
        (other_desk.records, held.person_id),  # another prison's person
        (desk.coordinator, held.person_id),  # may see that, not say so
        (desk.security, held.person_id),
    ):
        refused = await place(by, person_id, held.id)
        assert refused.errors[0]["extensions"]["code"] in {"NOT_FOUND", "FORBIDDEN"}
    assert (await place(desk.records, held.person_id, held.id)).errors == []
    listed = await engine.execute(desk.coordinator, HELD)
    assert listed.data == {
        "openHolds": [{"personId": str(held.person_id), "oneRecord": True, "reviewOn": review}]
    }
    assert (await engine.execute(other_desk.coordinator, HELD)).data == {"openHolds": []}
    await pass_night(desk)
    assert [(await desk.case(one)).stage for one in (held, free)] == [S.CLOSED, S.PURGED]
    async with desk.database.read(desk.records) as session:
        trail = await session.scalar(
            text("SELECT count(*) FROM audit_entry WHERE table_name = 'retention_hold'")
        )
    assert trail == 1


async def test_passports_and_what_they_showed_go_when_their_time_is_over(
    desk: Desk, other_desk: Desk
) -> None:
    for each in (desk, other_desk):
        async with each.database.write(each.coordinator) as session:
            for digest, ends in ((b"a" * 32, LONG_AGO), (b"b" * 32, today() - 300 * DAY)):
                session.add(
                    models.Passport(
                        person_id=each.person.id,
                        partner_id=each.partner.id,
                        digest=digest,
                        consent=next(iter(Consent)),
                        consented_on=LONG_AGO - 30 * DAY,
                        expires_on=ends,
                        made_by=each.coordinator.account_id,
                    )
                )
            for seen in (LONG_AGO, today() - 100 * DAY):
                session.add(
                    models.Recognition(
                        person_id=each.person.id,
                        partner_id=each.partner.id,
                        level=VettingLevel.HMPPS_EL1,
                        deciding_office="LEI",
                        seen_on=seen,
                        seen_by=each.coordinator.account_id,
                    )
                )
    assert await pass_night(desk) == {"vetting.passport": 1, "vetting.recognition": 1}
    assert [row.digest for row in await desk.rows(models.Passport)] == [b"b" * 32]
    assert len(await other_desk.rows(models.Passport)) == 2
    assert len(await other_desk.rows(models.Recognition)) == 2


async def ended_undecided(desk: Desk, verb: Verb, surname: str, on: date) -> models.Case:
    """Let a case with an assessment, documents, a chase and a reference end before any decision."""
    began, case = on - 61 * DAY, await desk.opened(await desk.another(surname), on=on - 61 * DAY)
    for step in TO_THE_TEAM[:2]:
        case = await desk.moved(case, step, on=began)
    async with desk.database.write(desk.coordinator) as session:
        await services.chase_cases(session, desk.coordinator, [case.id], on=began)
    for step in TO_THE_TEAM[2:]:
        case = await desk.moved(case, step, on=began)
    waiting = V.START_LEAP if verb is V.WITHDRAW else V.RAISE_QUERY
    case = await desk.moved(case, waiting, desk.security, on=began)
    given = {"case_id": case.id, "person_id": case.person_id, "by": desk.coordinator.account_id}
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(text(ASKED), given | {"on": began})
        session.add(recognition(desk, case.person_id, case.id, seen_on=began))
    return await desk.moved(case, verb, on=on)


def recognition(desk: Desk, person_id: Any, case_id: Any, *, seen_on: date) -> models.Recognition:
    return models.Recognition(
        person_id=person_id,
        partner_id=desk.partner.id,
        case_id=case_id,
        level=VettingLevel.HMPPS_EL1,
        deciding_office="LEI",
        seen_on=seen_on,
        seen_by=desk.coordinator.account_id,
    )


OF_A_CASE = (models.StageEvent, models.Chase, models.Document, models.Reference, models.Recognition)


@pytest.mark.parametrize("verb", [V.LAPSE, V.WITHDRAW])
async def test_what_ended_without_a_decision_goes_from_its_end(
    desk: Desk, other_desk: Desk, verb: Verb
) -> None:
    case = await ended_undecided(desk, verb, "Ashdown", today() - 200 * DAY)
    recent = await ended_undecided(desk, verb, "Fennimore", today() - 100 * DAY)
    elsewhere = await ended_undecided(other_desk, verb, "Quill", today() - 200 * DAY)
    gone = await pass_night(desk)
    assert {"vetting.chase": 1, "vetting.document": 3, "vetting.reference": 1}.items() <= gone.items()
    assert (gone["vetting.recognition"], gone.get("vetting.leap", 0)) == (1, int(verb is V.WITHDRAW))
    assert [event.stage for event in await desk.events(case)] == [(await desk.case(case)).stage]
    assert (await desk.case(case)).is_leap is False
    for kind in OF_A_CASE[1:]:
        assert {row.case_id for row in await desk.rows(kind)} == {recent.id}
        assert {row.case_id for row in await other_desk.rows(kind)} == {elsewhere.id}


@pytest.mark.parametrize("verb", [V.LAPSE, V.WITHDRAW])
async def test_nothing_is_left_of_a_case_that_ended_undecided_a_year_ago(desk: Desk, verb: Verb) -> None:
    case = await ended_undecided(desk, verb, "Ashdown", LONG_AGO)
    assert (await pass_night(desk))["vetting.refusal"] == 1
    for kind in (models.Case, *OF_A_CASE):
        assert await desk.rows(kind) == []
    async with desk.database.read(desk.records) as session:
        trail = await session.scalar(
            text(
                "SELECT string_agg(concat(row_id, before, after), '') FROM audit_entry"
                " WHERE table_name LIKE 'vetting%'"
            )
        )
    assert [word for word in ("Jo Lark", "LEAP", "LEI", str(case.id)) if word in trail] == []


async def test_a_case_begun_again_after_it_lapsed_keeps_what_it_rests_on(desk: Desk) -> None:
    case = await ended_undecided(desk, V.LAPSE, "Ashdown", LONG_AGO)
    await desk.moved(case, V.REOPEN, on=LONG_AGO)
    assert await pass_night(desk) == {}


async def test_what_a_passport_showed_goes_with_the_case_it_was_for(desk: Desk, other_desk: Desk) -> None:
    """The case was blanked first, and with it the day of the decision that its time counts from."""
    for each in (desk, other_desk):
        case = await closed_after_an_assessment(each, "Ashdown")
        async with each.database.write(each.coordinator) as session:
            session.add(recognition(each, case.person_id, case.id, seen_on=LONG_AGO))
    (case,) = await desk.rows(models.Case)
    await desk.moved(case, V.PURGE, desk.records, on=today())
    assert await desk.rows(models.Recognition) == []
    assert len(await other_desk.rows(models.Recognition)) == 1
    async with desk.database.read(desk.records) as session:
        trail = await session.scalar(
            text(
                "SELECT string_agg(concat(before, after), '') FROM audit_entry"
                " WHERE table_name = 'vetting_recognition'"
            )
        )
    assert trail == ""


async def test_places_in_training_go_with_the_training(desk: Desk) -> None:
    by = desk.coordinator
    async with desk.database.write(by) as session:
        course = await training.add_course(
            session, by, type=TrainingType.SECURITY_INDUCTION, title="Induction"
        )
        held = await training.plan_session(
            session,
            by,
            course.id,
            held_on=today() + 7 * DAY,
            starts_at="09:30",
            ends_at="12:30",
            place="Room 2",
            places=8,
        )
        await training.book_places(session, by, held.id, [desk.person.id])
        await session.execute(
            text("UPDATE person SET status = 'LEFT', left_on = :day WHERE id = :id"),
            {"day": today() - 740 * DAY, "id": desk.person.id},
        )
    assert len(await desk.rows(models.Booking)) == 1
    assert (await pass_night(desk))["vetting.booking"] == 1
    assert await desk.rows(models.Booking) == []
