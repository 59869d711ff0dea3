"""The server's time for the main pages, over HTTP, by a signed-in person, one request after another."""

from __future__ import annotations

import json
import time
from pathlib import Path
from uuid import uuid4

from tests.bench.figures import Figures, percentile
from tests.bench.visitor import Visitor

PAGE_BAR = 50.0
WARM_UP = 10
MAIN = "main page"


def pages_to_open(visitor: Visitor) -> dict[str, str]:
    """Return the pages by name; the first four are those the bar is for."""
    case = _first(visitor, "/exi/vetting?stage=IN_CHECKS", "/exi/vetting/cases/")
    person = _first(visitor, "/exi/people", "/exi/people/")
    return {
        f"{MAIN}: home": "/exi/",
        f"{MAIN}: vetting list": "/exi/vetting",
        f"{MAIN}: case": case,
        f"{MAIN}: people": "/exi/people",
        "page: vetting list by surname": "/exi/vetting?sort=personSurname",
        "page: vetting list, a name searched": "/exi/vetting?name=fern",
        "page: expiring in 90 days": "/exi/vetting/expiring?within=90",
        "page: person": person,
        "page: partners": "/exi/partners",
    }


def _first(visitor: Visitor, path: str, wanted: str) -> str:
    """Return the address of the first row of a list."""
    links = [link for link in visitor.open(path).links if link.startswith(wanted)]
    return next(link for link in links if len(link.removeprefix(wanted)) == len(str(uuid4())))


def measure_pages(visitor: Visitor, log: Path, figures: Figures, *, requests: int) -> None:
    """Open each page many times; the server's own log says how long it took to answer."""
    worst = 0.0
    for name, path in pages_to_open(visitor).items():
        seen, size = _open_many(visitor, path, requests)
        spent = _server_times(log, set(seen))
        bar = PAGE_BAR if name.startswith(MAIN) else None
        high = percentile(spent, 0.95)
        figures.add(f"{name}: server, p50", "ms", percentile(spent, 0.5), bar=bar)
        figures.add(f"{name}: server, p95", "ms", high, bar=bar)
        figures.add(
            f"{name}: in all, p95 ({size / 1000:.0f} kB)", "ms", percentile(list(seen.values()), 0.95)
        )
        worst = max(worst, high) if name.startswith(MAIN) else worst
    figures.details["page_p95_ms"] = worst


def _open_many(visitor: Visitor, path: str, requests: int) -> tuple[dict[str, float], int]:
    """Return milliseconds by correlation id, without the first few, and the size of the page."""
    seen: dict[str, float] = {}
    size = 0
    for number in range(WARM_UP + requests):
        correlation_id = f"bench-{uuid4().hex}"
        began = time.perf_counter()
        size = len(visitor.get(path, correlation_id=correlation_id).content)
        if number >= WARM_UP:
            seen[correlation_id] = (time.perf_counter() - began) * 1000
    return seen, size


def _server_times(log: Path, wanted: set[str]) -> list[float]:
    spent = []
    for line in log.read_text(encoding="utf-8").splitlines():
        if "bench-" in line:
            event = json.loads(line)
            if event.get("event") == "request" and event.get("correlation_id") in wanted:
                spent.append(float(event["milliseconds"]))
    if len(spent) != len(wanted):
        raise RuntimeError(f"The log tells of {len(spent)} of {len(wanted)} requests.")
    return spent
