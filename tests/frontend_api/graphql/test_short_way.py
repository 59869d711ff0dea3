"""A program's call passes by much of Litestar, and is answered and written down as if it had not."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import pytest
import pytest_asyncio
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from frontend_api.graphql.fetching import LONGEST_QUERY
from frontend_api.graphql.limits import LARGEST_BODY
from frontend_api.graphql.operation import Operation
from frontend_api.sign_in.browser import SessionMiddleware
from frontend_api.sign_in.errors import TooManyRequests
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.graphql.conftest import Program, closed, composed, program_of
from tests.frontend_api.hostile_provider import HostileProvider

TYPENAME = b'{"query": "{ __typename }"}'
LONG = b'{"query": "{ __schema { types { name } } }"}'
"""Asks for more bytes than are sent uncompressed to whoever accepts them compressed."""
LISTED = b'{"query": "{ partners { totalCount nodes { name } } }"}'
JSON = {"Content-Type": "application/json"}
CORRELATION = "short-way-0001"
PASSED = (
    "before_request", "after_request", "after_response", "dependencies",
    "response_headers", "response_cookies",
)  # fmt: skip
"""What Litestar would also call around a handler."""


@dataclass(frozen=True)
class Asked:
    """One request; `content` makes the body anew for each of the two that are asked."""

    method: str = "POST"
    path: str = ""
    """Instead of the program's own."""
    headers: dict[str, str] = field(default_factory=dict)
    content: Callable[[], Any] = lambda: TYPENAME


