"""Documents seen: recorded by whoever saw them, checked live, kept as kind and ticks alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, DateTime, Enum, Uuid, text

from core.sdk import Conflict, Forbidden, InvalidInput, today
from plugins.vetting import models, services
from plugins.vetting.enums import DocumentGroup, DocumentOutcome, DocumentType, Verb, VettingStage
from plugins.vetting.rules import SeenDocument
from plugins.vetting.tests.desk import STARTED, Desk, three_documents

V = Verb
BOOKED = (V.ASK_SPONSOR, V.SEND_FORM, V.RECORD_FORM_STARTED, V.BOOK_DOCUMENTS)
DAY = timedelta(days=1)


async def booked(desk: Desk) -> models.Case:
    case = await desk.opened()
    for verb in BOOKED:
        case = await desk.moved(case, verb, on=STARTED)
    return case


async def seen(desk: Desk, case: models.Case, document: SeenDocument, by: Any = None) -> models.Document:
    who = by or desk.coordinator
    async with desk.database.write(who) as session:
        return await services.record_document(session, who, case.id, document, on=STARTED)


async def accept(desk: Desk, case: models.Case) -> models.Case:
    """Accept the documents as they are, without recording any first."""
    async with desk.database.write(desk.coordinator) as session:
        return await services.move_case(
            session, desk.coordinator, case.id, verb=V.ACCEPT_DOCUMENTS, on=STARTED
        )


async def test_an_incomplete_set_is_not_accepted_and_a_complete_one_is(desk: Desk) -> None:
    case = await booked(desk)
    for document in three_documents(STARTED):
        with pytest.raises(InvalidInput) as refused:
            await accept(desk, case)
        assert {error.code for error in refused.value.errors} == {"VETTING_DOCUMENTS_MISSING"}
        await seen(desk, case, document)
    assert (await accept(desk, case)).stage is VettingStage.DOCUMENTS_VERIFIED


async def test_what_others_saw_before_an_import_is_not_asked_for_again(desk: Desk) -> None:
    case = await desk.taken_over(VettingStage.DOCUMENTS_BOOKED)
    assert (await accept(desk, case)).stage is VettingStage.DOCUMENTS_VERIFIED


async def test_a_document_is_kept_as_kind_day_and_ticks_with_its_group_by_the_rules(desk: Desk) -> None:
    case = await booked(desk)
    await seen(desk, case, three_documents(STARTED)[0], desk.security)
    (row,) = await desk.rows(models.Document)
    assert (row.type, row.document_group, row.seen_by, row.seen_on) == (
        DocumentType.PASSPORT,
        DocumentGroup.GROUP_1,
        desk.security.account_id,
        STARTED,
    )
    assert (row.shows_birth_date, row.has_photograph, row.shows_address) == (True, True, False)


def test_trap_no_column_could_hold_an_image_a_number_or_a_word_of_a_document() -> None:
    """Only ids, days, yes or no, and codes of a closed list: there is nowhere to write anything else."""
    kinds = {column.name: column.type for column in models.Document.__table__.columns}
    for name, kind in kinds.items():
        assert isinstance(kind, (Uuid, Date, DateTime, Boolean, Enum)), name
    forbidden = ("image", "photo_", "file", "number", "reference", "scan", "note", "issuer")
    assert [name for name in kinds for word in forbidden if word in name] == []


async def test_trap_the_database_takes_no_number_for_a_kind(desk: Desk) -> None:
    """A code outside the list is refused by the table itself, whatever the application says."""
    case = await booked(desk)
    row = await seen(desk, case, three_documents(STARTED)[0])
    copied = (
        "SELECT tenant_id, gen_random_uuid(), case_id, person_id, partner_id, '512345678', document_group"
    )
    columns = "tenant_id, id, case_id, person_id, partner_id, type, document_group, outcome, seen_on, seen_by"
    ticks = "shows_address, is_recent, shows_birth_date, has_photograph, in_current_name"
    statement = (
        f"INSERT INTO vetting_document ({columns}, {ticks}) "
        f"{copied}, outcome, seen_on, seen_by, {ticks} FROM vetting_document WHERE id = :id"
    )
    with pytest.raises(Exception, match="type"):
        async with desk.database.write(desk.coordinator) as session:
            await session.execute(text(statement), {"id": row.id})


def test_trap_the_api_takes_no_upload_and_no_words_about_a_document(engine: Any) -> None:
    given = engine.schema.type_map["VettingSeenDocument"].fields
    kinds = {name: str(field.type).rstrip("!") for name, field in given.items()}
    assert set(kinds.values()) == {"ID", "Boolean", "Date", "DocumentType", "DocumentOutcome"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"seen_on": STARTED + DAY}, "seenOn"),
        ({"seen_on": STARTED - DAY}, "seenOn"),
        ({"is_recent": True}, "shows"),
        ({"in_current_name": False}, "outcome"),
        ({"outcome": DocumentOutcome.REJECTED_NAME}, "outcome"),
    ],
)
async def test_what_cannot_be_so_is_refused_and_nothing_is_written(
    desk: Desk, changed: dict[str, Any], field: str
) -> None:
    case = await booked(desk)
    with pytest.raises(InvalidInput) as refused:
        await seen(desk, case, replace(three_documents(STARTED)[0], **changed))
    assert [error.field for error in refused.value.errors] == [field]
    assert await desk.rows(models.Document) == []


async def test_once_accepted_a_set_is_neither_added_to_nor_taken_from(desk: Desk) -> None:
    case = await booked(desk)
    rows = [await seen(desk, case, document) for document in three_documents(STARTED)]
    await accept(desk, case)
    with pytest.raises(InvalidInput):
        await seen(desk, case, three_documents(STARTED)[0])
    with pytest.raises(Conflict):
        async with desk.database.write(desk.coordinator) as session:
            await services.remove_document(session, desk.coordinator, rows[0].id)
    assert len(await desk.rows(models.Document)) == len(rows)


async def test_a_slip_is_taken_back(desk: Desk) -> None:
    case = await booked(desk)
    row = await seen(desk, case, three_documents(STARTED)[0])
    async with desk.database.write(desk.coordinator) as session:
        assert await services.remove_document(session, desk.coordinator, row.id) == case.id
    assert await desk.rows(models.Document) == []


async def test_only_the_desk_records_and_another_prison_sees_nothing(desk: Desk, other_desk: Desk) -> None:
    case = await booked(desk)
    for by in (desk.governor, desk.partner_lead(desk.partner.id), desk.volunteer(desk.person.id)):
        with pytest.raises(Forbidden):
            await seen(desk, case, three_documents(STARTED)[0], by)
    await seen(desk, case, three_documents(STARTED)[0])
    assert await other_desk.rows(models.Document) == []
    assert len(await desk.rows(models.Document, by=desk.volunteer(desk.person.id))) == 1


async def test_the_documents_of_an_earlier_attempt_are_seen_again(desk: Desk) -> None:
    case = await booked(desk)
    for document in three_documents(STARTED):
        await seen(desk, case, document)
    later = STARTED + 80 * DAY
    await desk.moved(case, V.LAPSE, on=later)
    await desk.moved(case, V.REOPEN, on=later)
    for verb in BOOKED:
        await desk.moved(case, verb, on=later)
    with pytest.raises(InvalidInput):
        async with desk.database.write(desk.coordinator) as session:
            await services.move_case(session, desk.coordinator, case.id, verb=V.ACCEPT_DOCUMENTS, on=later)


async def test_purging_a_case_leaves_nothing_of_its_documents_not_even_of_one_taken_back(desk: Desk) -> None:
    long_ago = today() - 400 * DAY
    case = await desk.opened(on=long_ago)
    for verb in BOOKED:
        case = await desk.moved(case, verb, on=long_ago)
    async with desk.database.write(desk.coordinator) as session:
        slip = await services.record_document(
            session, desk.coordinator, case.id, three_documents(long_ago)[0], on=long_ago
        )
        await services.remove_document(session, desk.coordinator, slip.id)
    case = await desk.moved(case, V.ACCEPT_DOCUMENTS, on=long_ago)
    other = await desk.opened(await desk.another("Fennimore"), on=long_ago)
    async with desk.database.write(desk.coordinator) as session:
        kept = await services.record_document(
            session, desk.coordinator, other.id, three_documents(long_ago)[0], on=long_ago
        )
    case = await desk.moved(case, V.WITHDRAW, on=today() - 300 * DAY)
    case = await desk.moved(case, V.CLOSE, on=today() - 200 * DAY)
    await desk.moved(case, V.PURGE, desk.records, on=today())
    assert [row.id for row in await desk.rows(models.Document)] == [kept.id]
    trail = "SELECT before, after FROM audit_entry WHERE table_name = 'vetting_document' AND row_id <> :kept"
    async with desk.database.read(desk.records) as session:
        told = list(await session.execute(text(trail), {"kept": kept.id}))
    assert len(told) == 2 * (len(three_documents(long_ago)) + 1)
    assert {(row.before, row.after) for row in told} == {(None, None)}
