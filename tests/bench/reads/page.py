"""The page “What needs me today?” end to end: session, cards of all modules in one statement, template."""

from __future__ import annotations

import re

from tests.bench.reads.answers import asked_of
from tests.bench.reads.load import request_bytes
from tests.bench.reads.roads import Road
from tests.bench.reads.rounds import WARM_UP_SECONDS, Measured, run_clean
from tests.bench.reads.rows import USUAL
from tests.bench.visitor import Visitor

TITLE = "5  “What needs me today?”, the page end to end"
PATH = f"/p{USUAL}/"
TOKEN = re.compile(rb'name="csrf_token" value="[^"]+"')
"""A form's mark of whom it was drawn for is another in each answer."""


def measure_page(ours: Road, *, rounds: int, seconds: float) -> Measured:
    """Open the page again and again as one signed-in person."""
    with Visitor.signed_in(f"http://localhost:{ours.port}") as visitor:
        visitor.get(PATH)  # entering a prison changes the session's id once
        headers = {"Accept": "text/html", "Cookie": visitor.cookies}
    asked = [asked_of(ours, request_bytes("GET", ours.port, PATH, headers), varies=TOKEN)]
    run_clean(ours, asked, WARM_UP_SECONDS)
    return Measured([run_clean(ours, asked, seconds) for _ in range(rounds)])
