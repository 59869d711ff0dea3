"""How soon a connection to PostgreSQL whose other end is gone is given up: within a minute, on both sides."""

from __future__ import annotations

import os
import socket
from typing import Any

import asyncpg

IDLE_SECONDS = 20
"""Without a word for so long, the other end is asked whether it is there."""
INTERVAL_SECONDS = 10
PROBES = 3
UNANSWERED_MILLISECONDS = 45_000
"""What was sent and not acknowledged for so long ends the connection, at once for whoever waits on it."""

SERVER_SETTINGS = {
    "tcp_keepalives_idle": str(IDLE_SECONDS),
    "tcp_keepalives_interval": str(INTERVAL_SECONDS),
    "tcp_keepalives_count": str(PROBES),
    "tcp_user_timeout": str(UNANSWERED_MILLISECONDS),
}
"""Asks the server to watch us alike: a lost client's locks and transaction end with its connection."""
CLIENT_OPTIONS = (
    ("TCP_KEEPIDLE", IDLE_SECONDS),
    ("TCP_KEEPINTVL", INTERVAL_SECONDS),
    ("TCP_KEEPCNT", PROBES),
    ("TCP_USER_TIMEOUT", UNANSWERED_MILLISECONDS),
)
"""By name, since not every system has all of them."""


class WatchedConnection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg comes without types
    """A connection that notices that its server is gone, even while it only listens."""

    def __init__(self, protocol: Any, transport: Any, *others: Any) -> None:
        super().__init__(protocol, transport, *others)
        watch(transport.get_extra_info("socket"))


def watch(connected: Any) -> None:
    """Have the operating system ask after the other end; a Unix socket needs none of it."""
    if connected.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    # The event loop lends a socket that cannot be set everywhere; a second handle is the same socket.
    with socket.socket(fileno=os.dup(connected.fileno())) as same:
        same.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in CLIENT_OPTIONS:
            if hasattr(socket, name):
                same.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
