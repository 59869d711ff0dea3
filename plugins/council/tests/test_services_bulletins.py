"""Tests that an issue is drawn from what was answered, reworded, checked and approved by whom it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from core.sdk import Conflict, Forbidden, InvalidInput, NotFound, Role, Viewer, today
from core.testkit import make_person, make_prison
from plugins.council import services
from plugins.council.enums import BulletinStatus, LeftOut, Told
from plugins.council.models import BulletinEntry
from plugins.council.rules.bulletins import Words
from plugins.council.tests.bulletins import PLAIN, Desk, S

B = BulletinStatus


@pytest.fixture
def desk(database: Any, registry: Any, prison: Any) -> Desk:
    return Desk(database, registry, prison)


async def test_issue_draws_every_answer_in_its_own_words(desk: Desk) -> None:
    draft = await desk.draft()

    drawn = [
        (one.position, one.told, one.you_said, one.we_did, one.until_on) for one in await desk.entries(draft)
    ]
    by = today() + timedelta(days=40)
    assert (draft.number, draft.status) == (1, B.DRAFT)
    assert drawn == [
        (1, Told.DID, "Unlock ten minutes earlier on visit days.", "As they said.", None),
        (2, Told.COULD_NOT, "Open the library on Saturdays.", "There is nobody to staff it.", None),
        (3, Told.WORKING_ON_IT, "Put the dental wait on every wing.", "Every two months.", by),
    ]


async def test_nothing_answered_makes_no_issue_and_a_second_waits_for_the_first(desk: Desk) -> None:
    council_id = await desk.council()
    with pytest.raises(Conflict, match="nothing to tell"):
        await desk.do(services.compose_bulletin, council_id)

    await desk.answered(council_id, "More books.", (S.ACCEPTED,), "")
    first = await desk.do(services.compose_bulletin, council_id)
    with pytest.raises(Conflict, match="not published yet"):
        await desk.do(services.compose_bulletin, council_id)
    await desk.do(services.drop_bulletin, first.id)
    again = await desk.do(services.compose_bulletin, council_id)
    assert (again.number, len(await desk.entries(again))) == (2, 1)


async def test_what_may_name_somebody_is_left_out_and_says_so(desk: Desk) -> None:
    await make_person(desk.database, desk.coordinator, first_name="Zoë", surname="Okafor")
    council_id = await desk.council()
    await desk.answered(council_id, "Let Z. Okafor open the gym.", (S.ACCEPTED,), "")

    entries = await desk.entries(await desk.do(services.compose_bulletin, council_id))

    assert [one.left_out for one in entries] == [LeftOut.NAMES_SOMEBODY]


async def test_answer_is_reworded_and_put_in_its_place(desk: Desk) -> None:
    draft = await desk.draft()
    third = (await desk.entries(draft))[2]

    await desk.do(services.reword_entry, third.id, rewording=PLAIN, place=1)

    entries = await desk.entries(draft)
    assert [one.position for one in entries] == [1, 2, 3]
    assert (entries[0].id, entries[0].you_said, entries[0].until_on) == (third.id, "Unlock us earlier.", None)


@pytest.mark.parametrize(
    ("rewording", "fields"),
    [
        (replace(PLAIN, plain=Words(" ", "x" * 23)), ["youSaid", "weDid"]),
        (replace(PLAIN, plain=Words("Yes and " * 30, "It is.")), ["youSaid"]),
        (replace(PLAIN, easy=Words("Open it.", "")), ["easyDid"]),
        (replace(PLAIN, told=Told.WORKING_ON_IT, until=today() - timedelta(days=1)), ["until"]),
    ],
)
async def test_silent_truncation_trap_what_would_not_fit_is_refused_and_nothing_written(
    desk: Desk, rewording: Any, fields: list[str]
) -> None:
    """Trap of others' forms: text over a limit is cut without a word (opensourcery.com)."""
    draft = await desk.draft()
    entry = (await desk.entries(draft))[0]

    with pytest.raises(InvalidInput) as refused:
        await desk.do(services.reword_entry, entry.id, rewording=rewording)
    assert [fault.field for fault in refused.value.errors] == fields
    assert (await desk.entries(draft))[0].you_said == entry.you_said


async def test_answer_may_be_left_out_unfinished(desk: Desk) -> None:
    draft = await desk.draft()
    entry = (await desk.entries(draft))[0]
    unfinished = replace(PLAIN, plain=Words("", ""), left_out=LeftOut.NEXT_TIME)

    await desk.do(services.reword_entry, entry.id, rewording=unfinished)

    assert (await desk.entries(draft))[0].left_out is LeftOut.NEXT_TIME


