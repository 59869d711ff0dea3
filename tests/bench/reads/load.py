"""Load: so many connections kept busy for so long, each answer compared with the one that is right."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import uvloop

HEAD_END = b"\r\n\r\n"
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it goes over the wire, and the body that is the right answer to it."""

    request: bytes
    answer: bytes
    varies: re.Pattern[bytes] | None = None
    """What is another each time, and left out of the comparison."""

    def is_answered_by(self, body: bytes) -> bool:
        if self.varies is None:
            return body == self.answer
        return self.varies.sub(b"", body) == self.varies.sub(b"", self.answer)


@dataclass(slots=True)
class Run:
    """What became of one run of load."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    """Milliseconds of each answer."""
    faults: list[str] = field(default_factory=list)
    """What was wrong with the others."""

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds


def request_bytes(method: str, port: int, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Write a request down once, to be sent many times."""
    given = {"Host": f"localhost:{port}", **headers}
    if body:
        given |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    return "\r\n".join(lines).encode("ascii") + body


class Connection(asyncio.Protocol):
    """One connection that asks the next question as soon as it has the answer to the last."""

    def __init__(self, asked: Sequence[Asked], place: int, until: float, run: Run) -> None:
        self._asked, self._place, self._until, self._run = asked, place, until, run
        self._received = bytearray()
        self._wanted = -1
        self._sent_at = 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no subclass of asyncio's, they only act like them.
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def _send(self) -> None:
        self._received.clear()
        self._wanted = -1
        self._sent_at = time.perf_counter()
        self._transport.write(self._asked[self._place % len(self._asked)].request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._wanted < 0:
            end = self._received.find(HEAD_END)
            if end < 0:
                return
            self._wanted = end + len(HEAD_END) + content_length(bytes(self._received[:end]))
        if len(self._received) >= self._wanted:
            self._take()

    def _take(self) -> None:
        now = time.perf_counter()
        asked = self._asked[self._place % len(self._asked)]
        head, _, body = bytes(self._received).partition(HEAD_END)
        if head.startswith(b"HTTP/1.1 200") and asked.is_answered_by(body):
            self._run.latencies.append((now - self._sent_at) * 1000)
        else:
            self._run.faults.append(f"{head[:60]!r} {body[:300]!r}")
        self._place += 1
        if now < self._until:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None or time.perf_counter() < self._until:
            self._run.faults.append(f"the connection was closed: {error}")
        if not self.done.done():
            self.done.set_result(None)


def content_length(head: bytes) -> int:
    """Return how long the body is; every server here says so."""
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(f"an answer without its length: {head[:200]!r}")


async def _keep_busy(port: int, asked: Sequence[Asked], connections: int, seconds: float) -> Run:
    loop, run = asyncio.get_running_loop(), Run()
    began = time.perf_counter()
    places = iter(range(connections))
    made = [
        await loop.create_connection(
            lambda: Connection(asked, next(places), began + seconds, run), "127.0.0.1", port
        )
        for _ in range(connections)
    ]
    await asyncio.wait_for(asyncio.gather(*(one.done for _, one in made)), seconds + PATIENCE_SECONDS)
    run.seconds = time.perf_counter() - began
    return run


def keep_busy(port: int, asked: Sequence[Asked], *, connections: int, seconds: float) -> Run:
    """Ask on so many connections until the time is up; an answer under way then is waited for."""
    return uvloop.run(_keep_busy(port, asked, connections, seconds))
