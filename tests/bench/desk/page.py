"""The page of the day at the gate, over HTTP, from a real web process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psutil

from core.clock import today
from infra.embedded.ports import answers, free_port
from infra.embedded.process import Child
from tests.bench.desk.prisons import MIXED, NAME
from tests.bench.figures import Figures
from tests.bench.reads.ground import Ground
from tests.bench.visitor import Visitor

PATHS = {
    "gate page": f"/{MIXED.lower()}/gate",
    "gate sheet to type back": f"/{MIXED.lower()}/gate/{today()}/sheet",
}
RUNS, WARM_UP, START_SECONDS = 9, 2, 60
BAR, MOST_KB = 2.0, 200.0


def measure_page(ground: Ground, figures: Figures) -> float:
    """Open the pages again and again; return the seconds of the slower one."""
    worst = 0.0
    with _served(ground) as process, Visitor.signed_in(ground.identity.public_url) as visitor:
        for name, path in PATHS.items():
            seen, sizes = [], []
            for number in range(WARM_UP + RUNS):
                before, began = _processor(process), time.perf_counter()
                answer = visitor.get(path, correlation_id=f"bench-{uuid4().hex}")
                waited = time.perf_counter() - began
                if number >= WARM_UP:
                    seen.append((_processor(process) - before, waited))
                    sizes.append(len(answer.content) / 1000)
            line = figures.add(
                f"{name}: processor of the web process", "s", *(one for one, _ in seen), bar=BAR
            )
            figures.add(f"{name}: by the clock", "s", *(waited for _, waited in seen), bar=BAR)
            figures.add(f"{name}: weight", "kB", *sizes, bar=MOST_KB)
            worst = max(worst, line.median)
    return worst


@contextmanager
def _served(ground: Ground) -> Iterator[psutil.Process]:
    ports = {"GATEHOUSE_PORT": str(ground.web_port), "GATEHOUSE_METRICS_PORT": str(free_port())}
    child = Child(ground.command("web", "Gatehouse", {**ground.environment(NAME), **ports}))
    try:
        child.wait_until(lambda: answers(ground.web_port, "/ping"), seconds=START_SECONDS)
        yield psutil.Process(child.pid)
    finally:
        child.stop()


def _processor(process: psutil.Process) -> float:
    family = (process, *process.children(recursive=True))
    return sum(sum(one.cpu_times()[:2]) for one in family)
