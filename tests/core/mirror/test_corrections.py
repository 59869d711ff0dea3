"""Asking for a correction: of one's own record alone, answered once, never deleted, never in the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from core.accounts.roles import Role
from core.audit.models import AuditEntry
from core.clock import today
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.messages.declarations import MailField
from core.messages.models import Message
from core.mirror.enums import CorrectionPart, CorrectionState
from core.mirror.letters import ANSWERED
from core.mirror.models import Correction
from core.mirror.reminders import CORRECTION_DUE
from core.mirror.rules import one_month_after
from core.mirror.services import LONGEST, MOST_OPEN, answer_correction, ask_correction
from core.testkit import viewer
from tests.core.mirror.conftest import Home

WRONG = "My surname has one n."


async def asked(home: Home, words: str = WRONG) -> Correction:
    by = home.volunteer()
    async with home.database.write(by) as session:
        return await ask_correction(session, by, part=CorrectionPart.NAME, words=words)


async def test_request_is_owed_an_answer_within_a_month(home: Home) -> None:
    made = await asked(home)
    assert made.state is CorrectionState.OPEN
    assert (made.person_id, made.asked_on, made.due_on) == (home.person.id, today(), one_month_after(today()))


async def test_person_reads_the_answer_and_a_colleague_reads_nothing(home: Home) -> None:
    made = await asked(home)
    async with home.database.write(home.coordinator) as session:
        await answer_correction(
            session,
            home.coordinator,
            made.id,
            outcome=CorrectionState.CORRECTED,
            answer="It has one n now.\n\n",
        )
    own, colleague = home.volunteer(), home.volunteer(home.colleague)
    async with home.database.read(own) as session:
        (seen,) = (await session.scalars(select(Correction))).all()
    assert (seen.state, seen.answer, seen.answered_on) == (
        CorrectionState.CORRECTED,
        "It has one n now.",
        today(),
    )
    async with home.database.read(colleague) as session:
        assert (await session.scalars(select(Correction))).all() == []


async def test_nobody_asks_in_anothers_name_and_only_the_desk_answers(home: Home, elsewhere: Home) -> None:
    made = await asked(home)
    lead = viewer(home.registry, home.prison, Role.PARTNER_ADMIN, partner_id=home.partner_id)
    for by in (home.coordinator, lead, viewer(home.registry, home.prison, Role.GOVERNOR)):
        async with home.database.write(by) as session:
            with pytest.raises(Forbidden):
                await ask_correction(session, by, part=CorrectionPart.NAME, words=WRONG)
    answer = {"outcome": CorrectionState.CORRECTED, "answer": "Done."}
    for by in (home.volunteer(), lead, viewer(home.registry, home.prison, Role.SECURITY_VETTING)):
        async with home.database.write(by) as session:
            with pytest.raises(Forbidden):
                await answer_correction(session, by, made.id, **answer)  # type: ignore[arg-type]
    async with elsewhere.database.write(elsewhere.coordinator) as session:
        with pytest.raises(NotFound):
            await answer_correction(session, elsewhere.coordinator, made.id, **answer)  # type: ignore[arg-type]


async def test_row_of_a_colleague_is_refused_by_the_database_itself(home: Home) -> None:
    by = home.volunteer()
    async with home.database.write(by) as session:
        session.add(
            Correction(
                person_id=home.colleague.id,
                partner_id=home.partner_id,
                part=CorrectionPart.NAME,
                words=WRONG,
                asked_by=by.account_id,
                asked_on=today(),
                due_on=today(),
            )
        )
        with pytest.raises(DBAPIError, match="row-level security"):
            await session.flush()
        await session.rollback()


@pytest.mark.parametrize("words", ["", "   \n ", "x" * (LONGEST + 1)])
async def test_words_that_say_nothing_or_too_much_are_sent_back(home: Home, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        await asked(home, words)
    assert refused.value.field == "words"


async def test_desk_cannot_be_buried_by_one_person(home: Home) -> None:
    for _number in range(MOST_OPEN):
        await asked(home)
    with pytest.raises(Conflict):
        await asked(home)


async def test_answer_is_given_once_and_is_no_waiting(home: Home) -> None:
    made = await asked(home)
    by = home.coordinator
    async with home.database.write(by) as session:
        with pytest.raises(Invalid):
            await answer_correction(session, by, made.id, outcome=CorrectionState.OPEN, answer="Later.")
        await answer_correction(session, by, made.id, outcome=CorrectionState.NOT_CHANGED, answer="It is so.")
    async with home.database.write(by) as session:
        with pytest.raises(Conflict):
            await answer_correction(session, by, made.id, outcome=CorrectionState.CORRECTED, answer="No.")


async def test_nobody_can_delete_a_request(home: Home) -> None:
    made = await asked(home)
    for by in (home.volunteer(), home.coordinator):
        async with home.database.write(by) as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(delete(Correction).where(Correction.id == made.id))
            await session.rollback()


async def test_trail_says_that_it_was_asked_and_not_what(home: Home) -> None:
    made = await asked(home, "Zebra stripes are wrong.")
    async with home.database.read(home.coordinator) as session:
        entries = (await session.scalars(select(AuditEntry).where(AuditEntry.row_id == made.id))).all()
        said = await session.scalar(
            text("SELECT string_agg(a::text, ' ') FROM audit_entry a WHERE a.row_id = :id"), {"id": made.id}
        )
    assert [entry.operation for entry in entries] == ["INSERT"]
    assert "Zebra" not in str(said)


async def test_desk_is_reminded_until_it_is_answered(home: Home) -> None:
    made = await asked(home)
    async with home.database.write(home.coordinator) as session:
        await session.execute(
            update(Correction).where(Correction.id == made.id).values(due_on=today() - timedelta(days=1))
        )
    async with home.database.read(home.coordinator) as session:
        (due,) = await CORRECTION_DUE.find(session, home.coordinator, today(), None)
        assert (due.subject_id, due.person_id) == (made.id, home.person.id)
    async with home.database.write(home.coordinator) as session:
        await answer_correction(
            session, home.coordinator, made.id, outcome=CorrectionState.CORRECTED, answer="Done."
        )
        assert await CORRECTION_DUE.find(session, home.coordinator, today(), [made.id]) == []


async def test_whoever_asked_is_told_by_mail_that_there_is_an_answer_and_not_which(
    home: Home, elsewhere: Home
) -> None:
    """The mail names neither the part of the record, nor what was asked or answered."""
    own = await home.volunteer_with_account()
    async with home.database.write(own) as session:
        made = await ask_correction(session, own, part=CorrectionPart.NAME, words=WRONG)
    async with home.database.write(home.coordinator) as session:
        given: dict[str, Any] = {"outcome": CorrectionState.NOT_CHANGED, "answer": "It is as on your papers."}
        await answer_correction(session, home.coordinator, made.id, **given)
    async with home.database.read(home.coordinator) as session:
        (letter,) = (await session.scalars(select(Message))).all()
    assert (letter.template, letter.account_id, letter.subject_id) == (
        ANSWERED.code,
        own.account_id,
        made.id,
    )
    said = " ".join(str(paragraph.text) for paragraph in ANSWERED.paragraphs)
    assert {field for field in MailField if f"{{{field}}}" in said} <= {
        MailField.FIRST_NAME,
        MailField.PRISON,
        MailField.LINK,
    }
    async with elsewhere.database.read(elsewhere.coordinator) as session:
        assert (await session.scalars(select(Message))).all() == []


async def test_nobody_is_written_to_whose_account_has_no_role_any_more(home: Home) -> None:
    made = await asked(home)
    async with home.database.write(home.coordinator) as session:
        given: dict[str, Any] = {"outcome": CorrectionState.CORRECTED, "answer": "Done."}
        await answer_correction(session, home.coordinator, made.id, **given)
    async with home.database.read(home.coordinator) as session:
        assert (await session.scalars(select(Message))).all() == []
