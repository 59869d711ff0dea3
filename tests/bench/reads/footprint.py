"""What the web process weighs after the load, and how long a collection of its garbage held it up."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import psutil

from tests.bench.reads.roads import Road

MOST_RESIDENT_MB, MOST_PAUSE_MS = 200.0, 15.0
FIGURE = re.compile(r"^gatehouse_longest_collection_seconds (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Footprint:
    resident_mb: float
    """Of the process that answers, in MB of 1,000,000 bytes."""
    all_mb: float
    """Of all its processes together, what they share counted once."""
    longest_pause_ms: float


def footprint(road: Road) -> Footprint:
    """Read what the kernel and the process itself say."""
    first = psutil.Process(road.process.pid)
    family = [first, *first.children(recursive=True)]
    figures = httpx.get(f"http://localhost:{road.metrics_port}/metrics").raise_for_status().text
    found = FIGURE.search(figures)
    if found is None:
        raise RuntimeError("The web process shows no gatehouse_longest_collection_seconds.")
    return Footprint(
        resident_mb=max(process.memory_info().rss for process in family) / 1e6,
        all_mb=sum(process.memory_full_info().pss for process in family) / 1e6,
        longest_pause_ms=float(found[1]) * 1000,
    )
