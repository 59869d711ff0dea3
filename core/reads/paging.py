"""Where a page of a list begins and how large it is: sort keys, and the rows after a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, and_, cast, false, or_, true, tuple_

from core.errors import Invalid
from core.reads.compiler import Scope
from core.reads.declarations import Node, Row, field_of, value_of
from core.reads.objects import number
from core.reads.slots import Binding, Given, Source
from core.translation import translate

PAGE_SIZE = 25
LARGEST_PAGE = 100
MOST_KEYS = 8
"""Each key to sort by makes the cursor's condition longer."""


@dataclass(frozen=True, slots=True)
class SortKey:
    expression: ColumnElement[Any]
    descending: bool
    nullable: bool = False
    """Rows may have no value; then the key before says so."""

    def ordered(self) -> ColumnElement[Any]:
        return self.expression.desc() if self.descending else self.expression.asc()

    def after(self, value: ColumnElement[Any]) -> ColumnElement[bool]:
        bound = self.bound(value)
        return self.expression < bound if self.descending else self.expression > bound

    def not_before(self, value: ColumnElement[Any]) -> ColumnElement[bool]:
        bound = self.bound(value)
        return self.expression <= bound if self.descending else self.expression >= bound

    def same(self, value: ColumnElement[Any]) -> ColumnElement[bool]:
        return self.expression.is_not_distinct_from(self.bound(value))

    def bound(self, value: ColumnElement[Any]) -> ColumnElement[Any]:
        return cast(cast(value, Text), self.expression.type)


@dataclass(frozen=True, slots=True)
class Page:
    """How many rows from where; the cursor is a slot."""

    size: ColumnElement[int]
    cursor: Source | None
    backward: bool


def page_of(arguments: dict[str, Given], scope: Scope) -> Page:
    """Read first/after or last/before; both at once make no sense and are refused."""
    backward = "last" in arguments
    if backward and "first" in arguments:
        raise Invalid(translate("Ask for the first rows or the last, not both."))
    if ("after" if backward else "before") in arguments:
        raise Invalid(translate("Ask for the first rows after a cursor, or the last before one."))
    asked = arguments.get("last" if backward else "first")
    size = _size(asked, scope)
    cursor = arguments.get("before" if backward else "after")
    return Page(size, None if cursor is None else cursor.source, backward)


def _size(asked: Given | None, scope: Scope) -> ColumnElement[int]:
    """Return the size as a number in the text: PostgreSQL keeps plans that know how few rows they are for."""
    if asked is None:
        return number(PAGE_SIZE)
    # Whether it is a size is found out with all other values, after what the viewer may not read.
    scope.slot(_checked(asked.source), Integer())
    scope.slots.depend_on(asked.source)
    size = int(asked.value) if 0 <= asked.value <= LARGEST_PAGE else PAGE_SIZE
    return number(size)


def _checked(size: Source) -> Source:
    def source(binding: Binding) -> int:
        found: int = size(binding)
        if not 0 <= found <= LARGEST_PAGE:
            raise Invalid(translate("A page holds 0 to {count} rows.").format(count=LARGEST_PAGE))
        return found

    return source


def sort_keys(node: Node, row: Row, order: Given | None, *, backward: bool) -> list[SortKey]:
    """Return the keys to sort by, ending in the id, turned round for a page read backwards."""
    wanted = [] if order is None else [(item["field"], item["direction"]) for item in order.value]
    named = [(getattr(f, "value", f), getattr(d, "value", d) == "DESC") for f, d in wanted]
    if len(named) > MOST_KEYS:
        raise Invalid(translate("Sort by at most {count} fields.").format(count=MOST_KEYS))
    named = named or [(name.lstrip("-"), name.startswith("-")) for name in node.sorted_by]
    keys: list[SortKey] = []
    for attribute, descending in named:
        expression = value_of(node, attribute, row)
        if field_of(node, attribute).nullable:
            keys.append(SortKey(expression.is_(None), descending=backward))  # rows without a value come last
        keys.append(SortKey(expression, descending != backward, field_of(node, attribute).nullable))
    return [*keys, SortKey(row.id, descending=named[-1][1] != backward)]


def beyond(keys: list[SortKey], values: list[ColumnElement[Any]]) -> ColumnElement[bool]:
    """Return the rows after the cursor: past it on the first key that differs.

    Said so that an index is entered where the cursor stands: as one comparison of rows where all keys run the
    same way, else with a bound on the first key beside the choices, which PostgreSQL only filters by.
    """
    if not any(key.nullable for key in keys) and len({key.descending for key in keys}) == 1:
        here, there = tuple_(*(key.expression for key in keys)), tuple_(*map(SortKey.bound, keys, values))
        return here < there if keys[0].descending else here > there
    choices: list[ColumnElement[bool]] = []
    for index, key in enumerate(keys):
        same = [earlier.same(value) for earlier, value in zip(keys[:index], values[:index], strict=True)]
        choices.append(and_(true(), *same, key.after(values[index])))
    return and_(keys[0].not_before(values[0]), or_(false(), *choices))
