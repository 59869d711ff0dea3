"""What a cursor may hold for each type of sort key, and where a made-up one is refused."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Enum, Integer, String, Text, Uuid
from sqlalchemy.types import TypeEngine

from core.accounts.viewer import Viewer
from core.errors import Invalid
from core.reads.cursors import read_value
from frontend_api.graphql.execution import Engine

ID = "0190aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa"
READ: list[tuple[TypeEngine[Any], object, str | None]] = [
    (Text(), None, None),
    (Text(), "Ashdown", "Ashdown"),
    (Text(), "", ""),
    (Enum("a", native_enum=False), "a", "a"),
    (Boolean(), False, "False"),
    (Integer(), -(2**31) + 1, "-2147483647"),
    (BigInteger(), 2**40, "1099511627776"),
    (Uuid(), ID.upper(), ID),
    (Date(), "2026-03-02", "2026-03-02"),
    (Date(), "2026-W10-1", "2026-03-02"),
    (DateTime(timezone=True), "2026-03-02T09:30:00.12+01:00", "2026-03-02T08:30:00.120000+00:00"),
]
REFUSED: list[tuple[TypeEngine[Any], tuple[object, ...]]] = [
    (Text(), (1, True, 1.5, [], {}, "a\0b", "\ud800")),
    (String(3), (1,)),
    (Boolean(), (0, 1, "true", "", [])),
    (Integer(), (True, "1", 1.0, 2**31, -(2**31), 9**40, float("inf"), [])),
    (BigInteger(), (2**63,)),
    (Uuid(), ("", "x", 1, True, ID + "0", "\0" * 32, [ID])),
    (Date(), ("", "2026-02-30", "9" * 40, 20260302, "infinity", True, [])),
    (DateTime(timezone=True), ("2026-03-02T09:30:00", "noon", "0001-01-01T00:00:00+14:00", 1)),
]


@pytest.mark.parametrize(("kind", "value", "read"), READ)
def test_what_a_row_was_sorted_by_is_read(kind: TypeEngine[Any], value: object, read: str | None) -> None:
    assert read_value(value, kind) == read


@pytest.mark.parametrize(("kind", "values"), REFUSED)
def test_what_was_never_written_is_not(kind: TypeEngine[Any], values: tuple[object, ...]) -> None:
    for value in values:
        with pytest.raises(Invalid, match="not one of ours"):
            read_value(value, kind)


PAGE = "query($a: String) { mine: jobs(first: 1, after: $a, order: [{field: createdAt}]) { nodes { id } } }"


@pytest.mark.parametrize(
    "values",
    [["x", ID], ["2026-03-02T09:30:00", ID], ["2026-03-02T09:30:00Z", "x"], [True, ID], [9**40, ID], [ID]],
)
async def test_a_made_up_value_is_refused_where_it_was_given(
    engine: Engine, coordinator: Viewer, values: list[object]
) -> None:
    cursor = base64.b64encode(json.dumps(values).encode()).decode()
    (error,) = (await engine.execute(coordinator, PAGE, {"a": cursor})).errors
    assert (error["path"], error["extensions"]["code"]) == (["mine"], "INVALID")
    good = base64.b64encode(json.dumps(["2026-03-02T09:30:00Z", ID]).encode()).decode()
    assert not (await engine.execute(coordinator, PAGE, {"a": good})).errors


MEMBERS = "query($f: MemberFilter) { mine: members(filter: $f) { totalCount } }"


@pytest.mark.parametrize("word", ["lt", "gte"])
async def test_time_that_does_not_say_where_is_refused(
    engine: Engine, coordinator: Viewer, word: str
) -> None:
    bare, whole = "2026-11-22T10:00:00", "2026-11-22T10:00:00Z"
    asked = MEMBERS.replace("($f: MemberFilter)", "").replace("$f", f'{{takenAwayAt: {{{word}: "{bare}"}}}}')
    for document, variables in ((asked, {}), (MEMBERS, {"f": {"takenAwayAt": {word: bare}}})):
        (error,) = (await engine.execute(coordinator, document, variables)).errors
        assert (error["path"], error["extensions"]["code"]) == (["mine"], "INVALID")
        assert "does not say in which time zone" in error["message"]
    result = await engine.execute(coordinator, MEMBERS, {"f": {"takenAwayAt": {word: whole}}})
    assert not [error for error in result.errors if error["extensions"]["code"] == "INVALID"]
