"""Figures for Prometheus, served on a port of their own that no ingress reaches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog
from litestar import Litestar
from prometheus_client import Counter, Histogram, start_http_server

from core.settings import Settings

LOG: structlog.stdlib.BoundLogger = structlog.get_logger("gatehouse.metrics")

REQUESTS = Counter("gatehouse_http_requests", "Requests answered", ("method", "route", "status"))
REQUEST_SECONDS = Histogram(
    "gatehouse_http_request_seconds",
    "Time from the first byte of a request to the last of its answer",
    ("method", "route"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
SIGN_INS = Counter("gatehouse_sign_ins", "Sign-ins by outcome", ("outcome",))

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def serve_metrics(settings: Settings) -> Lifespan:
    """Make the lifespan that serves `/metrics` while the application runs."""
    port = settings.metrics_port
    # Prometheus asks from another host; the demo shows its figures to this machine alone.
    host = "0.0.0.0" if settings.is_production else settings.host  # noqa: S104

    @asynccontextmanager
    async def metrics(_app: Litestar) -> AsyncIterator[None]:
        try:
            server, thread = start_http_server(port, host)
        except OSError:
            # A second web process on the same machine: the first one has the port, pages matter more.
            LOG.warning("metrics.port_in_use", port=port)
            yield
            return
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join(timeout=1)

    return metrics
