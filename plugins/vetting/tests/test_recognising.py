"""Recognising what a passport showed: as it was shown, by whom it was decided, and never in a chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from core.sdk import Conflict, Invalid, InvalidInput, NotFound, today
from core.testkit import make_person
from plugins.vetting import models, services
from plugins.vetting.enums import AccessMode, Pathway, Verb, VettingLevel, VettingStage
from plugins.vetting.pages.forms import MOVE
from plugins.vetting.pages.mirror import MIRROR_PART
from plugins.vetting.pages.passports import PASSPORT_PART
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.cases import ON, SECURITY, case_at, grant, wrong
from plugins.vetting.tests.desk import Desk
from plugins.vetting.tests.test_mirror import words_of
from plugins.vetting.tests.test_passports import DAY, ENDS, GRANTED, HELD, cleared, looked, passport

TO_THE_DECISION = (
    Verb.ASK_SPONSOR,
    Verb.BOOK_DOCUMENTS,
    Verb.ACCEPT_DOCUMENTS,
    Verb.SEND_TO_VETTING_TEAM,
    Verb.RECORD_CHECKS_STARTED,
)
SEEN = Clearance(level=VettingLevel.HMPPS_EL2, granted_on=date(2024, 1, 9), expires_on=date(2028, 1, 9))
ASKED = replace(case_at(VettingStage.DECISION_PENDING, pathway=Pathway.TRANSFER_RECOGNITION), shown=SEEN)


@given(st.integers(1, 700))
def test_no_later_an_end_than_the_passport_showed_is_recognised(days: int) -> None:
    assert SEEN.expires_on is not None
    later = grant(granted_on=SEEN.granted_on, expires_on=SEEN.expires_on + timedelta(days=days))
    assert wrong(ASKED, SECURITY, Verb.APPROVE, later) == [("VETTING_DATE_TOO_LATE", "expiresOn")]
    sooner = max(ON, SEEN.expires_on - timedelta(days=days))
    earlier = grant(granted_on=SEEN.granted_on, expires_on=sooner)
    assert wrong(ASKED, SECURITY, Verb.APPROVE, earlier) == []


def test_neither_another_day_nor_another_level_is_recognised() -> None:
    given_day = grant(granted_on=date(2025, 1, 9), expires_on=SEEN.expires_on)
    assert wrong(ASKED, SECURITY, Verb.APPROVE, given_day) == [("VETTING_DATE_TOO_LATE", "grantedOn")]
    higher = grant(level=VettingLevel.SC, granted_on=SEEN.granted_on, expires_on=SEEN.expires_on)
    assert ("VETTING_LEVEL_INVALID", "level") in wrong(ASKED, SECURITY, Verb.APPROVE, higher)


async def recognised(desk: Desk, other_desk: Desk) -> models.Case:
    """Have what `desk` decided recognised at `other_desk`, by every step there is."""
    await cleared(desk)
    case = await asked(desk, other_desk)
    for verb in TO_THE_DECISION:
        case = await other_desk.moved(case, verb, on=today())
    return await other_desk.moved(case, Verb.APPROVE, other_desk.security, on=today(), **as_shown())


async def asked(desk: Desk, other_desk: Desk) -> models.Case:
    [seen] = await looked(other_desk, await passport(desk))
    by = other_desk.coordinator
    async with other_desk.database.write(by) as session:
        await services.request_recognition(session, by, seen.id, access_mode=AccessMode.ESCORTED)
    [case] = await other_desk.rows(models.Case)
    assert isinstance(case, models.Case)
    return case


def as_shown(**other: Any) -> dict[str, Any]:
    given_: dict[str, Any] = {
        "happened_on": today(),
        "level": VettingLevel.HMPPS_EL2,
        "reference": "SSCL-2026-0042",
        "granted_on": GRANTED,
        "expires_on": ENDS,
    }
    return given_ | other


async def test_decision_goes_by_what_was_shown_and_its_form_begins_with_it(
    desk: Desk, other_desk: Desk, engine: Any
) -> None:
    await cleared(desk)
    case = await asked(desk, other_desk)
    for verb in TO_THE_DECISION:
        case = await other_desk.moved(case, verb, on=today())
    wanted = {"id": str(case.id), "decision": True, "readers": False, "leap": False, "holds": False}
    answer = await engine.execute(other_desk.security, MOVE.document, wanted)
    assert answer.errors == [], answer.errors
    begun = MOVE.initial(answer.data, None)  # type: ignore[arg-type]
    assert (begun["level"], begun["granted_on"], begun["expires_on"]) == ("HMPPS_EL2", GRANTED, ENDS)
    with pytest.raises(InvalidInput, match="showed that it ends"):
        await other_desk.moved(
            case,
            Verb.APPROVE,
            other_desk.security,
            on=today(),
            **as_shown(expires_on=ENDS + DAY),
        )
    case = await other_desk.moved(case, Verb.APPROVE, other_desk.security, on=today(), **as_shown())
    assert case.stage is VettingStage.APPROVED


async def test_clearance_that_ended_meanwhile_is_not_recognised(desk: Desk, other_desk: Desk) -> None:
    await cleared(desk)
    [seen] = await looked(other_desk, await passport(desk))
    by = other_desk.coordinator
    async with other_desk.database.write(by) as session:
        over = update(models.Recognition).values(expires_on=today() - DAY)
        await session.execute(over)
    with pytest.raises(Conflict, match="nothing left to recognise"):
        async with other_desk.database.write(by) as session:
            await services.request_recognition(session, by, seen.id, access_mode=AccessMode.ESCORTED)
    assert await other_desk.rows(models.Case) == []


async def test_attack_recognised_clearance_is_not_passed_on_under_another_prisons_name(
    desk: Desk, other_desk: Desk
) -> None:
    """A prison shows what it decided itself; what it recognised is for the prison that decided to show."""
    await recognised(desk, other_desk)
    away = await make_person(
        desk.database, desk.coordinator, surname=other_desk.person.surname, partner_id=desk.partner.id
    )
    with pytest.raises(NotFound):
        await looked(desk, await passport(other_desk), away.id)
    bpss = Clearance(level=VettingLevel.BPSS, granted_on=GRANTED, expires_on=None)
    own = await other_desk.another(other_desk.person.surname)
    await other_desk.taken_over(VettingStage.ACTIVE, own, since=GRANTED, clearances=[bpss])
    async with other_desk.database.write(other_desk.security) as session:
        await session.execute(
            update(models.Clearance)
            .where(models.Clearance.person_id == own.id)
            .values(
                person_id=other_desk.person.id,
                confirmed_at=today(),
                confirmed_by=other_desk.security.account_id,
            )
        )
    [shown] = await looked(desk, await passport(other_desk), away.id)
    assert (shown.level, shown.deciding_office) == (VettingLevel.BPSS, other_desk.prison.name)


async def test_no_passport_is_made_without_agreement(desk: Desk) -> None:
    await cleared(desk)
    for by in (desk.coordinator, desk.volunteer(desk.person.id)):
        with pytest.raises(Invalid, match="agreement") as refused:
            async with desk.database.write(by) as session:
                await services.give_passport(session, by, desk.person.id, agreed=False)
        assert refused.value.field == "agreed"
    assert await desk.rows(models.Passport) == []


async def test_api_takes_no_passport_without_the_word_of_agreement(desk: Desk, engine: Any) -> None:
    silent = "mutation($id: ID!) { vettingGivePassport(personId: $id) { code } }"
    answer = await engine.execute(desk.coordinator, silent, {"id": str(desk.person.id)})
    assert answer.errors
    said = "mutation($id: ID!) { vettingGivePassport(personId: $id, agreed: false) { code } }"
    answer = await engine.execute(desk.coordinator, said, {"id": str(desk.person.id)})
    assert "agreement" in answer.errors[0]["message"]
    assert await desk.rows(models.Passport) == []


@pytest.mark.parametrize("days", [0, -1])
async def test_passport_reads_as_open_until_its_last_day_and_no_longer(
    desk: Desk, engine: Any, days: int
) -> None:
    await cleared(desk, HELD)
    await passport(desk)
    async with desk.database.write(desk.coordinator) as session:
        end = {"consented_on": today() - 30 * DAY, "expires_on": today() + days * DAY}
        await session.execute(update(models.Passport).values(**end))
    for part, by, open_words in (
        (PASSPORT_PART, desk.coordinator, "May be looked through"),
        (MIRROR_PART, desk.volunteer(desk.person.id), "In force"),
    ):
        answer = await engine.execute(by, part.document, {"id": str(desk.person.id)})
        assert answer.errors == [], answer.errors
        asked_by: Any = type("Asked", (), {"viewer": by, "path": {"person_id": desk.person.id}})
        said = set(words_of(part.sections(answer.data, asked_by)))
        wanted = {open_words, "Take it back"} if days == 0 else {"Run out"}
        assert {open_words, "Take it back", "Run out"} & said == wanted
