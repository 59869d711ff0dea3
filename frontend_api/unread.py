"""What a refused request was still sending: read before it is answered, or else said to be given up.

A server closes a connection on which something lies unread, and says nothing of it: the next request that
its client, or the proxy before us, sends there would be answered by nobody.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPReceiveMessage, Message, Receive, Scope, Send

from frontend_api.headers import header_of

MOST_READ = 64 * 1024
"""Bytes: a form and a question are smaller, and what is larger is dearer to read than a new connection."""
READ_SECONDS = 2.0
GIVEN_UP = (b"connection", b"close")


class Body:
    """What a request brings, and whether all of it was read."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.is_read = False

    async def receive(self) -> HTTPReceiveMessage:
        message = await self._receive()
        self.is_read = not message.get("more_body", False)
        return message  # type: ignore[return-value]  # of HTTP alone, as its caller saw to

    async def read_rest(self) -> bool:
        """Read what is small and comes soon; return whether that was all."""
        left = MOST_READ
        with suppress(TimeoutError):
            async with asyncio.timeout(READ_SECONDS):
                while left > 0 and not self.is_read:
                    message = await self.receive()
                    left -= len(message["body"]) if message["type"] == "http.request" else left
        return self.is_read


def reading_to_the_end(inner: ASGIApp) -> ASGIApp:
    """Put around an application what reads the rest of a request before its answer begins."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not _brings_something(scope):
            await inner(scope, receive, send)
            return
        body = Body(receive)

        async def send_after(message: Message) -> None:
            if message["type"] == "http.response.start" and not await body.read_rest():
                message["headers"] = [*message["headers"], GIVEN_UP]
            await send(message)

        await inner(scope, body.receive, send_after)

    return handle


def _brings_something(scope: Scope) -> bool:
    length = header_of(scope, b"content-length")
    return length not in (None, "0") or header_of(scope, b"transfer-encoding") is not None
