"""`python -m tests.bench`: measures everything, prints a table and writes `var/bench.json`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
from collections.abc import Callable
from typing import Any

import click

from infra.embedded.lock import Lock
from tests.bench.desk import measuring as desk
from tests.bench.desk.nights import PRISONS, measure_nights
from tests.bench.figures import Figures
from tests.bench.forecasting import measure_forecasts
from tests.bench.hostile import measure_hostile
from tests.bench.importing import measure_imports
from tests.bench.pages import measure_pages
from tests.bench.processes import Processes, stolen_seconds
from tests.bench.reads import measuring
from tests.bench.reporting import measure_reports
from tests.bench.starting import start_cold, start_warm
from tests.bench.visitor import Visitor
from tests.infra.launched import ROOT, Launched

HOME = ROOT / "var" / "bench"
RESULT = ROOT / "var" / "bench.json"


HOUSE, READS, HOSTILE, DESK, NIGHTS, FORECAST = "house", "reads", "hostile", "desk", "nights", "forecast"
PARTS = (HOUSE, READS, HOSTILE, DESK, NIGHTS, FORECAST)


def main() -> None:
    asked = read_arguments()
    lock = Lock(HOME.with_suffix(".lock"))
    if not lock.acquire():
        raise SystemExit("Another bench is running in this folder.")
    last_words = []
    if HOUSE in asked.parts:
        last_words.append(measure_house(asked))
    if READS in asked.parts:
        last_words.append(note(READS, lambda: measuring.measure_reads(HOME.with_name("bench-reads"), asked)))
    if HOSTILE in asked.parts:
        last_words.append(note(HOSTILE, measure_hostile))
    if DESK in asked.parts:
        last_words.append(note(DESK, lambda: desk.measure_desk(HOME.with_name("bench-desk"))))
    if NIGHTS in asked.parts:
        home = HOME.with_name("bench-nights")
        last_words.append(note(NIGHTS, lambda: measure_nights(home, asked.prisons)))
    if FORECAST in asked.parts:
        last_words.append(note(FORECAST, measure_forecasts))
    click.echo(f"Written to {RESULT.relative_to(ROOT)}.")
    click.echo("\n".join(last_words))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all when none is named"
    )
    parser.add_argument("--rows", type=int, default=10_000, help="house: people in the tracker")
    parser.add_argument("--runs", type=int, default=3, help="house: imports, reports and warm starts")
    parser.add_argument("--requests", type=int, default=200, help="house: requests for each page")
    parser.add_argument("--prisons", type=int, default=PRISONS, help="nights: how many prisons")
    measuring.add_arguments(parser)
    asked = parser.parse_args()
    asked.parts = asked.parts or list(PARTS)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part named {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return asked


def measure_house(asked: argparse.Namespace) -> str:
    """Measure starts, an import, a report and the pages of a whole Gatehouse; return the line of it."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    figures, stolen = Figures(), stolen_seconds()
    before = os.getloadavg()[0]
    launched = start_cold(HOME, figures)
    try:
        measure_running(launched, figures, asked)
    finally:
        launched.stop()
    start_warm(HOME, figures, asked.runs)
    figures.remarks.append(machine(before, stolen_seconds() - stolen))
    figures.details["machine"] = figures.remarks[-1]
    figures.write(RESULT)
    click.echo(figures.table())
    return summary(figures, asked.rows)


def note(part: str, measure: Callable[[], dict[str, Any]]) -> str:
    """Measure a part, and put it beside what the file holds of the others; return the line of it."""
    stolen, before = stolen_seconds(), os.getloadavg()[0]
    found = measure()
    found["machine"] = machine(before, stolen_seconds() - stolen)
    click.echo(found["machine"])
    kept = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(kept | {part: found}, indent=2) + "\n", encoding="utf-8")
    line: str = found["summary"]
    return line


def measure_running(launched: Launched, figures: Figures, asked: argparse.Namespace) -> None:
    """Measure what a running Gatehouse does: import, report, pages."""
    launched.wait_said("Stop with Ctrl-C")
    url = f"http://localhost:{launched.port}"
    processes = Processes(launched)
    with Visitor.signed_in(url) as visitor:
        measure_imports(visitor, processes, HOME, figures, rows=asked.rows, runs=asked.runs)
        measure_reports(visitor, processes, figures, runs=asked.runs)
        measure_pages(visitor, HOME / "log" / "web.log", figures, requests=asked.requests)


def machine(load_before: float, stolen: float) -> str:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"Machine: {os.cpu_count()} processors, Python {platform.python_version()}; load {load_before:.1f} "
        f"before, {load} after (1, 5, 15 minutes); {stolen:.1f} s taken by the host."
    )


def summary(figures: Figures, rows: int) -> str:
    """Return the one line that can be compared from day to day."""
    name = f"import of {rows:,} rows"
    found = {
        "import_preview_s": figures.median(f"{name}: preview"),
        "import_commit_s": figures.median(f"{name}: commit"),
        "import_peak_mb": figures.details["import_peak_mb"],
        "report_s": figures.median("report “Vetting position”: PDF, XLSX and ODS"),
        "warm_start_s": figures.median("warm start until the first page"),
        "page_p95_ms": figures.details["page_p95_ms"],
    }
    return "bench: " + " ".join(f"{key}={value:.2f}" for key, value in found.items() if value is not None)


if __name__ == "__main__":
    main()
