"""The cursors that pages begin at: the sort values of a row, as JSON in base64.

A cursor goes to a client and comes back, so what it holds is looked at before PostgreSQL has to read it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, ColumnElement, Date, DateTime, Integer, String, Text, Uuid
from sqlalchemy.types import TypeEngine

from core.errors import Invalid
from core.reads.compiler import Scope
from core.reads.slots import Binding, Source
from core.translation import translate


def cursor_slots(cursor: Source, kinds: list[TypeEngine[Any]], scope: Scope) -> list[ColumnElement[Any]]:
    """Return the values a cursor holds for keys of these types, each as the text it is written as."""

    def part(place: int) -> Source:
        def source(binding: Binding) -> str | None:
            values = read_cursor(cursor(binding))
            if len(values) != len(kinds):
                raise Invalid(
                    translate("That page address belongs to another order. Go back to the first page.")
                )
            return read_value(values[place], kinds[place])

        return source

    return [scope.slot(part(place), Text()) for place in range(len(kinds))]


def read_cursor(cursor: str) -> list[object]:
    """Open a cursor; a made-up one is the client's error."""
    try:
        values = json.loads(base64.b64decode(cursor, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        values = None
    if not isinstance(values, list):
        raise _not_ours()
    return values


def read_value(value: object, kind: TypeEngine[Any]) -> str | None:
    """Return a value as PostgreSQL reads it; raise Invalid for what it never wrote for this type."""
    read = next((read for known, read in READERS.items() if isinstance(kind, known)), str)
    try:
        return None if value is None else read(value)
    except (TypeError, ValueError, OverflowError):
        raise _not_ours() from None


def _not_ours() -> Invalid:
    return Invalid(translate("That page address is not one of ours. Go back to the first page."))


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError
    value.encode()  # half a pair of surrogates is no letter
    return value


def _number(value: Any, bits: int = 31) -> str:
    if type(value) is not int or abs(value) >= 2**bits:
        raise TypeError
    return str(value)


def _truth(value: Any) -> str:
    if not isinstance(value, bool):
        raise TypeError
    return str(value)


def _moment(value: Any) -> str:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise TypeError
    return moment.astimezone(UTC).isoformat()


READERS: dict[type[TypeEngine[Any]], Callable[[Any], str]] = {
    Boolean: _truth,
    BigInteger: partial(_number, bits=63),
    Integer: _number,
    Date: lambda value: date.fromisoformat(value).isoformat(),
    DateTime: _moment,
    Uuid: lambda value: str(UUID(_text(value))),
    String: _text,
}
"""A special kind before the one it is of. Dates are written anew: Python reads more ways than PostgreSQL."""
