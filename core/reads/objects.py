"""JSON objects in SQL: names of the schema stand in the text, what a client calls a field is a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import assert_name
from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    func,
    literal,
    literal_column,
    text,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.sql.selectable import AliasedReturnsRows

from core.reads.selection import Selected

EMPTY_LIST: ColumnElement[Any] = type_coerce(text("'[]'::json"), JSON)
LONGEST_NAME = 63
"""Bytes of a column's name that PostgreSQL keeps."""
WHOLE = "whole"
Member = tuple[Selected, ColumnElement[Any]]


def constant(name: str) -> ColumnElement[Any]:
    """Write a name of the schema into the statement; GraphQLError for anything that is no such name.

    As a parameter it would make PostgreSQL plan the statement anew each time it is run.
    """
    return literal_column(f"'{assert_name(name)}'", Text())


def number(value: int) -> ColumnElement[int]:
    """Write a number of ours into the statement, for the same reason."""
    return literal_column(f"{value:d}", Integer())


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of a row, and the two ways to write it: `row_to_json` is quicker, and takes our names."""

    members: Sequence[Member]

    @property
    def is_declared(self) -> bool:
        """Say whether every key is a field's own name, so that a column can bear it, and there is one."""
        return bool(self.members) and all(
            selected.key == selected.name and len(selected.key) <= LONGEST_NAME
            for selected, _value in self.members
        )

    def value(self) -> ColumnElement[Any]:
        """Return the object as one value."""
        parts: list[ColumnElement[Any]] = []
        for selected, value in self.members:
            is_ours = selected.key == selected.name
            parts += [constant(selected.key) if is_ours else literal(selected.key, Text), value]
        return func.json_build_object(*parts, type_=JSON)

    def columns(self) -> list[ColumnElement[Any]]:
        """Return what a subquery selects for it."""
        if not self.is_declared:
            return [self.value().label(WHOLE)]
        return [value.label(selected.key) for selected, value in self.members]

    def of(self, rows: AliasedReturnsRows) -> ColumnElement[Any]:
        """Return the object of each row of such a subquery."""
        return func.row_to_json(rows.table_valued(), type_=JSON) if self.is_declared else rows.c[WHOLE]

    def list_of(self, rows: AliasedReturnsRows) -> ColumnElement[Any]:
        """Return the objects of all its rows, in their order, as one list."""
        each = rows.table_valued() if self.is_declared else rows.c[WHOLE]
        return func.coalesce(func.json_agg(each), EMPTY_LIST)
