"""Every request from the outside in: its correlation id, its line in the log and its place in the metrics."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache

import structlog
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from prometheus_client import Counter, Histogram
from structlog.contextvars import bind_contextvars, reset_contextvars

from core.errors import DomainError
from core.logs import correlation_id_from
from frontend_api.headers import header_of
from frontend_api.metrics import REQUEST_SECONDS, REQUESTS, SIGN_INS
from frontend_api.sign_in.errors import NoAccess, Refusal, SignInFailed, TokenRefused
from frontend_api.sign_in.security_log import SECURITY
from frontend_api.unread import reading_to_the_end

LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger("gatehouse.requests")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET_PATHS = frozenset({"/health/liveness", "/health/readiness", "/ping"})
"""Asked every few seconds by the platform: counted, but not written down."""


@dataclass(slots=True)
class Traffic:
    """How many requests there were since the start."""

    begun: int = 0
    ended: int = 0

    @property
    def is_over(self) -> bool:
        return self.begun == self.ended


def observe(app: Litestar) -> None:
    """Put the observer around the whole application, once, so that it also sees what no route answers."""
    if app.state.get("traffic") is None:
        app.state["traffic"] = Traffic()
        app.asgi_handler = observer(reading_to_the_end(app.asgi_handler), app.state["traffic"])


def observer(inner: ASGIApp, traffic: Traffic) -> ASGIApp:
    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await inner(scope, receive, send)
            return
        correlation_id = correlation_id_from(
            header_of(scope, b"x-correlation-id"), header_of(scope, b"traceparent")
        )
        started, status = time.perf_counter(), 500
        traffic.begun += 1

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-correlation-id", correlation_id.encode())]
            await send(message)

        before = bind_contextvars(correlation_id=correlation_id)
        try:
            await inner(scope, receive, send_with_id)
        finally:
            traffic.ended += 1
            _record(scope, status, time.perf_counter() - started)
            reset_contextvars(**before)

    return handle


async def note_exception(error: Exception, scope: Scope) -> None:
    """Write down why someone was refused, and any fault of ours, findable by its correlation id."""
    if isinstance(error, Refusal):
        reason = getattr(error, "reason", None)
        if reason is not None:
            SECURITY.warning(_event_name(error), reason=reason)
        if isinstance(error, SignInFailed | NoAccess):
            SIGN_INS.labels("refused").inc()
    elif not isinstance(error, HTTPException | DomainError):
        LOG.error("unexpected", route=scope.get("path_template"), exc_info=error)


def _event_name(refusal: Refusal) -> str:
    return "token.refused" if isinstance(refusal, TokenRefused) else "sign_in.refused"


@lru_cache(maxsize=1_000)
def _figures(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, route, str(status)), REQUEST_SECONDS.labels(method, route)


def _record(scope: HTTPScope, status: int, seconds: float) -> None:
    """Write down the route, never the address: paths hold ids and queries hold names people searched for."""
    route = scope.get("path_template") or "unknown"
    # A stranger may invent methods; each would be a series of its own in the metrics.
    count, times = _figures(scope["method"] if scope["method"] in METHODS else "OTHER", route, status)
    count.inc()
    times.observe(seconds)
    if route in QUIET_PATHS:
        return
    viewer = scope["state"].get("viewer")
    LOG.info(
        "request",
        method=scope["method"],
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 1),
        prison=getattr(viewer, "tenant_code", None),
        account=str(viewer.account_id) if viewer is not None else None,
    )
