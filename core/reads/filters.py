"""The filter and order grammar: ours and frozen, so that no library changes a client's query."""

from __future__ import annotations

import enum
import operator as operator_
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    SmallInteger,
    String,
    Text,
    and_,
    any_,
    false,
    not_,
    or_,
    true,
)
from sqlalchemy.types import TypeEngine
from strawberry.utils.str_converters import to_camel_case

from core.errors import Invalid
from core.reads.compiler import Scope
from core.reads.declarations import Node, Row, value_of
from core.reads.slots import Binding, Given, Source
from core.translation import translate

MOST_PARTS = 150
"""Objects in the filters of an operation: each becomes a part of the statement, and again of its count."""


@strawberry.enum
class Direction(enum.Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input
class TextComparison:
    eq: str | None = strawberry.UNSET
    in_: list[str] | None = strawberry.field(name="in", default=strawberry.UNSET)
    contains: str | None = strawberry.UNSET
    is_null: bool | None = strawberry.UNSET


@strawberry.input
class IdComparison:
    eq: strawberry.ID | None = strawberry.UNSET
    in_: list[strawberry.ID] | None = strawberry.field(name="in", default=strawberry.UNSET)
    is_null: bool | None = strawberry.UNSET


@strawberry.input
class DateComparison:
    eq: date | None = strawberry.UNSET
    lt: date | None = strawberry.UNSET
    gte: date | None = strawberry.UNSET
    is_null: bool | None = strawberry.UNSET


@strawberry.input
class TimeComparison:
    lt: datetime | None = strawberry.UNSET
    gte: datetime | None = strawberry.UNSET
    is_null: bool | None = strawberry.UNSET


@strawberry.input
class NumberComparison:
    eq: int | None = strawberry.UNSET
    lt: int | None = strawberry.UNSET
    gte: int | None = strawberry.UNSET
    is_null: bool | None = strawberry.UNSET


@strawberry.input
class BooleanComparison:
    eq: bool | None = strawberry.UNSET


COMPARISONS: dict[object, type] = {
    str: TextComparison,
    strawberry.ID: IdComparison,
    date: DateComparison,
    datetime: TimeComparison,
    int: NumberComparison,
    bool: BooleanComparison,
}


def comparison_for(python_type: Any) -> type:
    """Return the comparison input for a field's type; a code list gets one of its own."""
    if isinstance(python_type, type) and issubclass(python_type, enum.Enum):
        if python_type not in COMPARISONS:
            annotations = {"eq": python_type | None, "in_": list[python_type] | None, "is_null": bool | None}
            fields = {
                "__annotations__": annotations,
                "eq": strawberry.UNSET,
                "in_": strawberry.field(name="in", default=strawberry.UNSET),
                "is_null": strawberry.UNSET,
            }
            COMPARISONS[python_type] = strawberry.input(type(f"{python_type.__name__}Comparison", (), fields))
        return COMPARISONS[python_type]
    return COMPARISONS[python_type]


def filter_input(node: Node, attributes: tuple[str, ...]) -> type:
    """Build `<Node>Filter`: a comparison for each attribute, and `and`, `or`, `not`."""
    by_attribute = {item.attribute: item for item in node.fields.values()}
    name = f"{node.name}Filter"
    cls = type(name, (), {})
    annotations: dict[str, Any] = {}
    for attribute in attributes:
        annotations[attribute] = comparison_for(by_attribute[attribute].python_type) | None
        setattr(cls, attribute, strawberry.UNSET)
    for word in ("and", "or"):
        annotations[f"{word}_"] = list[cls] | None  # type: ignore[valid-type]
        setattr(cls, f"{word}_", strawberry.field(name=word, default=strawberry.UNSET))
    annotations["not_"] = cls | None
    cls.not_ = strawberry.field(name="not", default=strawberry.UNSET)  # type: ignore[attr-defined]
    cls.__annotations__ = annotations
    return strawberry.input(cls, name=name)


def order_input(node: Node, attributes: tuple[str, ...]) -> type:
    """Build `<Node>Order`: a field out of those declared sortable, and a direction."""
    members = {to_camel_case(attribute): attribute for attribute in attributes}
    listed: type[enum.Enum] = enum.EnumMeta.__call__(enum.Enum, f"{node.name}OrderField", members)
    fields = strawberry.enum(listed)
    namespace = {"__annotations__": {"field": fields, "direction": Direction}, "direction": Direction.ASC}
    return strawberry.input(type(f"{node.name}Order", (), namespace), name=f"{node.name}Order")


def count_parts(given: Given | None, scope: Scope) -> None:
    """Refuse filters of more parts than are worth writing into one statement; empty ones are written too."""
    waiting = [] if given is None else [given.value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            scope.slots.parts += 1
            waiting += value.values()
        elif isinstance(value, list):
            waiting += [item for item in value if isinstance(item, dict)]
    if scope.slots.parts > MOST_PARTS:
        raise Invalid(
            translate("The filters of one operation have at most {count} parts.").format(count=MOST_PARTS)
        )


def condition(node: Node, row: Row, given: Given | None, scope: Scope) -> ColumnElement[bool]:
    """Turn a filter argument into SQL; every value is a slot."""
    if given is None:
        return true()
    parts: list[ColumnElement[bool]] = []
    for key, value in given.items():
        if key in {"and", "and_"}:
            parts.append(and_(true(), *(condition(node, row, item, scope) for item in value.each())))
        elif key in {"or", "or_"}:
            parts.append(or_(false(), *(condition(node, row, item, scope) for item in value.each())))
        elif key in {"not", "not_"}:
            parts.append(not_(condition(node, row, value, scope)))
        else:
            declared = next(item for item in node.fields.values() if key in {item.name, item.attribute})
            parts.append(
                _compare(value_of(node, declared.attribute, row), declared.python_type, value, scope)
            )
    return and_(true(), *parts)


def _compare(column: ColumnElement[Any], python_type: Any, given: Given, scope: Scope) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    for operator, value in given.items():
        if operator in {"isNull", "is_null"}:
            parts.append(column.is_(None) if value.value else column.is_not(None))
        elif operator in {"in", "in_"}:
            listed = scope.slot(_all_bound(value.source, python_type), ARRAY(_kind_of(column)))
            parts.append(column == any_(listed))
        elif operator == "contains":
            # Stored folded and compared as it stands: `lower()` and LIKE indexes go unused under RLS.
            parts.append(column.contains(scope.slot(_escaped(value.source), Text()), escape=ESCAPE))
        else:
            bound = scope.slot(_bound(value.source, python_type), _kind_of(column))
            parts.append(COMPARE[operator](column, bound))
    return and_(true(), *parts)


ESCAPE = "/"
COMPARE: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "eq": operator_.eq,
    "lt": operator_.lt,
    "gte": operator_.ge,
}


def _kind_of(column: ColumnElement[Any]) -> TypeEngine[Any]:
    """Return the type of the values compared with: of a code its text, as it is stored.

    A small number is compared with any number a client may send, also one the column could not hold.
    """
    if isinstance(column.type, String):
        return Text()
    return Integer() if isinstance(column.type, SmallInteger) else column.type


def _bound(source: Source, python_type: Any) -> Source:
    return lambda binding: as_bound(source(binding), python_type)


def _all_bound(source: Source, python_type: Any) -> Source:
    return lambda binding: [as_bound(item, python_type) for item in source(binding)]


def _escaped(source: Source) -> Source:
    """Let nothing that somebody typed mean anything to LIKE."""

    def escaped(binding: Binding) -> str:
        text = str(source(binding))
        for mark in (ESCAPE, "%", "_"):
            text = text.replace(mark, ESCAPE + mark)
        return text

    return escaped


def as_bound(value: Any, python_type: Any) -> Any:
    """Return the value as the driver wants it: ids as UUIDs, codes as their text, times with an offset."""
    if python_type is strawberry.ID:
        return as_uuid(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        # The driver would read it in this process's own time zone, which no client knows.
        raise Invalid(
            translate(
                "“{value}” does not say in which time zone. Add its offset, as in 2026-03-02T09:30:00+00:00, "
                "or Z for UTC."
            ).format(value=value.isoformat())
        )
    return value.value if isinstance(value, enum.Enum) else value


def as_uuid(value: object) -> UUID:
    """Read an id; anything else is the client's error, said plainly."""
    try:
        return UUID(str(value))
    except ValueError:
        raise Invalid(translate("“{value}” is not an id.").format(value=str(value)[:40])) from None
