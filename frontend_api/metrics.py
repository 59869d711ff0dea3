"""Figures for Prometheus, served on a port of their own that no ingress reaches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from litestar import Litestar
from prometheus_client import Counter, Gauge, Histogram

from core.metrics import serve_metrics
from core.settings import Settings

REQUESTS = Counter("gatehouse_http_requests", "Requests answered", ("method", "route", "status"))
REQUEST_SECONDS = Histogram(
    "gatehouse_http_request_seconds",
    "Time from the first byte of a request to the last of its answer",
    ("method", "route"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
LONGEST_COLLECTION = Gauge(
    "gatehouse_longest_collection_seconds",
    "Longest time that garbage collection has held everything up since the start",
)
SIGN_INS = Counter("gatehouse_sign_ins", "Sign-ins by outcome", ("outcome",))


Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def metrics_lifespan(settings: Settings) -> Lifespan:
    """Make the lifespan that serves `/metrics` while the application runs."""

    @asynccontextmanager
    async def metrics(_app: Litestar) -> AsyncIterator[None]:
        with serve_metrics(settings, settings.metrics_port):
            yield

    return metrics
