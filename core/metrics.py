"""Where a process shows its figures: `/metrics`, on a port of its own, beside whatever else it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from prometheus_client import start_http_server

from core.settings import Settings

log = structlog.get_logger(__name__)


@contextmanager
def serve_metrics(settings: Settings, port: int) -> Iterator[None]:
    """Serve `/metrics` for the length of the block."""
    # Prometheus asks from another host; the demo shows its figures to this machine alone.
    host = "0.0.0.0" if settings.is_production else settings.host  # noqa: S104
    try:
        server, thread = start_http_server(port, host)
    except OSError:
        # A second process on the same machine: the first one has the port, its work matters more.
        log.warning("metrics_port_in_use", port=port)
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=1)
