"""What a job may be told: ids, codes, dates and numbers. Free text would put personal data in the queue."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from core.jobs.declarations import JobFunction

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,99}")
"""Ids, codes, dates, content hashes: no spaces, so no name, note or sentence passes."""
MOST_ITEMS = 1000
DEEPEST = 3


class UnfitArgument(ValueError):
    """A job was to be told something other than ids, codes, dates and numbers."""


def pack(arguments: Mapping[str, object]) -> dict[str, object]:
    """Return the arguments as JSON holds them; raise UnfitArgument, without the value, for anything else."""
    return {name: _pack(value, name, 1) for name, value in arguments.items()}


def _pack(value: object, name: str, depth: int) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case UUID() | date() | datetime():
            return value.isoformat() if isinstance(value, date) else str(value)
        case str() if value == "" or CODE.fullmatch(value):
            return str(value)
        case list() | tuple() | set() | frozenset() if len(value) <= MOST_ITEMS and depth < DEEPEST:
            return [_pack(item, name, depth + 1) for item in value]
        case Mapping() if len(value) <= MOST_ITEMS and depth < DEEPEST:
            return {str(_pack(key, name, depth)): _pack(item, name, depth + 1) for key, item in value.items()}
    raise UnfitArgument(
        f"The job's argument '{name}' must hold ids, codes, dates and numbers only, "
        f"not {type(value).__name__} with free text or depth. Store the value in a row and pass its id.",
    )


def check_names(function: JobFunction, arguments: Mapping[str, object]) -> None:
    """Raise TypeError now, rather than in the worker, when the function does not take these arguments."""
    inspect.signature(function).bind(None, **arguments)


def unpack(function: JobFunction, arguments: Mapping[str, object]) -> dict[str, Any]:
    """Return the arguments as the function annotates them: ids as UUID, dates as date, codes as enums."""
    hints = typing.get_type_hints(function)
    return {
        name: msgspec.convert(value, hints.get(name, Any), strict=False) for name, value in arguments.items()
    }
