"""What the platform asks: is the process alive, can it do its work, what is it. Its own dependencies only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from importlib.metadata import version
from typing import Any, Literal

import structlog
from litestar import get
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.response import Response
from redis.exceptions import RedisError
from sqlalchemy import text

from core.database.unit_of_work import Database
from core.jobs.queue import queue_health
from frontend_api.headers import PUBLIC

LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger("gatehouse.health")
PATIENCE_SECONDS = 3.0
QUEUE_SECONDS = 300
"""A job that has waited longer than this for a worker is worth a look; pages do not depend on it."""
# Row-level security binds neither a superuser nor a role that bypasses it: such a role must not serve.
ROLE = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")

Status = Literal["UP", "DEGRADED", "DOWN"]
Component = dict[str, Any]
AS_IT_IS = {PUBLIC: True}


@get("/health/liveness", opt=AS_IT_IS, sync_to_thread=False)
def liveness() -> dict[str, str]:
    return {"status": "UP"}


@get("/ping", opt=AS_IT_IS, media_type=MediaType.TEXT, sync_to_thread=False)
def ping() -> str:
    return "pong"


@get("/info", opt=AS_IT_IS, sync_to_thread=False)
def info(state: State) -> dict[str, Any]:
    build = {"name": "gatehouse", "version": version("gatehouse"), "commit": state.settings.commit}
    return {"build": build}


@get("/health/readiness", opt=AS_IT_IS)
async def readiness(state: State) -> Response[dict[str, Any]]:
    """Say UP, DEGRADED (serving, with something wrong) or DOWN (503), and which part it is."""
    database, redis, queue = await asyncio.gather(
        _within_patience("database", _check_database(state.database)),
        _within_patience("redis", _check_redis(state.sign_in.redis)),
        _within_patience("queue", _check_queue(state.database)),
    )
    components = {"database": database, "redis": redis, "queue": queue, "plugins": _check_plugins(state)}
    status = overall(components)
    return Response(
        {"status": status, "components": components},
        status_code=503 if status == "DOWN" else 200,
    )


def overall(components: dict[str, Component]) -> Status:
    """Without the database nothing works; without anything else most things still do."""
    if components["database"]["status"] == "DOWN":
        return "DOWN"
    return "UP" if all(part["status"] == "UP" for part in components.values()) else "DEGRADED"


async def _within_patience(name: str, check: Awaitable[Component]) -> Component:
    try:
        return await asyncio.wait_for(check, PATIENCE_SECONDS)
    except Exception as error:  # noqa: BLE001 -- whatever is wrong, the answer is that this part is down
        LOG.warning("health.down", component=name, reason=type(error).__name__)
        return {"status": "DOWN"}


async def _check_database(database: Database) -> Component:
    async with database.engine.connect() as connection:
        bypasses = bool(await connection.scalar(ROLE))
    return (
        {"status": "DOWN", "reason": "the role bypasses row-level security"} if bypasses else {"status": "UP"}
    )


async def _check_redis(redis: Any) -> Component:
    try:
        await redis.ping()
    except (RedisError, OSError):
        return {"status": "DEGRADED", "reason": "nobody can sign in by browser; bearer tokens still work"}
    return {"status": "UP"}


async def _check_queue(database: Database) -> Component:
    health = await queue_health(database)
    slow = health.oldest_seconds > QUEUE_SECONDS or health.workers == 0
    return {
        "status": "DEGRADED" if slow else "UP",
        "oldestSeconds": round(health.oldest_seconds),
        "due": health.due,
        "deadLetters": health.dead_letters,
        "workers": health.workers,
    }


def _check_plugins(state: State) -> Component:
    """Name the quarantined; why they are is in the log, since an error's text may hold anything."""
    quarantined = sorted(state.registry.quarantined)
    return {"status": "DEGRADED" if quarantined else "UP", "quarantined": quarantined}


health_routes = (liveness, readiness, ping, info)
