"""`python -m tests.bench`: measures everything, prints a table and writes `var/bench.json`."""

from __future__ import annotations

import argparse
import os
import platform
import shutil

import click

from infra.embedded.lock import Lock
from tests.bench.figures import Figures
from tests.bench.importing import measure_imports
from tests.bench.pages import measure_pages
from tests.bench.processes import Processes, stolen_seconds
from tests.bench.reporting import measure_reports
from tests.bench.starting import start_cold, start_warm
from tests.bench.visitor import Visitor
from tests.infra.launched import ROOT, Launched

HOME = ROOT / "var" / "bench"
RESULT = ROOT / "var" / "bench.json"


def main() -> None:
    asked = read_arguments()
    lock = Lock(HOME.with_suffix(".lock"))
    if not lock.acquire():
        raise SystemExit("Another bench is running in this folder.")
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
    click.echo(f"Written to {RESULT.relative_to(ROOT)}.")
    click.echo(summary(figures, asked.rows))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="people in the tracker")
    parser.add_argument("--runs", type=int, default=3, help="imports, reports and warm starts")
    parser.add_argument("--requests", type=int, default=200, help="requests for each page")
    return parser.parse_args()


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
