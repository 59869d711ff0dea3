"""The load client: it counts right answers, and takes nothing else for one."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bench.reads.load import Asked, Run, keep_busy, request_bytes

RIGHT = b'{"data":{"people":[]}}'


@contextmanager
def answering(answer: Callable[[bytes], tuple[int, bytes]]) -> Iterator[int]:
    """Run a server that answers a request's body like this; yield its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def load(answer: Callable[[bytes], tuple[int, bytes]], varies: re.Pattern[bytes] | None = None) -> Run:
    with answering(answer) as port:
        bodies = (b'{"query":"one"}', b'{"query":"two"}')
        asked = [Asked(request_bytes("POST", port, "/graphql", {}, body), RIGHT, varies) for body in bodies]
        return keep_busy(port, asked, connections=3, seconds=0.2)


def test_right_answers_are_counted_with_their_times() -> None:
    seen = set()

    def answer(body: bytes) -> tuple[int, bytes]:
        seen.add(body)
        return 200, RIGHT

    run = load(answer)

    assert run.faults == []
    assert len(run.latencies) >= 3
    assert all(milliseconds > 0 for milliseconds in run.latencies)
    assert run.per_second == len(run.latencies) / run.seconds
    assert seen == {b'{"query":"one"}', b'{"query":"two"}'}, "the requests go round"


@pytest.mark.parametrize(
    "answer", [(200, b'{"data":{"people":[1]}}'), (500, RIGHT), (200, b""), (200, RIGHT + b" ")]
)
def test_any_other_answer_is_a_fault(answer: tuple[int, bytes]) -> None:
    run = load(lambda _body: answer)

    assert run.latencies == []
    assert len(run.faults) >= 3


def test_what_is_another_each_time_is_left_out_of_the_comparison() -> None:
    varies = re.compile(rb'"people":\[[^]]*\]')

    assert load(lambda _body: (200, b'{"data":{"people":[7]}}'), varies).faults == []
    assert load(lambda _body: (200, b'{"data":{"person":[7]}}'), varies).latencies == []


def test_connection_that_is_closed_is_a_fault() -> None:
    def answer(_body: bytes) -> tuple[int, bytes]:
        raise ConnectionAbortedError

    run = load(answer)

    assert run.latencies == []
    assert len(run.faults) == 3