async def pieces() -> AsyncIterator[bytes]:
    for _ in range(LARGEST_BODY // 1_000 + 1):
        yield b" " * 1_000


async def small_pieces() -> AsyncIterator[bytes]:
    yield TYPENAME[:7]
    yield b""
    yield TYPENAME[7:]


REQUESTS: dict[str, Asked] = {
    "an operation": Asked(),
    "a list": Asked(content=lambda: LISTED),
    "in pieces": Asked(content=small_pieces),
    "uncompressed": Asked(headers={"Accept-Encoding": "identity"}, content=lambda: LONG),
    "compressed": Asked(headers={"Accept-Encoding": "gzip, br"}, content=lambda: LONG),
    "too short to compress": Asked(headers={"Accept-Encoding": "gzip"}),
    "no encoding named": Asked(headers={"Accept-Encoding": ""}, content=lambda: LONG),
    "Welsh by address": Asked(path="{path}?lang=cy", content=lambda: b"{}"),
    "Welsh by cookie": Asked(headers={"Cookie": "gatehouse_language=cy"}, content=lambda: b"{}"),
    "a session beside the token": Asked(headers={"Cookie": "gatehouse=made-up"}),
    "another site": Asked(headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}),
    "another type": Asked(headers={"Content-Type": "text/plain"}),
    "no JSON": Asked(content=lambda: b"{"),
    "nothing": Asked(content=lambda: b""),
    "unknown field": Asked(content=lambda: b'{"query": "{ nothing }"}'),
    "unknown document": Asked(content=lambda: b'{"documentId": "sha256:0"}'),
    "largest": Asked(content=lambda: TYPENAME.ljust(LARGEST_BODY)),
    "too large": Asked(content=lambda: TYPENAME.ljust(LARGEST_BODY + 1)),
    "too large in pieces": Asked(content=pieces),
    "too large by its own account": Asked(headers={"Content-Length": str(LARGEST_BODY + 1)}),
    "of no length": Asked(headers={"Content-Length": "many"}),
    "of less than nothing": Asked(headers={"Content-Length": "-1"}),
    "no token of ours": Asked(headers={"Authorization": "Bearer x"}),
    "empty token": Asked(headers={"Authorization": "Bearer "}),
    "no token": Asked(headers={"Authorization": ""}),
    "another scheme": Asked(headers={"Authorization": "Basic eDp5"}),
    "another prison": Asked(path="/zzz/graphql"),
    "prison in capitals": Asked(path="{PATH}"),
    "slash at the end": Asked(path="{path}/"),
    "two slashes": Asked(path="/{path}"),
    "below": Asked(path="{path}/more"),
    "no host": Asked(headers={"Host": "a b"}),
    "a page's taste": Asked(headers={"Accept": "text/html"}, content=lambda: b"{"),
    "put": Asked("PUT"),
    "invented method": Asked("BREW"),
    "options": Asked("OPTIONS", content=lambda: b""),
    "head": Asked("HEAD", content=lambda: b""),
    "get": Asked("GET", path="{path}?documentId=sha256:0", content=lambda: b""),
    "get of text": Asked("GET", path="{path}?query=x", content=lambda: b""),
    "get of too much": Asked("GET", path="{path}?query=" + "x" * LONGEST_QUERY, content=lambda: b""),
    "get by no token of ours": Asked("GET", headers={"Authorization": "Bearer x"}, content=lambda: b""),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole(settings: Settings, registry: Registry) -> AsyncIterator[Litestar]:
    """The same application without the short way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Operation, "resolve_middleware", HTTPRouteHandler.resolve_middleware)
        made = composed(settings, registry)
    yield made
    await closed(made)


@pytest_asyncio.fixture
async def long_program(
    whole: Litestar, program: Program, person: Person, prison: Prison
) -> AsyncIterator[Program]:
    """The same caller's, who has joined already for the other program."""
    made = program_of(whole, person, prison)
    made.client.headers = program.client.headers
    yield made
    await made.client.aclose()


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which requests go all the way through Litestar's route."""
    found: list[str] = []
    handle = HTTPRoute._get_response_for_request

    async def noting(self: HTTPRoute, **what: Any) -> Any:
        found.append(what["request"].method)
        return await handle(self, **what)

    monkeypatch.setattr(HTTPRoute, "_get_response_for_request", noting)
    return found


async def asked_of(program: Program, asked: Asked) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Return all that is sent back, as it is sent."""
    path = asked.path.format(path=program.path, PATH=program.path.upper().replace("GRAPHQL", "graphql"))
    headers = {**JSON, "X-Correlation-Id": CORRELATION, **asked.headers}
    request = program.client.build_request(
        asked.method, path or program.path, headers=headers, content=asked.content()
    )
    if "Accept-Encoding" not in asked.headers:
        del request.headers["Accept-Encoding"]
    answer = await program.client.send(request, stream=True)
    body = b"".join([part async for part in answer.aiter_raw()])
    return answer.status_code, answer.headers.raw, body


def written(lines: StringIO) -> list[dict[str, Any]]:
    """Return what was written since the last time, without when and how long."""
    found = [json.loads(line) for line in lines.getvalue().splitlines()]
    lines.truncate(0)
    lines.seek(0)
    passing = {"timestamp", "milliseconds", "exception"}
    return [{name: value for name, value in line.items() if name not in passing} for line in found]


async def both(short: Program, long: Program, asked: Asked, lines: StringIO) -> tuple[Any, Any]:
    """Ask twice, since the first call finds out who asks, and return the second time's answers and lines."""
    await asked_of(short, asked)
    await asked_of(long, asked)
    written(lines)
    first = (*await asked_of(short, asked), written(lines))
    return first, (*await asked_of(long, asked), written(lines))


@pytest.mark.parametrize("name", REQUESTS)
async def test_both_ways_answer_and_write_the_same(
    program: Program, long_program: Program, lines: StringIO, name: str
) -> None:
    short, long = await both(program, long_program, REQUESTS[name], lines)
    assert short == long
    assert [line["event"] for line in short[3]][-1:] == ["request"]


async def test_too_many_calls_are_refused_alike(
    program: Program, long_program: Program, lines: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def spent(*_limit: object) -> None:
        raise TooManyRequests(7)

    for app in apps_of(program, long_program):
        monkeypatch.setattr(app.state.sign_in.limits, "spend", spent)
    short, long = await both(program, long_program, Asked(), lines)
    assert short == long
    assert short[0] == 429
    assert (b"retry-after", b"7") in short[1]


async def test_fault_is_hidden_alike(
    program: Program, long_program: Program, lines: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_asked: object) -> None:
        raise ZeroDivisionError("a secret of somebody's")

    for app in apps_of(program, long_program):
        monkeypatch.setattr(app.state.engine, "execute", fail)
    short, long = await both(program, long_program, Asked(), lines)
    assert short == long
    assert short[0] == 500
    assert "secret" not in str(short)
    assert [line["event"] for line in short[3]] == ["unexpected", "request"]


def apps_of(*programs: Program) -> list[Any]:
    return [program.client._transport.app for program in programs]  # type: ignore[attr-defined]


async def test_token_takes_the_short_way(program: Program, long_program: Program, handled: list[str]) -> None:
    """Otherwise nothing above compares two ways."""
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        await asked_of(program, Asked(headers=headers))
        await asked_of(program, Asked("GET", headers=headers))
    assert handled == []
    await asked_of(long_program, Asked())
    await asked_of(long_program, Asked("GET"))
    assert handled == ["POST", "GET"]


async def test_cookie_takes_the_long_way(
    app: Litestar, provider: HostileProvider, program: Program, handled: list[str]
) -> None:
    async with Browser(app, provider) as browser:
        await browser.sign_in()
        handled.clear()
        headers = {"Sec-Fetch-Site": "same-origin"}
        answer = await browser.get(f"{program.path}?documentId=sha256:0", headers=headers)
    assert (answer.status_code, handled) == (400, ["GET"])


def test_nothing_stands_around_the_handlers_that_would_be_passed_by(app: Litestar) -> None:
    handlers = [
        handler
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if isinstance(handler, Operation)
    ]
    assert {method for handler in handlers for method in handler.http_methods} == {"GET", "POST"}
    layers = [layer for handler in handlers for layer in handler.ownership_layers]
    assert [name for layer in layers for name in PASSED if getattr(layer, name)] == []
    assert [handler for handler in handlers if handler.cache] == []
    around = [middleware for layer in layers for middleware in layer.middleware or ()]
    assert {type(middleware) for middleware in around} == {SessionMiddleware}
