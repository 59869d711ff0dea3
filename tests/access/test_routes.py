"""Every address of every page, opened and sent by everybody, in their own prison and in another."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest

from tests.access.asked import Asked
from tests.access.callers import Caller
from tests.access.conftest import Callers
from tests.access.differences import Plain, parting, plain
from tests.access.documents import NEVER
from tests.access.expectations import (
    LINK,
    NO_SUCH_PRISON,
    NOBODY,
    OTHER_PRISON,
    OUTSIDE,
    PATHS,
    PUBLIC,
    ROUTES,
    Answer,
)
from tests.access.expectations_rota import SUBJECTS
from tests.access.house import House
from tests.access.personas import MEMBERS, NO_PRISON, by_turns
from tests.access.personas import OTHER_PRISON as ELSEWHERE
from tests.access.strangers import strange_ids

PART = re.compile(r"\{(\w+):(\w+)\}")
SOME = "CNX"
"""Where the door alone answers, before any prison: a member of some prison, one of none, and a stranger."""
DONE = frozenset({200, 303, 409, 422})
"""Shown, led on, or asked to put something right: in each case let in."""


def row_of(route: str) -> Asked:
    row = ROUTES[route]
    return row if isinstance(row, Asked) else Asked(row)


def path_of(route: str, prison: str, ids: Mapping[str, str]) -> str:
    """Fill an address: the prison, the ids, and what the table says of other parts."""

    def fill(part: re.Match[str]) -> str:
        name, kind = part[1], part[2]
        if name == "prison_code":
            return prison.lower()
        if kind == "uuid":
            return ids.get(SUBJECTS.get(name, name), NEVER)
        known = PATHS | dict(row_of(route).parts)
        assert name in known, f"say in PATHS what stands for {name} in {route}"
        return known[name]

    path = PART.sub(fill, route.split(" ", 1)[1])
    query = row_of(route).query
    return f"{path}?{query}" if query else path


async def knock(caller: Caller, route: str, prison: str, ids: Mapping[str, str]) -> httpx.Response:
    """Open an address, or send its form with next to nothing in it."""
    path, row = path_of(route, prison, ids), row_of(route)
    if route.startswith("GET "):
        return await caller.open(path)
    form = {name: value.format_map({**ids}) for name, value in row.form.items()}
    return await caller.send(path, form)


def expected(who: str, letter: str) -> set[int]:
    if letter in who:
        return set(DONE)
    return {404} if letter.lower() in who else {403}


def closed(route: str, answer: Answer) -> int:
    return answer.page if route.startswith("GET ") else answer.form


def leads_to_sign_in(answer: httpx.Response) -> bool:
    target = urlsplit(answer.headers.get("location", ""))
    asked = urlsplit(str(answer.request.url))
    wanted = asked.path + (f"?{asked.query}" if asked.query else "")
    return target.path == "/sign-in" and parse_qs(target.query)["return_to"] == [wanted]


async def tell(caller: Caller, route: str, ids: Mapping[str, str]) -> Plain:
    return plain(await knock(caller, route, caller.prison, ids), *ids.values(), NEVER)


@pytest.mark.parametrize("route", ROUTES)
async def test_address_is_answered_as_the_table_says(house: House, callers: Callers, route: str) -> None:
    row = row_of(route)

    async def one(caller: Caller) -> str:
        answer = await knock(caller, route, caller.prison, house.samples[caller.prison])
        wanted = expected(row.who, caller.part.letter)
        if row.takes_away and caller.part.letter in row.who:
            wanted |= {404}
        led = leads_to_sign_in(answer)
        right = answer.status_code in wanted and not led
        said = f"{caller.part.letter}: {answer.status_code}, not {sorted(wanted)} {answer.text[-300:]}"
        return "" if right else said

    differences = await asyncio.gather(*(one(callers[letter]) for letter in MEMBERS))
    assert [difference for difference in differences if difference] == []


@pytest.mark.parametrize("route", ROUTES)
async def test_address_in_another_prison_is_closed(house: House, callers: Callers, route: str) -> None:
    async def one(caller: Caller) -> list[tuple[str, int, int]]:
        nobody = caller.part.persona is None
        found = []
        prisons = {ELSEWHERE: OTHER_PRISON, NO_PRISON: NO_SUCH_PRISON}
        for prison, answer in prisons.items():
            if prison == NO_PRISON and caller.part.letter not in SOME:
                continue
            told = await knock(caller, route, prison, house.samples[ELSEWHERE])
            wanted = closed(route, NOBODY if nobody else answer)
            if told.status_code != wanted or (wanted == 303 and not leads_to_sign_in(told)):
                found.append((f"{caller.part.letter} at {prison}", told.status_code, wanted))
        return found

    turns = by_turns(row_of(route).who, [*ROUTES].index(route))
    differences = await asyncio.gather(*(one(callers[letter]) for letter in turns))
    assert [difference for of_one in differences for difference in of_one] == []


@pytest.mark.parametrize("route", [route for route in ROUTES if ":uuid}" in route])
async def test_address_of_a_row_of_others_is_answered_like_one_that_never_was(
    house: House, callers: Callers, route: str
) -> None:
    async def one(caller: Caller) -> list[str]:
        # Whether the row or the right is looked at first is all the same, as long as nobody can tell.
        refused = expected(row_of(route).who, caller.part.letter) == {403}
        wanted = {403, 404} if refused else {404}
        found: list[str] = []
        never = await tell(caller, route, {})
        names = {part[1] for part in PART.finditer(route) if part[2] == "uuid"}
        for whose, ids in (await strange_ids(house, caller.part)).items():
            if names <= set(ids):
                told = await tell(caller, route, ids)
                if told != never:  # a page says the time, which may have moved on
                    told, never = await tell(caller, route, ids), await tell(caller, route, {})
                if told != never or never[0] not in wanted:
                    found.append(f"{caller.part.letter} on {whose}: {never[0]} {parting(told, never)}")
        return found

    differences = await asyncio.gather(*(one(callers[letter]) for letter in MEMBERS))
    assert [difference for of_one in differences for difference in of_one] == []


@pytest.mark.parametrize("route", [route for route in ROUTES if route.startswith("GET ")])
async def test_program_is_told_the_same_of_another_prison_and_of_none(
    house: House, callers: Callers, route: str
) -> None:
    async def one(caller: Caller) -> str:
        ids = house.samples[ELSEWHERE]
        other = plain(await caller.fetch(path_of(route, ELSEWHERE, ids)))
        none = plain(await caller.fetch(path_of(route, NO_PRISON, ids)))
        wanted = NOBODY.api if caller.part.persona is None else OTHER_PRISON.api
        return "" if other == none and none[0] == wanted else f"{caller.part.letter}: {other} and {none}"

    differences = await asyncio.gather(*(one(callers[letter]) for letter in SOME))
    assert [difference for difference in differences if difference] == []


@pytest.mark.parametrize("route", OUTSIDE)
async def test_address_outside_any_prison_is_answered_as_the_table_says(callers: Callers, route: str) -> None:
    method, path = route.split(" ", 1)
    path = path.replace("{file_path:path}", "never-built.css").replace("{shared_id:uuid}", str(UUID(int=0)))
    path = path.replace("{file_path:path}", "never-built.css")
    path = path.replace(PUBLIC, "/exi/public/council")
    path = path.replace(LINK, f"/exi/links/vetting.reference/{'a' * 40}")

    async def one(caller: Caller) -> str:
        if method == "POST":
            async with caller.again() as other:
                answer = await other.send(path, {})
        else:
            answer = await caller.browser.request(method, path)
        wanted = OUTSIDE[route].get(caller.part.letter, OUTSIDE[route]["else"])
        right = answer.status_code == wanted
        return "" if right else f"{caller.part.letter}: {answer.status_code} {answer.text[:200]}"

    differences = await asyncio.gather(*(one(caller) for caller in callers.values()))
    assert [difference for difference in differences if difference] == []
