"""Right answers: every road is asked each question once, and all must say the same before any is measured."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Sequence
from typing import Any

from tests.bench.reads.load import HEAD_END, Asked
from tests.bench.reads.questions import Question
from tests.bench.reads.roads import Road

TIMEOUT_SECONDS = 60


class WrongAnswer(Exception):
    """A road said something else than the first one, or failed."""


def right_answers(roads: Sequence[Road], question: Question) -> dict[str, list[Asked]]:
    """Return each road's requests with their right answers; raise WrongAnswer where two roads differ."""
    found = {road.name: [asked_of(road, request) for request in road.requests(question)] for road in roads}
    first, *others = roads
    for road in others:
        for place, (one, other) in enumerate(zip(found[first.name], found[road.name], strict=True)):
            if (expected := rows_in(one.answer)) != (said := rows_in(other.answer)):
                raise WrongAnswer(
                    f"{question.title}, request {place}: {first.name} says {json.dumps(expected)[:600]}\n"
                    f"but {road.name} says {json.dumps(said)[:600]}"
                )
    return found


def asked_of(road: Road, request: bytes, varies: re.Pattern[bytes] | None = None) -> Asked:
    """Ask once; the server's own bytes are what it must say from then on."""
    head, _, body = request.partition(HEAD_END)
    method, path, _ = head.split(b"\r\n")[0].decode().split(" ")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    connection = http.client.HTTPConnection("127.0.0.1", road.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        said = answer.read()
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK or b'"errors"' in said[:40]:
        raise WrongAnswer(f"{road.name} answered {answer.status}: {said[:600]!r}")
    return Asked(request, said, varies)


def rows_in(answer: bytes) -> Any:
    return json.loads(answer)["data"]
