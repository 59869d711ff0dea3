"""Both ends of a real connection are told to notice within a minute that the other is gone."""

from __future__ import annotations

import asyncio
import os
import socket
from typing import Any

import pytest
import uvloop
from sqlalchemy import text

from core.database.keepalive import (
    IDLE_SECONDS,
    INTERVAL_SECONDS,
    PROBES,
    UNANSWERED_MILLISECONDS,
    WatchedConnection,
    watch,
)
from core.database.unit_of_work import engine_for
from infra.database_roles import DatabaseUrls

MINUTE = 60
OPTIONS = {
    socket.TCP_KEEPIDLE: IDLE_SECONDS,
    socket.TCP_KEEPINTVL: INTERVAL_SECONDS,
    socket.TCP_KEEPCNT: PROBES,
    socket.TCP_USER_TIMEOUT: UNANSWERED_MILLISECONDS,
}
Settings = tuple[dict[str, str], dict[int, int], int, type[Any]]


async def settings_of(url: str) -> Settings:
    """Return what the server and the operating system say of a connection of the pool."""
    engine = engine_for(url, pool_size=1)
    try:
        async with engine.connect() as connection:
            rows = await connection.execute(
                text("SELECT name, setting FROM pg_settings WHERE name LIKE 'tcp_%'")
            )
            server = {row.name: row.setting for row in rows}
            driver: Any = (await connection.get_raw_connection()).driver_connection
            connected = driver._transport.get_extra_info("socket")
            with socket.socket(fileno=os.dup(connected.fileno())) as same:
                client = {option: same.getsockopt(socket.IPPROTO_TCP, option) for option in OPTIONS}
                keeps = same.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            return server, client, keeps, type(driver)
    finally:
        await engine.dispose()


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_server_and_client_watch_each_other(database_urls: DatabaseUrls, loop: Any) -> None:
    with asyncio.Runner(loop_factory=loop) as runner:
        server, client, keeps, kind = runner.run(settings_of(database_urls.app))
    assert server == {
        "tcp_keepalives_idle": str(IDLE_SECONDS),
        "tcp_keepalives_interval": str(INTERVAL_SECONDS),
        "tcp_keepalives_count": str(PROBES),
        "tcp_user_timeout": str(UNANSWERED_MILLISECONDS),
    }
    assert client == OPTIONS
    assert keeps != 0
    assert kind is WatchedConnection


def test_all_of_it_takes_less_than_a_minute() -> None:
    assert IDLE_SECONDS + INTERVAL_SECONDS * PROBES < MINUTE
    assert UNANSWERED_MILLISECONDS < MINUTE * 1000


def test_socket_of_this_machine_is_left_alone() -> None:
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        watch(one)
        assert one.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 0
