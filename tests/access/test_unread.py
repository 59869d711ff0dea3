"""A refusal before all of the request came: its connection goes on answering, or is said to be over."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from tests.access.house import House

BODY = b'{"query": "{ __typename }"}'
PAUSE_SECONDS = 0.05
"""Long enough for a refusal that does not wait."""


async def refused(house: House, *, length: int, later: bytes) -> tuple[dict[str, str], bytes]:
    """Ask without an account, the body last; return the refusal's headers, and the answer to what follows."""
    place = urlsplit(house.url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        head = f"POST /leyhill/graphql HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {length}\r\n\r\n"
        writer.write(head.encode())
        await asyncio.sleep(PAUSE_SECONDS)
        writer.write(later)
        said = await reader.readuntil(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in said.decode().split("\r\n")[1:-2])
        assert said.startswith(b"HTTP/1.1 401 ")
        await reader.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            return headers, b""
        writer.write(f"GET /ping HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        return headers, await reader.readuntil(b"pong")
    finally:
        writer.close()


async def test_next_request_on_the_connection_of_a_refused_one_is_answered(house: House) -> None:
    headers, following = await refused(house, length=len(BODY), later=BODY)
    assert "connection" not in headers
    assert following.startswith(b"HTTP/1.1 200 ")


async def test_connection_on_which_the_rest_never_comes_is_said_to_be_over(house: House) -> None:
    headers, _following = await refused(house, length=len(BODY) + 1, later=BODY)
    assert headers["connection"] == "close"


async def test_connection_on_which_too_much_comes_is_said_to_be_over(house: House) -> None:
    headers, _following = await refused(house, length=1024 * 1024, later=bytes(128 * 1024))
    assert headers["connection"] == "close"
