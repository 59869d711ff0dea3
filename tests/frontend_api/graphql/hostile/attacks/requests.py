"""An attack as the bytes that are sent, and the status that answers it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

JSON_TYPE = "application/json"
PEOPLE = "query($f: PersonFilter, $n: Int, $s: String, $a: String) {"
PEOPLE += " people(filter: $f, first: $n, search: $s, after: $a) { totalCount nodes { id } } }"


@dataclass(frozen=True, slots=True)
class Attack:
    """One request, and the status that refuses it; None where it may be answered or refused."""

    content: bytes
    content_type: str = JSON_TYPE
    status: int | None = 400


def asked(query: str, variables: Any = None, *, status: int | None = 400, name: Any = None) -> Attack:
    body = {"query": query, "variables": variables, "operationName": name}
    return Attack(json.dumps(body).encode(), status=status)


def raw(content: bytes, content_type: str = JSON_TYPE, *, status: int | None = 400) -> Attack:
    return Attack(content, content_type, status)


def within(variables: bytes, query: str = PEOPLE) -> bytes:
    """Write a body around variables that no encoder would write."""
    return b'{"query": ' + json.dumps(query).encode() + b', "variables": ' + variables + b"}"
