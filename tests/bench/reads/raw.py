"""The raw limit: a bare ASGI application, asyncpg, and SQL by hand whose JSON goes out as it comes.

`POST /{statement}/{tenant}` with the statement's values as a JSON list. Nobody signs in.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

POOL = 8
STATEMENTS = {
    file.stem: file.read_text(encoding="utf-8")
    for file in (Path(__file__).parent / "statements").glob("*.sql")
}
# One round trip opens the transaction and says where it works; the id was read as a UUID before.
ENTER = (
    "BEGIN; SELECT set_config('app.tenant_id', '{tenant}', true), set_config('app.partner_id', '', true),"
    " set_config('app.person_id', '', true), set_config('app.account_id', '{account}', true)"
)
NOBODY = UUID(int=0)
Event = dict[str, Any]


class Plain(asyncpg.Connection):  # type: ignore[misc]  # asyncpg has no types
    """A connection given back as it is: its settings ended with the transaction."""

    def get_reset_query(self) -> str:
        return ""


class Raw:
    """The application: one statement for each request, in a transaction of the prison."""

    def __init__(self) -> None:
        self._pool: asyncpg.Pool | None = None

    async def __call__(
        self, scope: Event, receive: Callable[[], Awaitable[Event]], send: Callable[[Event], Awaitable[None]]
    ) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["path"] == "/ready":
            answer = b"{}"
        else:
            _, statement, tenant = scope["path"].split("/")
            given = (await receive())["body"]
            answer = await self._answer(STATEMENTS[statement], UUID(tenant), msgspec.json.decode(given))
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    async def _live(
        self, receive: Callable[[], Awaitable[Event]], send: Callable[[Event], Awaitable[None]]
    ) -> None:
        await receive()
        self._pool = await asyncpg.create_pool(
            os.environ["BENCH_DATABASE_URL"],
            min_size=POOL,
            max_size=POOL,
            connection_class=Plain,
            server_settings={"jit": "off", "timezone": "UTC"},
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, statement: str, tenant: UUID, values: list[str]) -> bytes:
        assert self._pool is not None
        async with self._pool.acquire() as connection:
            await connection.execute(ENTER.format(tenant=tenant, account=NOBODY))
            try:
                answer: str = await connection.fetchval(statement, *values)
            except BaseException:
                await connection.execute("ROLLBACK")
                raise
            await connection.execute("COMMIT")
        return answer.encode()


app = Raw()
