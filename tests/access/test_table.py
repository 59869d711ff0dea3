"""The table names everything there is, and nothing that is not: what is new fails until it has a row."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from litestar.routes import HTTPRoute

from tests.access import expectations
from tests.access.asked import Asked
from tests.access.documents import stricter_fields
from tests.access.expectations import (
    API,
    API_BY_GET,
    ARGUMENTS,
    FIELDS,
    MUTATIONS,
    OUTSIDE,
    QUERIES,
    ROUTES,
)
from tests.access.house import House
from tests.access.personas import MEMBERS, PARTS

TABLE = "tests/access/expectations.py"


def differences(kind: str, live: Iterable[str], listed: Iterable[str]) -> list[str]:
    there, known = set(live), set(listed)
    return [
        *(f"{name} is new: say in {kind} of {TABLE} who may use it" for name in sorted(there - known)),
        *(f"{name} is gone: take it out of {kind} of {TABLE}" for name in sorted(known - there)),
    ]


def live_routes(house: House) -> list[str]:
    return [
        f"{method} {route.path}"
        for route in house.application.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if method != "OPTIONS"
    ]


def test_every_question_has_a_row(house: House) -> None:
    assert house.schema.query_type is not None
    assert differences("QUERIES", house.schema.query_type.fields, QUERIES) == []


def test_every_change_has_a_row(house: House) -> None:
    assert house.schema.mutation_type is not None
    assert differences("MUTATIONS", house.schema.mutation_type.fields, MUTATIONS) == []
    assert set(ARGUMENTS) <= {*MUTATIONS, *QUERIES}


def test_every_stricter_field_has_a_row(house: House) -> None:
    assert differences("FIELDS", stricter_fields(house.schema), FIELDS) == []


def test_every_address_has_a_row(house: House) -> None:
    assert differences("ROUTES or OUTSIDE", live_routes(house), [*ROUTES, *OUTSIDE, API, API_BY_GET]) == []


def test_schema_offers_nothing_but_questions_and_changes(house: House) -> None:
    assert house.schema.subscription_type is None


def test_letters_are_those_of_the_personas() -> None:
    rows = [*QUERIES.values(), *FIELDS.values(), *MUTATIONS.values()]
    rows += [row.who if isinstance(row, Asked) else row for row in ROUTES.values()]
    for row in rows:
        assert set(row.upper()) <= set(MEMBERS), row
        assert len(set(row.upper())) == len(row), f"{row} names somebody twice"
    assert {letter for row in OUTSIDE.values() for letter in row} <= {*PARTS, "else"}


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("QUERIES", "partners"),
        ("MUTATIONS", "addPerson"),
        ("FIELDS", "VettingCase.isLeap"),
        ("ROUTES", "GET /{prison_code:str}"),
    ],
)
def test_missing_row_and_row_of_nothing_are_each_named(table: str, name: str) -> None:
    """The control of the tests above: what is left out of the table is found, and so is what is too much."""
    rows = list(getattr(expectations, table))
    without = [row for row in rows if row != name]
    assert differences(table, rows, without) == [f"{name} is new: say in {table} of {TABLE} who may use it"]
    assert differences(table, without, rows) == [f"{name} is gone: take it out of {table} of {TABLE}"]
