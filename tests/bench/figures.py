"""Figures: medians and percentiles, the table that is printed, and `bench.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing: its median, its worst, and the bar it is held against."""

    name: str
    unit: str
    values: tuple[float, ...]
    bar: float | None = None

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def is_met(self) -> bool:
        return self.bar is None or self.median <= self.bar

    def shown(self) -> str:
        bar = "" if self.bar is None else f"≤ {self.bar:g}"
        said = "" if self.bar is None else "met" if self.is_met else "FALLS SHORT"
        figures = f"{self.median:>10.2f} {max(self.values):>10.2f}"
        return f"{self.name:<58}{figures} {self.unit:<4}{len(self.values):>5}  {bar:<8}{said}".rstrip()


@dataclass
class Figures:
    """Everything measured, in the order measured."""

    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, unit: str, *values: float, bar: float | None = None) -> Line:
        line = Line(name, unit, values, bar)
        self.lines.append(line)
        return line

    def median(self, name: str) -> float | None:
        return next((line.median for line in self.lines if line.name == name), None)

    def table(self) -> str:
        heading = f"{'':<58}{'median':>10} {'worst':>10} {'':<4}{'runs':>5}  bar"
        return "\n".join([heading, *(line.shown() for line in self.lines), *self.remarks])

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(self.content(), indent=2) + "\n", encoding="utf-8")

    def content(self) -> dict[str, Any]:
        """Return what `bench.json` keeps."""
        lines = [
            {
                "name": line.name,
                "unit": line.unit,
                "median": line.median,
                "worst": max(line.values),
                "values": list(line.values),
                "bar": line.bar,
                "met": line.is_met,
            }
            for line in self.lines
        ]
        return {"lines": lines, "remarks": self.remarks, **self.details}
