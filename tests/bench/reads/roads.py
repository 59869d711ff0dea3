"""The roads a question can take: each a server process, and how the question is asked of it."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.embedded.ports import answers, free_port, is_free
from infra.embedded.process import Child, Command
from tests.bench.reads.ground import Ground
from tests.bench.reads.load import request_bytes
from tests.bench.reads.questions import Question
from tests.bench.reads.rows import PRISON, made_id
from tests.bench.reads.tokens import fetch_token
from tests.infra.launched import ROOT

START_SECONDS = 60
Ask = Callable[[Question, Mapping[str, str]], bytes]


@dataclass(frozen=True, slots=True)
class Road:
    """A running server, and how a question with its values is written as a request to it."""

    name: str
    port: int
    ask: Ask
    process: Child
    metrics_port: int = 0
    """Where its own figures are, if it has any."""

    def requests(self, question: Question) -> list[bytes]:
        """Return the question's requests, one for each of its values."""
        return [self.ask(question, {name: value}) for name, value in question.variables] or [
            self.ask(question, {})
        ]


@contextlib.contextmanager
def road(
    name: str, port: int, command: Command, ask: Ask, ready: str = "", metrics_port: int = 0
) -> Iterator[Road]:
    """Run the road's server until it is ready to be asked, or only listens where it has nothing to say so."""
    process = Child(command)
    try:
        process.wait_until(
            lambda: answers(port, ready) if ready else not is_free(port), seconds=START_SECONDS
        )
        yield Road(name, port, ask, process, metrics_port)
    finally:
        process.stop()


def graphql_body(document: str, variables: Mapping[str, str]) -> bytes:
    body: dict[str, Any] = {"query": document}
    if variables:
        body["variables"] = variables
    return json.dumps(body, separators=(",", ":")).encode()


def ours(ground: Ground, database: str) -> contextlib.AbstractContextManager[Road]:
    """Return the real web process, asked with a bearer token."""
    port, metrics_port = ground.port_for(database), free_port()
    headers = {"Authorization": f"Bearer {fetch_token(ground.identity)}", "Accept": "application/json"}

    def ask(question: Question, variables: Mapping[str, str]) -> bytes:
        body = graphql_body(question.document(), variables)
        return request_bytes("POST", port, f"/p{question.prison}/graphql", headers, body)

    ports = {"GATEHOUSE_PORT": str(port), "GATEHOUSE_METRICS_PORT": str(metrics_port)}
    command = ground.command("web", "Gatehouse", {**ground.environment(database), **ports})
    return road("ours", port, command, ask, "/ping", metrics_port)


def raw(ground: Ground, database: str) -> contextlib.AbstractContextManager[Road]:
    """Return the bare application on the same server, with SQL by hand."""
    port = free_port()

    def ask(question: Question, variables: Mapping[str, str]) -> bytes:
        path = f"/{question.name}/{made_id(PRISON, question.prison)}"
        return request_bytes("POST", port, path, {}, json.dumps(list(variables.values())).encode())

    return road("raw", port, granian(ground, database, "tests.bench.reads.raw:app", port), ask, "/ready")


def granian(ground: Ground, database: str, application: str, port: int) -> Command:
    """Return what serves an application as `gatehouse web` is served: Granian, uvloop, one process."""
    return Command(
        name=application,
        argv=(
            *(sys.executable, "-m", "granian", application, "--interface", "asgi", "--loop", "uvloop"),
            *("--workers", "1", "--no-ws", "--port", str(port), "--log-level", "warning"),
        ),
        log=ground.home / "log" / f"{application.rpartition(':')[0].rpartition('.')[2]}.log",
        environment={
            **ground.environment(database),
            "BENCH_DATABASE_URL": ground.app_url(database),
        },
        folder=ROOT,
    )
