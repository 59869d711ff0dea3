"""How a read stands beside the limit and the others: ratios, the bars they are held against, the table."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from tests.bench.reads.footprint import MOST_PAUSE_MS, MOST_RESIDENT_MB, Footprint
from tests.bench.reads.page import TITLE
from tests.bench.reads.rounds import Measured
from tests.bench.reads.scaling import FEW, MANY, MOST_TIMES_AS_LONG, Scaling

OURS, RAW, POSTGRAPHILE, STRAWBERRY = "ours", "raw", "postgraphile", "strawberry"
WORDS = {RAW: "limit_ratio", POSTGRAPHILE: "postgraphile_ratio", STRAWBERRY: "strawberry_ratio"}
LEAST = {RAW: 0.6, POSTGRAPHILE: 1.3, STRAWBERRY: 12.0}
STRETCH = {RAW: 0.7, POSTGRAPHILE: 1.6}
LEAST_OF_EACH = {POSTGRAPHILE: 1.0}
"""What has to be reached on every question and not only in the middle."""
MOST_P99 = 3.0


@dataclass
class Found:
    """Everything that was measured."""

    questions: dict[str, dict[str, Measured]] = field(default_factory=dict)
    """By question, then by road."""
    page: Measured | None = None
    footprint: Footprint | None = None
    scaling: Scaling | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure and the least or the most it may be."""

    name: str
    value: float
    bar: float
    is_least: bool = True
    stretch: float | None = None

    @property
    def is_met(self) -> bool:
        return self.value >= self.bar if self.is_least else self.value <= self.bar

    def shown(self) -> str:
        sign = "≥" if self.is_least else "≤"
        said = "met" if self.is_met else "FALLS SHORT"
        if self.stretch is not None and self.is_met:
            said += f" (stretch {self.stretch:g}: {'met' if self.value >= self.stretch else 'not yet'})"
        return f"{self.name:<78}{self.value:>9.2f}  {sign} {self.bar:g}  {said}"


def ratio(measured: dict[str, Measured], other: str) -> float:
    """Return how many requests per second are ours for each one of the other's."""
    return measured[OURS].per_second / measured[other].per_second


def ratios(found: Found) -> dict[str, float]:
    """Return the median over the questions for each road that was measured."""
    others = [name for name in WORDS if all(name in measured for measured in found.questions.values())]
    return {name: median(ratio(measured, name) for measured in found.questions.values()) for name in others}


def bars(found: Found) -> list[Bar]:
    """Hold everything measured against its bar."""
    listed = []
    for other, value in ratios(found).items():
        name = f"{WORDS[other]}, the median over the questions"
        listed.append(Bar(name, value, LEAST[other], stretch=STRETCH.get(other)))
        for title, measured in found.questions.items() if other in LEAST_OF_EACH else ():
            listed.append(Bar(f"{WORDS[other]}: {title}", ratio(measured, other), LEAST_OF_EACH[other]))
    pages = {} if found.page is None else {TITLE: found.page}
    for title, one in {**{title: by[OURS] for title, by in found.questions.items()}, **pages}.items():
        spread = one.latency(0.99) / one.latency(0.5)
        listed.append(Bar(f"p99 / p50 of ours: {title}", spread, MOST_P99, is_least=False))
    return listed + rest(found)


def rest(found: Found) -> list[Bar]:
    """Hold what is not a matter of requests per second against its bar."""
    listed = []
    if found.footprint is not None:
        resident, pause = found.footprint.resident_mb, found.footprint.longest_pause_ms
        listed.append(Bar("resident MB of the web process", resident, MOST_RESIDENT_MB, is_least=False))
        listed.append(Bar("longest garbage collection, processor ms", pause, MOST_PAUSE_MS, is_least=False))
    if found.scaling is not None:
        name = f"time among {MANY:,} prisons / among {FEW}"
        listed.append(Bar(name, found.scaling.times_as_long, MOST_TIMES_AS_LONG, is_least=False))
    return listed


HEADING = f"{'':<54}{'':<14}{'per s':>8}{'p50 ms':>9}{'p99 ms':>9}{'worst':>9}{'asked':>8}{'ours/its':>10}"


def line(title: str, name: str, measured: dict[str, Measured]) -> str:
    one = measured[name]
    beside = f"{ratio(measured, name):>10.2f}" if name in WORDS else ""
    return (
        f"{title:<54}{name:<14}{one.per_second:>8.0f}{one.latency(0.5):>9.2f}{one.latency(0.99):>9.2f}"
        f"{one.worst:>9.1f}{one.requests:>8}{beside}"
    )


def summary(found: Found) -> str:
    """Return the one line that can be compared from day to day."""
    return "reads: " + " ".join(f"{WORDS[other]}={value:.2f}" for other, value in ratios(found).items())


def as_json(found: Found) -> dict[str, Any]:
    """Return everything measured, as `bench.json` keeps it."""
    return {
        "page": None if found.page is None else _figures(found.page),
        "footprint": None if found.footprint is None else asdict(found.footprint),
        "scaling": None if found.scaling is None else asdict(found.scaling),
        "questions": {
            title: {name: _figures(one) for name, one in measured.items()}
            for title, measured in found.questions.items()
        },
        "ratios": {WORDS[other]: round(value, 3) for other, value in ratios(found).items()},
        "bars": [
            {"name": one.name, "value": round(one.value, 3), "bar": one.bar, "met": one.is_met}
            for one in bars(found)
        ],
    }


def _figures(one: Measured) -> dict[str, Any]:
    return {
        "per_second": [round(run.per_second, 1) for run in one.runs],
        "p50_ms": round(one.latency(0.5), 2),
        "p99_ms": round(one.latency(0.99), 2),
        "worst_ms": round(one.worst, 2),
        "requests": one.requests,
    }
