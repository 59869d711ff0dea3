"""Every root field, every change and every stricter field of the API, asked by everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import httpx
import pytest

from tests.access.callers import Caller
from tests.access.conftest import Callers
from tests.access.differences import parting, plain
from tests.access.documents import (
    NEVER,
    Question,
    field_question,
    id_filters,
    question,
    snake,
)
from tests.access.expectations import FIELDS, MUTATIONS, NO_SUCH_PRISON, NOBODY, OTHER_PRISON, QUERIES
from tests.access.house import House
from tests.access.personas import MEMBERS, NO_PRISON, by_turns
from tests.access.personas import OTHER_PRISON as ELSEWHERE
from tests.access.strangers import exchanges, strange_ids

REFUSALS = frozenset({"FORBIDDEN", "VETTING_ACTION_NOT_YOURS"})
FAULTS = frozenset({"INTERNAL", "BAD_REQUEST", "TOO_LARGE"})


def codes(answer: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())]


def verdict(answer: httpx.Response, root: str) -> str:
    """Say in one word what became of one root field."""
    found = codes(answer)
    if answer.status_code != 200 or set(found) & FAULTS:
        return f"status {answer.status_code} {found}"
    if set(found) & REFUSALS:
        paths = [error.get("path", [None])[0] for error in answer.json()["errors"]]
        return "refused" if set(paths) == {root} else f"refused at {paths}"
    if "NOT_FOUND" in found or (not found and answer.json()["data"][root] is None):
        return "not found"
    return "answered"


def expected(who: str, letter: str) -> str:
    if letter in who:
        return "answered"
    return "not found" if letter.lower() in who else "refused"


async def members(
    callers: Callers, letters: Iterable[str], root: str, who: str, questions: dict[str, Question]
) -> list[str]:
    """Ask in each one's own prison; return what differs from the table."""

    async def one(caller: Caller) -> str:
        asked = questions[caller.part.letter]
        answer = await caller.ask(asked.document, asked.variables)
        said, wanted = verdict(answer, root), expected(who, caller.part.letter)
        same = said == wanted
        return "" if same else f"{caller.part.letter} is {said}, not {wanted}: {answer.text[:300]}"

    differences = await asyncio.gather(*(one(callers[letter]) for letter in letters))
    return [difference for difference in differences if difference]


async def strangers(callers: Callers, letters: Iterable[str], asked: Question) -> list[str]:
    """Ask where nobody may: the whole answer must be the same for a prison that does not exist."""

    async def one(caller: Caller) -> str:
        closed = NOBODY if caller.part.persona is None else OTHER_PRISON
        none = NOBODY if caller.part.persona is None else NO_SUCH_PRISON
        other = await caller.ask(asked.document, asked.variables, ELSEWHERE)
        absent = await caller.ask(asked.document, asked.variables, NO_PRISON)
        right = (other.status_code, absent.status_code) == (closed.api, none.api)
        apart = parting(plain(other), plain(absent))
        return "" if right and not apart else f"{caller.part.letter}: {other} {apart}"

    differences = await asyncio.gather(*(one(callers[letter]) for letter in letters))
    return [difference for difference in differences if difference]


def questions_for(house: House, root: str, *, change: bool = False) -> dict[str, Question]:
    return {
        letter: question(house.schema, root, letter, house.samples[part.prison or ""], change=change)
        for letter, part in MEMBERS.items()
    }


@pytest.mark.parametrize("root", QUERIES)
async def test_question_is_answered_as_the_table_says(house: House, callers: Callers, root: str) -> None:
    assert await members(callers, MEMBERS, root, QUERIES[root], questions_for(house, root)) == []
    elsewhere = question(house.schema, root, "S", house.samples[ELSEWHERE])
    turns = by_turns(QUERIES[root], [*QUERIES].index(root))
    assert await strangers(callers, turns, elsewhere) == []


@pytest.mark.parametrize("name", FIELDS)
async def test_stricter_field_is_answered_as_the_table_says(
    house: House, callers: Callers, name: str
) -> None:
    asked = field_question(house.schema, *name.split("."))
    root = asked.document.split()[1]
    assert await members(callers, MEMBERS, root, FIELDS[name], dict.fromkeys(MEMBERS, asked)) == []


@pytest.mark.parametrize("root", MUTATIONS)
async def test_change_is_answered_as_the_table_says(house: House, callers: Callers, root: str) -> None:
    asked, who = questions_for(house, root, change=True), MUTATIONS[root]
    before = await house.fingerprint()
    refused = [letter for letter in MEMBERS if expected(who, letter) == "refused"]
    assert await members(callers, refused, root, who, asked) == []
    elsewhere = question(house.schema, root, "S", house.samples[ELSEWHERE], change=True, text="Somebody")
    turns = by_turns(who, [*MUTATIONS].index(root))
    assert await strangers(callers, turns, elsewhere) == []
    assert await house.fingerprint() == before, "a refused change wrote something"
    others = [letter for letter in MEMBERS if letter not in refused]
    assert await members(callers, others, root, who, asked) == []


@pytest.mark.parametrize("root", [*QUERIES, *MUTATIONS])
async def test_row_of_others_is_answered_like_one_that_never_was(
    house: House, callers: Callers, root: str
) -> None:
    change = root in MUTATIONS

    async def one(caller: Caller) -> list[str]:
        own, letter = house.samples[caller.prison], caller.part.letter

        async def told(ids: dict[str, str]) -> object:
            asked = question(house.schema, root, letter, ids, change=change, text="Somebody", whole=False)
            return plain(await caller.ask(asked.document, asked.variables), *ids.values(), NEVER)

        usual = question(house.schema, root, letter, own, change=change)
        return [
            f"{letter} can tell an id of {whose}: {strange}"
            for whose, ids in (await strange_ids(house, caller.part)).items()
            for strange, never in exchanges(own, ids, usual)
            if await told(strange) != await told(never)
        ]

    before = await house.fingerprint() if change else {}
    differences = await asyncio.gather(*(one(callers[letter]) for letter in MEMBERS))
    assert [difference for of_one in differences for difference in of_one] == []
    assert not change or await house.fingerprint() == before, "an id of others let something be written"


async def test_list_narrowed_by_an_id_of_others_is_empty(house: House, callers: Callers) -> None:
    tried: list[tuple[str, ...]] = []
    for root, kind, name in id_filters(house.schema):
        document = f"query($f: {kind}) {{ {root}(filter: $f) {{ totalCount nodes {{ __typename }} }} }}"
        for caller in [callers[letter] for letter in MEMBERS if letter in QUERIES.get(root, "")]:
            for whose, ids in (await strange_ids(house, caller.part)).items():
                wanted = ids.get(snake(name), NEVER)
                answer = await caller.ask(document, {"f": {name: {"eq": wanted}}})
                tried.append((root, name, caller.part.letter, whose))
                assert answer.json() == {"data": {root: {"totalCount": 0, "nodes": []}}}, tried[-1]
    assert len(tried) > 20
