"""Nonsense in the address of a list: the page makes sense of the rest, or says what is wrong."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from graphql import get_named_type

from core.pages.declarations import ListPage
from tests.access.callers import Caller
from tests.access.conftest import Callers
from tests.access.house import House
from tests.access.test_routes import path_of, row_of
from tests.registry import whole_house

PAGES = [page for one in whole_house().contributions for page in one.pages]
LISTS = {page.name: page for page in PAGES if isinstance(page, ListPage)}
"""Every list of every module."""
LONG = "x" * 10_000
NONSENSE = (
    "MADE_UP",
    "\x00",
    "a\x00b",
    LONG,
    "🔑🧑‍🎄",
    "\u202eabc\u200b",
    "-1",
    "1e9",
    "²",
    "9" * 40,
    "2026-13-45",
    "not-a-uuid",
    "%",
    "\\",
    "'\"<script>alert(1)</script>; DROP TABLE vetting_case --",
    "[]",
)
FEW = ("MADE_UP", "\x00", "9" * 40)
BYTES = ("%FF%FE", "%C3%28", "%ED%A0%80", "%", "%zz")
"""Not text at all, or not as an address says it."""
SHOWN = frozenset({200, 400, 404, 414})


def encoded(values: object) -> str:
    return base64.b64encode(json.dumps(values).encode()).decode()


CURSORS = (
    "abc",
    "!!!!",
    "é",
    encoded({}),
    encoded([]),
    encoded([None]),
    encoded(["x"] * 9),
    base64.b64encode(b"\xff\xfe").decode(),
    base64.b64encode(b"[" * 5000).decode(),
    base64.b64encode(b"[1e999, NaN, 1]").decode(),
)


def path_to(page: ListPage, house: House) -> str:
    return path_of(f"GET /{{prison_code:str}}{page.path}", "EXI", house.samples["EXI"])


def reader_of(page: ListPage, callers: Callers) -> Caller:
    """Return somebody at Exeter who may open the list: the co-ordinator where she may."""
    may = row_of(f"GET /{{prison_code:str}}{page.path}").who.upper()
    return callers[next(letter for letter in "CSGPV" if letter in may)]


def queries_of(page: ListPage) -> Iterator[str]:
    """Yield everything that can be wrong in the address of a list."""
    for one in page.filters:
        yield from (urlencode({one.name: value}) for value in NONSENSE)
        yield from (f"{one.name}={value}" for value in BYTES)
        yield urlencode([(one.name, f"MADE_UP_{number}") for number in range(300)])
    for name in ("sort", "per", "from", "lang", "unknown"):
        yield from (urlencode({name: value}) for value in FEW)
    for column in page.columns:
        if column.sort:
            yield from (
                f"sort={quote(sort)}"
                for sort in (f"--{column.sort}", f"{column.sort},id", f"{column.sort}\x00")
            )
    for name in ("after", "before"):
        for value in (*CURSORS, *FEW):
            yield urlencode({name: value})
        yield from (f"{name}={value}" for value in BYTES)
    yield urlencode({"after": encoded([None]), "before": encoded([None])})
    yield urlencode({"\x00": "x", "per": "50"})
    for one in page.filters:
        choices = () if callable(one.choices) else one.choices
        yield urlencode([(one.name, choice.value) for choice in choices] * 5 + [(one.name, "MADE_UP")])


async def faults(caller: Caller, path: str, query: str) -> list[str]:
    """Return what is wrong with the answer to an address."""
    answer = await caller.open(f"{path}?{query}")
    said = f"{path}?{query[:150]} {answer.status_code}"
    if answer.status_code not in SHOWN:
        return [f"{said} {answer.text[-200:]}"]
    if "text/html" in answer.headers["content-type"] and "govuk-template" not in answer.text:
        return [f"{said} is not in our style"]
    return [said for word in ("<script>alert", "Traceback", "asyncpg", "SELECT ") if word in answer.text]


@pytest.mark.parametrize("name", LISTS)
async def test_nonsense_in_the_address_of_a_list(house: House, callers: Callers, name: str) -> None:
    path, caller = path_to(LISTS[name], house), reader_of(LISTS[name], callers)
    found = [fault for query in queries_of(LISTS[name]) for fault in await faults(caller, path, query)]
    assert found == []


@pytest.mark.parametrize("name", LISTS)
async def test_what_a_list_does_not_have_is_left_out_and_named(
    house: House, callers: Callers, name: str
) -> None:
    page = LISTS[name]
    path, caller = path_to(page, house), reader_of(page, callers)
    for one in page.filters:
        nonsense = (LONG,) if callable(one.choices) or not one.choices else (LONG, "MADE_UP")
        for value in nonsense:
            shown = await caller.open(f"{path}?{one.name}={value}")
            assert shown.status_code == 200
            assert f"so it was left out: “{one.label}”" in unescape(shown.text), value[:20]
    shown = await caller.open(f"{path}?sort=MADE_UP")
    assert "so it was left out: “Order”" in unescape(shown.text)
    assert "left out" not in (await caller.open(path)).text


EMPTY = frozenset({"vetting.assessments"})
"""Lists in which nobody stands here: whoever did would be told of in all the other tests, too."""
CURSOR = "query($order: [%s!]) { list: %s(first: 1, order: $order) { pageInfo { endCursor } } }"
SPOILT: tuple[Any, ...] = (
    None, True, "x", "", "\x00", "-1", "2026-13-45", "9" * 40, 9 ** 40, -1, 1.5, [], ["x"], {}, LONG[:500],
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
async def test_a_cursor_that_was_tampered_with(house: House, callers: Callers, name: str) -> None:
    """Each value of a real cursor is replaced by others, of other kinds: the place is refused, or found."""
    page, caller = LISTS[name], reader_of(LISTS[name], callers)
    order = [
        {"field": one.field, "direction": "DESC" if one.descending else "ASC"} for one in page.default_order
    ]
    kinds = dict(orders_of(house))
    if page.connection not in kinds or page.path.count("{") or name in EMPTY:
        return
    document = CURSOR % (kinds[page.connection], page.connection)
    answer = await caller.ask(document, {"order": order})
    assert "errors" not in answer.json(), f"{answer.status_code} {answer.text}"
    cursor = answer.json()["data"]["list"]["pageInfo"]["endCursor"]
    assert cursor, f"{name} has no rows to page through"
    read = json.loads(base64.b64decode(cursor))
    values = read if isinstance(read, list) else [read]  # a list that is put together here counts its rows
    found = []
    for place in range(len(values)):
        for spoilt in SPOILT:
            tampered = encoded([*values[:place], spoilt, *values[place + 1 :]])
            way = "before" if spoilt is None else "after"
            found += await faults(caller, path_to(page, house), urlencode({way: tampered}))
    assert found == []


def orders_of(house: House) -> Iterator[tuple[str, str]]:
    """Yield each root list and the type of its order."""
    assert house.schema.query_type is not None
    for name, field in house.schema.query_type.fields.items():
        if "order" in field.args and len(field.args) <= 6:
            yield name, get_named_type(field.args["order"].type).name


@pytest.mark.parametrize("name", [name for name, page in LISTS.items() if page.exportable])
async def test_nonsense_in_the_address_of_a_file(house: House, callers: Callers, name: str) -> None:
    path, caller = f"{path_to(LISTS[name], house)}/export", reader_of(LISTS[name], callers)
    found = [
        fault
        for query in islice(queries_of(LISTS[name]), None, None, 7)
        for fault in await faults(caller, path, f"format=csv&{query}")
    ]
    assert found == []
