"""What is wrong around an operation: a body that is no JSON, or not of the type it is said to be."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.frontend_api.graphql.hostile.attacks.requests import JSON_TYPE, Attack

TYPES = (
    *("", "text/plain", "text/html", "application/graphql", "application/x-www-form-urlencoded", "x" * 3_000),
    *("multipart/form-data", "multipart/form-data; boundary=b", "application/json, text/plain", "*/*", ";"),
    *("application/json; charset=utf-16", "APPLICATION/JSON", "application/json;;;", "application/jsonx"),
)
BREAKING: tuple[Callable[[bytes, Random], bytes], ...] = (
    lambda content, chance: content[: chance.randrange(len(content))],
    lambda content, chance: content[chance.randrange(len(content)) :],
    lambda content, chance: content.replace(b'"', b"'", chance.randrange(1, 5)),
    lambda content, chance: _put(content, chance, bytes([chance.randrange(256)])),
    lambda content, chance: _put(content, chance, b"\xff\xfe\xed\xa0\x80"),
    lambda content, chance: _put(content, chance, b"\\ud800"),
    lambda content, _chance: b"\xef\xbb\xbf" + content,
    lambda content, _chance: content.decode().encode("utf-16"),
    lambda content, _chance: b"[" + content + b"," + content + b"]",
    lambda content, _chance: content + content,
    lambda content, _chance: content[:-1] + b"," + content[1:],
    lambda content, chance: content.replace(b": ", b": [" * chance.randrange(1, 3_000), 1),
    lambda _content, chance: chance.choice(
        (b"", b" ", b"null", b"[]", b"{}", b"0", b'"x"', b"NaN", b"{" * 999)
    ),
    lambda _content, chance: chance.randbytes(chance.randrange(1, 200)),
)


def broken(content: bytes, chance: Random) -> Attack:
    """Break the JSON; now and then what comes out is JSON all the same."""
    return Attack(chance.choice(BREAKING)(content, chance), status=None)


def mistyped(content: bytes, chance: Random) -> Attack:
    """Send a good body under a type that is another, or written oddly."""
    return Attack(content, chance.choice(TYPES), status=None)


def plain(content: bytes) -> Attack:
    return Attack(content, JSON_TYPE, status=None)


def _put(content: bytes, chance: Random, piece: bytes) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + piece + content[place:]
