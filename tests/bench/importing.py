"""The import of a large tracker, as a co-ordinator does it on the pages, by the real worker."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.clock import today
from tests.bench.figures import Figures
from tests.bench.files import Outcome, write_partners, write_tracker
from tests.bench.processes import Cost, Processes
from tests.bench.visitor import Visitor, Waited

PREVIEW_BAR, COMMIT_BAR, MEMORY_BAR = 5.0, 15.0, 400.0
NEW = "/exi/imports/new"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an import: what it cost, and where it led."""

    cost: Cost
    waited: Waited


@dataclass(frozen=True, slots=True)
class Imported:
    """A whole import of one file."""

    upload_seconds: float
    reading_seconds: float
    preview: Step
    commit: Step


class Importing:
    """Imports files as the co-ordinator of Exeter."""

    def __init__(self, visitor: Visitor, processes: Processes) -> None:
        self._visitor = visitor
        self._processes = processes

    def run(self, kind: str, file: Path, expected: Outcome) -> Imported:
        """Choose a file, look at how it is read, at what will happen, and carry it out."""
        form = self._visitor.open(NEW).form(NEW)
        began = time.perf_counter()
        address = self._visitor.send(form, file=file, importer=kind)
        uploaded = time.perf_counter()
        reading = self._visitor.open(address).form(address)
        read = time.perf_counter()
        preview = self._step(lambda: self._visitor.send(reading))
        plan = preview.waited.page
        said = self._visitor.open(plan).words
        if expected.headline() not in said:
            raise RuntimeError(f"expected “{expected.headline()}”, found: {said[:600]}")
        commit = self.press(plan, "commit")
        return Imported(uploaded - began, read - uploaded, preview, commit)

    def press(self, plan: str, action: str) -> Step:
        """Press a button of a plan's page, and wait for its job."""
        form = self._visitor.action(plan, action)
        return self._step(lambda: self._visitor.send(form))

    def _step(self, ask: Callable[[], str]) -> Step:
        with self._processes.measure() as cost:
            began = time.perf_counter()
            waited = self._visitor.wait(ask(), began)
        return Step(cost, waited)


def measure_imports(
    visitor: Visitor, processes: Processes, folder: Path, figures: Figures, *, rows: int, runs: int
) -> None:
    """Import the partners, then the tracker several times, undoing all but the last."""
    partners, tracker = folder / "partners.csv", folder / "vetting-tracker.xlsx"
    expected_partners = write_partners(partners)
    expected = write_tracker(tracker, rows, today())
    importing = Importing(visitor, processes)
    importing.run("partners", partners, expected_partners)
    done, undone = [], []
    for run in range(runs):
        done.append(importing.run("vetting", tracker, expected))
        if run < runs - 1:
            undone.append(importing.press(done[-1].commit.waited.page, "undo"))
    _note(figures, f"import of {rows:,} rows", done, undone)


def _note(figures: Figures, name: str, done: list[Imported], undone: list[Step]) -> None:
    figures.add(f"{name}: upload, until “We read it like this”", "s", *(one.upload_seconds for one in done))
    figures.add(f"{name}: that page", "s", *(one.reading_seconds for one in done))
    steps = {"preview": [one.preview for one in done], "commit": [one.commit for one in done], "undo": undone}
    bars = {"preview": PREVIEW_BAR, "commit": COMMIT_BAR}
    for step, items in steps.items():
        if not items:
            continue
        figures.add(f"{name}: {step}", "s", *(one.waited.seconds for one in items), bar=bars.get(step))
        for part in ("worker", "postgres"):
            figures.add(
                f"{name}: {step}, processor time of {part}", "s", *(one.cost.cpu[part] for one in items)
            )
        peaks = [one.cost.peak_mb["worker"] for one in items]
        figures.add(f"{name}: {step}, peak memory of the worker", "MB", *peaks, bar=MEMORY_BAR)
        seen = ", ".join(items[0].waited.steps_seen) or "none"
        figures.remarks.append(f"Progress shown during the first {step}: {seen}.")
    figures.details["import_peak_mb"] = max(
        one.cost.peak_mb["worker"] for items in steps.values() for one in items
    )