async def test_issue_is_checked_by_the_council_and_approved_by_the_prison(desk: Desk) -> None:
    draft = await desk.draft()
    with pytest.raises(Conflict):
        await desk.do(services.approve_bulletin, draft.id, by=desk.governor)
    checked = await desk.do(services.check_bulletin, draft.id, by=desk.role(Role.COUNCIL_FACILITATOR))
    approved = await desk.do(services.approve_bulletin, draft.id, by=desk.role(Role.SMT_LEAD))

    assert (checked.status, approved.status) == (B.CHECKED, B.APPROVED)
    with pytest.raises(Conflict, match="not a draft"):
        await desk.do(services.reword_entry, (await desk.entries(draft))[0].id, rewording=PLAIN)
    reopened = await desk.do(services.reopen_bulletin, draft.id, by=desk.governor)
    assert (reopened.status, reopened.checked_by, reopened.approved_by) == (B.DRAFT, None, None)


@pytest.mark.parametrize(
    ("service", "role"),
    [
        ("compose_bulletin", Role.GOVERNOR),
        ("check_bulletin", Role.PRISON_STAFF_READER),
        ("approve_bulletin", Role.COORDINATOR),
        ("approve_bulletin", Role.COUNCIL_FACILITATOR),
        ("reopen_bulletin", Role.SECURITY_VETTING),
        ("drop_bulletin", Role.GOVERNOR),
    ],
)
async def test_each_step_is_for_its_own_side(desk: Desk, service: str, role: Role) -> None:
    draft = await desk.draft()
    with pytest.raises(Forbidden):
        await desk.do(getattr(services, service), draft.id, by=desk.role(role))


async def test_check_refuses_with_everything_that_would_not_fit(desk: Desk) -> None:
    draft = await desk.draft()
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(update(BulletinEntry).values(we_did="far too long " * 20))

    with pytest.raises(InvalidInput) as refused:
        await desk.do(services.check_bulletin, draft.id)
    assert [fault.message.split(":")[0] for fault in refused.value.errors] == [
        "Proposal 1",
        "Proposal 2",
        "Proposal 3",
    ]


async def test_check_refuses_an_issue_that_tells_nothing(desk: Desk) -> None:
    draft = await desk.draft()
    for entry in await desk.entries(draft):
        left_out = replace(PLAIN, left_out=LeftOut.NEXT_TIME)
        await desk.do(services.reword_entry, entry.id, rewording=left_out)

    with pytest.raises(InvalidInput, match="all 3 answers are left out"):
        await desk.do(services.check_bulletin, draft.id)


async def test_welsh_prison_tells_it_in_welsh_too(desk: Desk) -> None:
    prison = await make_prison(desk.database, f"W{desk.prison.code[1:]}", name_cy="Carchar y Prawf")
    welsh = Desk(desk.database, desk.registry, prison)
    draft = await welsh.draft()
    with pytest.raises(InvalidInput) as refused:
        await welsh.do(services.check_bulletin, draft.id)
    assert {fault.field for fault in refused.value.errors} == {"welshSaid", "welshDid"}

    spoken = replace(PLAIN, welsh=Words("Agorwch yn gynt.", "Rydym yn agor am 1.20."))
    for entry in await welsh.entries(draft):
        await welsh.do(services.reword_entry, entry.id, rewording=spoken)
    assert (await welsh.do(services.check_bulletin, draft.id)).status is B.CHECKED


async def test_issue_of_another_prison_is_not_found(desk: Desk, other_prison: Any) -> None:
    there = Desk(desk.database, desk.registry, other_prison)
    draft = await desk.draft()
    entry = (await desk.entries(draft))[0]

    for service, who, ids, given in (
        (services.check_bulletin, there.coordinator, draft.id, {}),
        (services.approve_bulletin, there.governor, draft.id, {}),
        (services.reword_entry, there.coordinator, entry.id, {"rewording": PLAIN}),
    ):
        with pytest.raises(NotFound):
            await there.do(service, ids, by=who, **given)


@pytest.mark.parametrize(("role", "may"), [(Role.GOVERNOR, True), (Role.COORDINATOR, False)])
async def test_prison_decides_whether_everybody_may_see_it(desk: Desk, role: Role, may: bool) -> None:  # noqa: FBT001
    who: Viewer = desk.role(role)
    if not may:
        with pytest.raises(Forbidden):
            await desk.do(services.decide_notice_board, by=who, is_open=True)
        return
    opened = await desk.do(services.decide_notice_board, by=who, is_open=True)
    again = await desk.do(services.decide_notice_board, by=who, is_open=True)
    closed = await desk.do(services.decide_notice_board, by=who, is_open=False)
    assert [(one.number, one.is_open) for one in (opened, again, closed)] == [
        (1, True),
        (1, True),
        (2, False),
    ]
