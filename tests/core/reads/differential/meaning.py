"""What filters, orders, pages and cursors mean, said in plain Python over lists of rows."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cmp_to_key
from typing import Any
from uuid import UUID

import strawberry

from core.reads.declarations import Field, Node
from tests.core.reads.differential.tables import Row, plain, stored

PAGE, LARGEST, MOST_KEYS = 25, 100, 8
Truth = bool | None
"""SQL's three truths: a comparison with nothing is neither true nor false."""


class Wrong(Exception):
    """A value that cannot be read, and where it was asked."""

    def __init__(self, path: tuple[str, ...] = (), code: str = "INVALID") -> None:
        super().__init__(code)
        self.code, self.path = code, path


def every(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    return False if False in found else None if None in found else True


def some(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    return True if True in found else None if None in found else False


def keeps(node: Node, given: dict[str, Any] | None) -> Callable[[Row], Truth]:
    """Return what a filter says of a row; a null in it says nothing. Raises Wrong for what cannot be read."""
    parts: list[Callable[[Row], Truth]] = []
    for name, value in (given or {}).items():
        if value is None:
            continue
        if name in {"and", "or"}:
            combine, inner = (every if name == "and" else some), [keeps(node, item) for item in value]
            parts.append(lambda row, combine=combine, inner=inner: combine(one(row) for one in inner))  # type: ignore[misc]
        elif name == "not":
            parts.append(_opposite(keeps(node, value)))
        else:
            field = node.fields[name]
            parts += [_comparison(field, word, one) for word, one in value.items() if one is not None]
    return lambda row: every(part(row) for part in parts)


def _opposite(inner: Callable[[Row], Truth]) -> Callable[[Row], Truth]:
    def opposite(row: Row) -> Truth:
        truth = inner(row)
        return None if truth is None else not truth

    return opposite


def _comparison(field: Field, word: str, given: Any) -> Callable[[Row], Truth]:
    if word == "isNull":
        return lambda row: (row.fields[field.attribute] is None) is given
    wanted = [_read(field, one) for one in given] if word == "in" else _read(field, given)

    def holds(row: Row) -> Truth:
        value = stored(row.fields[field.attribute])
        if word == "in":
            return some(None if value is None else value == one for one in wanted)
        return None if value is None else bool(COMPARE[word](value, wanted))

    return holds


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, wanted: value == wanted,
    "lt": lambda value, wanted: value < wanted,
    "gte": lambda value, wanted: value >= wanted,
    "contains": lambda value, wanted: wanted in value,
}


def _read(field: Field, given: Any) -> Any:
    if field.python_type is strawberry.ID:
        return identifier(given)
    if isinstance(given, datetime) and given.tzinfo is None:
        raise Wrong  # nobody knows which moment is meant
    members = getattr(field.python_type, "__members__", {})
    return members[given].value if given in members else given


def identifier(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise Wrong from None


@dataclass(frozen=True, slots=True)
class Key:
    """One value that rows are sorted by."""

    value: Callable[[Row], Any]
    falling: bool
    kind: type
    """What a cursor's text is read as."""


def sort_keys(node: Node, order: list[dict[str, str]] | None) -> list[Key]:
    """Return what rows are sorted by: what is asked for, rows without a value last, in the end the id."""
    asked = [(node.fields[one["field"]], one["direction"] == "DESC") for one in order or ()]
    if not asked:
        by_attribute = {field.attribute: field for field in node.fields.values()}
        asked = [(by_attribute[name.lstrip("-")], name.startswith("-")) for name in node.sorted_by]
    keys: list[Key] = []
    for field, falling in asked:
        if field.nullable:
            keys.append(Key(lambda row, field=field: row.fields[field.attribute] is None, False, bool))  # type: ignore[misc]
        keys.append(Key(lambda row, field=field: stored(row.fields[field.attribute]), falling, _kind(field)))  # type: ignore[misc]
    return [*keys, Key(lambda row: row.columns["id"], asked[-1][1], UUID)]


def _kind(field: Field) -> type:
    if field.python_type is strawberry.ID:
        return UUID
    return field.python_type if field.python_type in {int, bool, date, datetime} else str


def compared(keys: list[Key], one: list[Any], other: list[Any]) -> int:
    """Return below, at or above 0 as the first stands before, with or behind the second; nothing is last."""
    for key, left, right in zip(keys, one, other, strict=True):
        if left != right:
            before = right is None or (left is not None and left < right)
            return -1 if before != key.falling else 1
    return 0


def values_of(keys: list[Key], row: Row) -> list[Any]:
    return [key.value(row) for key in keys]


def in_order(keys: list[Key], rows: list[Row]) -> list[Row]:
    def order(one: Row, other: Row) -> int:
        return compared(keys, values_of(keys, one), values_of(keys, other))

    return sorted(rows, key=cmp_to_key(order))


def cursor_of(keys: list[Key], row: Row) -> str:
    """Return where a page may begin: the row's sort values as JSON, in base64."""
    text = json.dumps([plain(value) for value in values_of(keys, row)], ensure_ascii=False)
    return base64.b64encode(text.encode()).decode()


def read_cursor(keys: list[Key], cursor: str, path: tuple[str, ...]) -> list[Any]:
    """Return the values a cursor holds for these keys."""
    try:
        values = json.loads(base64.b64decode(cursor, validate=True))
    except ValueError:
        values = None
    if not isinstance(values, list) or len(values) != len(keys):
        raise Wrong(path)
    try:
        return [
            None if value is None else READ[key.kind](value) for key, value in zip(keys, values, strict=True)
        ]
    except (ValueError, TypeError):
        raise Wrong(path) from None


def _exactly(kind: type) -> Callable[[Any], Any]:
    """Take only what JSON writes for this type: PostgreSQL never wrote a number for a text."""

    def taken(value: object) -> object:
        if type(value) is kind and "\0" not in str(value):
            return value
        raise ValueError(value)

    return taken


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


READ: dict[type, Callable[[Any], Any]] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    UUID: lambda value: UUID(_exactly(str)(value)),
    date: date.fromisoformat,
    datetime: _moment,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows, and whether there are others on its two sides."""

    rows: list[Row]
    has_next: bool
    has_previous: bool


def page_of(rows: list[Row], keys: list[Key], given: dict[str, Any], path: tuple[str, ...]) -> Page:
    """Cut a page out of all rows in order: the first after a cursor, or the last before one."""
    backward = given.get("last") is not None
    size, cursor = size_of(given, path), given.get("before" if backward else "after")
    there = None if cursor is None else read_cursor(keys, cursor, path)
    if there is not None:
        side = 1 if backward else -1
        rows = [row for row in rows if compared(keys, there, values_of(keys, row)) * side > 0]
    more = len(rows) > size
    if backward:
        return Page(rows[len(rows) - size :] if more else rows, cursor is not None, more)
    return Page(rows[:size], more, cursor is not None)


def size_of(given: dict[str, Any], path: tuple[str, ...]) -> int:
    """Return how many rows are asked for."""
    size = next((given[word] for word in ("last", "first") if given.get(word) is not None), PAGE)
    if not 0 <= size <= LARGEST:
        raise Wrong(path)
    return int(size)
