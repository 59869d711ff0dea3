"""Logs and metrics: enough to follow a request, and nothing about anybody."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import httpx
import pytest
import structlog
from prometheus_client import REGISTRY

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.logs import configure_logs, correlation_id_from
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from frontend_api.garbage import Collections
from infra.embedded.ports import free_port
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.probes import make_app

MARKER = "Zebedee-Quill"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Collect what would go to standard output, configured as the web process configures it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    quiet = {name: logging.getLogger(name).level for name in ("authlib", "httpx", "httpx2", "asyncio")}
    configure_logs("DEBUG", service="web")
    written = StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in quiet.items():
        logging.getLogger(name).setLevel(was)
    structlog.reset_defaults()


def read(lines: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


async def test_request_is_one_line_with_its_route_and_no_address(
    browser: Browser, person: Person, prison: Prison, lines: StringIO
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    lines.truncate(0)
    lines.seek(0)
    response = await browser.get(f"/{prison.code.lower()}/who", params={"search": MARKER})
    [line] = read(lines)
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/{prison}/who", 200)
    assert line["correlation_id"] == response.headers["X-Correlation-Id"]
    assert (line["prison"], line["account"]) == (prison.code, str(person.account.id))
    assert (line["service"], line["level"]) == ("web", "info")
    assert line["timestamp"].endswith("Z")


async def test_nothing_about_anybody_is_written(
    browser: Browser, person: Person, prison: Prison, lines: StringIO
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in(f"/{prison.code.lower()}/who?search={MARKER}")
    token = await browser.form_token(prison)
    home = f"/{prison.code.lower()}"
    await browser.post(f"{home}/form", data={"csrf_token": token, "name": MARKER})
    await browser.post(f"{home}/form", data={"csrf_token": "bad", "name": MARKER})
    await browser.get(f"{home}/{MARKER}/{MARKER}")
    await browser.get("/sign-in/callback", params={"state": MARKER, "code": MARKER, "iss": MARKER})
    await browser.get("/fault", params={"q": MARKER}, headers={"User-Agent": MARKER, "Referer": MARKER})
    await browser.post(f"{home}/graphql", json={"q": MARKER}, headers={"Authorization": f"Bearer {MARKER}"})
    written = lines.getvalue()
    assert len(written.splitlines()) > 10
    kept_back = [MARKER, token, browser.session_id or "", "somebody's", "subject-1", "okafor", "ines@"]
    assert [secret for secret in kept_back if secret.lower() in written.lower()] == []


async def test_refusals_at_the_door_give_their_reason(
    browser: Browser, person: Person, prison: Prison, lines: StringIO
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.arrive(state="s", code="c")
    await browser.sign_in()
    await browser.post("/sign-out")
    await browser.get("/zzz/who")
    await browser.get("/public", headers={"Authorization": "Bearer x"})
    await browser.post("/zzz/graphql", json={}, headers={"Authorization": "Bearer x"})
    found = {
        (line["event"], line.get("reason")) for line in read(lines) if line["logger"] == "gatehouse.security"
    }
    assert found == {
        ("sign_in.refused", "no session"),
        ("sign_in.succeeded", None),
        ("form.refused", "token"),
        ("prison.refused", None),
        ("token.refused", "not a token"),
    }


async def test_fault_is_found_by_its_correlation_id(browser: Browser, lines: StringIO) -> None:
    response = await browser.get("/fault")
    [fault] = [line for line in read(lines) if line["event"] == "unexpected"]
    assert fault["correlation_id"] == response.headers["X-Correlation-Id"]
    assert fault["exception"][0]["type"] == "builtins.ZeroDivisionError"
    assert any("probes.py" in frame for frame in fault["exception"][0]["frames"])


async def test_requests_side_by_side_keep_their_own_ids(browser: Browser, lines: StringIO) -> None:
    ids = [f"request-{number:04d}" for number in range(30)]
    answers = await asyncio.gather(
        *(browser.get("/sign-in/callback", headers={"X-Correlation-Id": one}) for one in ids)
    )
    assert [answer.headers["X-Correlation-Id"] for answer in answers] == ids
    refused = [line["correlation_id"] for line in read(lines) if line["event"] == "sign_in.refused"]
    assert sorted(refused) == ids


WELL_FORMED = [("abcd-1234", None, "abcd-1234"), (None, f"00-{TRACE}-00f067aa0ba902b7-01", TRACE)]
NOT_OURS = [
    ("short", None),
    ("a" * 65, None),
    ("with space in it", None),
    ("new\nline-here", None),
    ('{"level":"info"}', None),
    ("<script>alert(1)", None),
    ("-starts-with-a-dash", None),
    (None, "00-" + "0" * 32 + "-00f067aa0ba902b7-01"),
    (None, "00-" + TRACE.upper() + "-00f067aa0ba902b7-01"),
    (None, TRACE),
    (None, None),
]


@pytest.mark.parametrize(("correlation_id", "parent", "kept"), WELL_FORMED)
def test_well_formed_id_of_the_caller_is_kept(
    correlation_id: str | None, parent: str | None, kept: str
) -> None:
    assert correlation_id_from(correlation_id, parent) == kept


@pytest.mark.parametrize(("correlation_id", "parent"), NOT_OURS)
def test_any_other_id_is_replaced(correlation_id: str | None, parent: str | None) -> None:
    made = correlation_id_from(correlation_id, parent)
    assert made not in {correlation_id, parent}
    assert len(made) == 32
    assert made != correlation_id_from(correlation_id, parent)


def count(route: str, status: str, method: str = "GET") -> float:
    labels = {"method": method, "route": route, "status": status}
    return REGISTRY.get_sample_value("gatehouse_http_requests_total", labels) or 0


async def test_requests_are_counted_by_route(browser: Browser) -> None:
    before = count("/public", "200"), count("unknown", "404"), count("unknown", "404", "OTHER")
    await browser.get("/public")
    await browser.get(f"/no/such/{MARKER}/route")
    await browser.request("INVENTED", f"/no/such/{MARKER}/route")
    after = count("/public", "200"), count("unknown", "404"), count("unknown", "404", "OTHER")
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1]


async def test_metrics_have_a_port_of_their_own(
    settings: Settings, database: Database, registry: Registry, lines: StringIO
) -> None:
    changed = settings.model_copy(update={"metrics_port": free_port()})
    app, second = (make_app(changed, database, registry) for _ in range(2))
    async with app.lifespan(), second.lifespan(), httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{changed.metrics_port}/metrics")
        assert "gatehouse_http_request_seconds_bucket" in answer.text
    assert [line["event"] for line in read(lines)] == ["metrics_port_in_use"]
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{changed.metrics_port}/metrics")


def test_longest_collection_of_garbage_is_shown() -> None:
    watching = Collections()
    gc.callbacks.append(watching)
    try:
        gc.collect()
    finally:
        gc.callbacks.remove(watching)

    longest = REGISTRY.get_sample_value("gatehouse_longest_collection_seconds")
    assert longest is not None
    assert longest > 0
