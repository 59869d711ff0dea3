"""The report “Vetting position” over a prison of that size, in all its formats, made by the real worker."""

from __future__ import annotations

import time

from tests.bench.figures import Figures
from tests.bench.processes import Processes
from tests.bench.visitor import Visitor

ASK = "/exi/reports/ask"
NAME = "report “Vetting position”"


def measure_reports(visitor: Visitor, processes: Processes, figures: Figures, *, runs: int) -> None:
    """Ask for the report, wait, and download every file of it."""
    seconds, peaks, processor = [], [], []
    sizes: dict[str, int] = {}
    for _ in range(runs):
        form = visitor.open(ASK).form(ASK)
        with processes.measure() as cost:
            began = time.perf_counter()
            waited = visitor.wait(visitor.send(form, report="vetting.position"), began)
        seconds.append(waited.seconds)
        peaks.append(cost.peak_mb["worker"])
        processor.append(cost.cpu["worker"])
        sizes = _download(visitor, waited.page)
    figures.add(f"{NAME}: PDF, XLSX and ODS", "s", *seconds)
    figures.add(f"{NAME}: processor time of worker", "s", *processor)
    figures.add(f"{NAME}: peak memory of the worker", "MB", *peaks)
    figures.remarks.append(
        "Files of the report: " + ", ".join(f"{name} {size:,} bytes" for name, size in sizes.items()) + "."
    )


def _download(visitor: Visitor, page: str) -> dict[str, int]:
    links = [link for link in visitor.open(page).links if "/files/" in link]
    return {link.rpartition("/")[2]: len(visitor.get(link).content) for link in links}
