"""Slips of paper: a code each, typed back once, in the printed order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.sdk import Conflict, DomainError, Forbidden, InvalidInput, Role
from plugins.council import services
from plugins.council.enums import SlipPaper, Theme, Tongue
from plugins.council.models import Proposal, Slip
from plugins.council.reports.slip_printing import print_slips
from plugins.council.reports.slips import build_slips
from plugins.council.rules.slip_codes import (
    SHAPE,
    TOTAL,
    Misread,
    as_printed,
    check_letter,
    code_of,
    read_code,
)
from plugins.council.tests.test_services_proposals import Room, elsewhere, room

__all__ = ["room"]
WRITTEN: dict[str, Any] = {
    "problem": "People are late for visits.",
    "idea": "Unlock ten minutes earlier.",
    "box": 9,
}


async def printed(room: Room, count: int = 2, **more: Any) -> list[str]:
    council = await room.council()
    await room.do(print_slips, council.id, **{"count": count, "paper": SlipPaper.TWO_ON_A4, **more})
    async with room.database.read(room.coordinator) as session:
        return list(await session.scalars(select(Slip.code).order_by(Slip.number)))


async def proposals(room: Room) -> list[Proposal]:
    async with room.database.read(room.coordinator) as session:
        return list(await session.scalars(select(Proposal).order_by(Proposal.number)))


@given(st.integers(1, TOTAL), st.integers(0, 5), st.sampled_from("CDFHJKMNPRTWXY34679"))
@settings(max_examples=150, deadline=None)
def test_sign_that_is_misread_is_noticed_and_a_code_is_read_however_it_is_spaced(
    number: int, place: int, sign: str
) -> None:
    code = code_of(number)
    misread = code[:place] + sign + code[place + 1 :]

    assert read_code(f" {as_printed(code).lower()} ") == code
    assert (read_code(misread) == misread) is (misread == code)


def test_each_code_comes_once() -> None:
    codes = {code_of(number) for number in range(1, 5001)}

    assert len(codes) == 5000
    assert all(code[-1] == check_letter(code[: len(SHAPE)]) for code in codes)


async def test_slip_becomes_a_proposal_and_its_code_is_used_once(room: Room) -> None:
    first, _second = await printed(room)
    made = await room.do(services.type_back_slip, code=as_printed(first).lower(), cost="Nothing.", **WRITTEN)

    assert (made.theme, made.idea, made.cost) == (Theme.REGIME, "Unlock ten minutes earlier.", "Nothing.")
    with pytest.raises(DomainError, match="typed in already: it is proposal 1") as refused:
        await room.do(services.type_back_slip, code=first, **WRITTEN)
    assert refused.value.field == "code"
    assert len(await proposals(room)) == 1


async def test_wrong_code_gets_a_sentence_and_nothing_is_written(room: Room) -> None:
    (code,) = await printed(room, 1)
    other = code_of(77)
    misread = code[:-1] + ("C" if code[-1] != "C" else "D")

    for typed, words in (
        ("K4", "is no code of a slip"),
        (misread, "is not as it is printed"),
        (other, f"No slip with the code {as_printed(other)}"),
    ):
        with pytest.raises(DomainError, match=words) as refused:
            await room.do(services.type_back_slip, code=typed, **WRITTEN)
        assert refused.value.field == "code"
    assert read_code(misread) is Misread.SIGN
    with pytest.raises(DomainError, match="from 1 to 10"):
        await room.do(services.type_back_slip, code=code, **{**WRITTEN, "box": 11})
    with pytest.raises(InvalidInput):
        await room.do(services.type_back_slip, code=code, **{**WRITTEN, "idea": " "})
    assert await proposals(room) == []


async def test_slip_of_another_prison_is_not_known_here(room: Room, other_prison: Any) -> None:
    there = elsewhere(room, other_prison)
    theirs = await printed(there, 3)
    await printed(room, 1)

    with pytest.raises(DomainError, match="was printed in this prison"):
        await room.do(services.type_back_slip, code=theirs[2], **WRITTEN)
    assert (await room.do(services.type_back_slip, code=theirs[0], **WRITTEN)).number == 1
    assert await proposals(there) == []


async def test_slips_are_made_by_those_who_write_for_the_council(room: Room) -> None:
    council = await room.council()
    given_: dict[str, Any] = {"count": 1, "paper": SlipPaper.A5}

    with pytest.raises(Forbidden):
        await room.do(print_slips, council.id, by=room.role(Role.GOVERNOR), **given_)
    wrongs: tuple[dict[str, Any], ...] = ({"count": 0}, {"count": 201}, {"tongue": Tongue.WELSH})
    for wrong in wrongs:
        with pytest.raises(DomainError):
            await room.do(print_slips, council.id, **{**given_, **wrong})
    await room.do(services.end_council, council.id)
    with pytest.raises(Conflict):
        await room.do(print_slips, council.id, **given_)


async def test_paper_asks_for_no_name_in_the_order_of_the_screen(room: Room) -> None:
    codes = await printed(room, 3)
    given_ = {"first": 1, "last": 3, "paper": "LARGE_PRINT", "tongue": "ENGLISH"}
    async with room.database.read(room.coordinator) as session:
        document = await build_slips(session, room.coordinator, given_)

    words = document.paper.words if document.paper else {}
    assert words["codes"] == [as_printed(code) for code in codes]
    assert len(words["sides"][0]["themes"]) == len(Theme)
    assert room.coordinator.name not in str((document.produced_by, words))


async def test_slip_that_reads_like_an_earlier_one_asks_first_and_keeps_its_code(room: Room) -> None:
    first, second, third = await printed(room, 3)
    await room.do(services.type_back_slip, code=first, **WRITTEN)
    again = {**WRITTEN, "problem": "People come late for their visits."}

    with pytest.raises(DomainError, match="Proposal 1, “Unlock ten minutes earlier") as refused:
        await room.do(services.type_back_slip, code=second, is_new=False, **again)
    assert refused.value.field == "earlierNumber"
    asked = await room.do(services.type_back_slip, code=second, is_new=False, earlier_number=1, **again)
    other = await room.do(services.type_back_slip, code=third, is_new=True, **again)

    earlier, told, new = await proposals(room)
    assert (told.id, told.earlier_id) == (asked.id, earlier.id)
    assert (new.id, new.earlier_id) == (other.id, None)
