"""What the processes of a run cost: processor seconds, peak memory, and how busy the machine is meanwhile."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.infra.launched import Launched

STEAL = 8
"""The column of `/proc/stat` that counts time other machines took."""


@dataclass
class Cost:
    """Filled in when the block ends."""

    seconds: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)
    """Processor seconds by part: web, worker, PostgreSQL."""
    peak_mb: dict[str, float] = field(default_factory=dict)
    """Most memory that web and worker ever had in the block (VmHWM), in MB of 1,000,000 bytes."""
    load: float = 0.0
    """Processes wanting the processor, as the kernel averages them over the last minute."""


class Processes:
    """The processes of one run, by part."""

    def __init__(self, launched: Launched) -> None:
        self._parts: dict[str, list[psutil.Process]] = {"web": [], "worker": [], "postgres": []}
        for process in launched.family():
            with contextlib.suppress(psutil.NoSuchProcess):
                self._place(process)

    def _place(self, process: psutil.Process) -> None:
        words = " ".join(process.cmdline())
        for part in ("web", "worker"):
            if f"infra.cli {part}" in words or (
                part == "web" and any("infra.cli web" in " ".join(one.cmdline()) for one in process.parents())
            ):
                self._parts[part].append(process)
                return
        if "bin/postgres" in words:
            self._parts["postgres"].append(process)

    @contextlib.contextmanager
    def measure(self) -> Iterator[Cost]:
        """Measure what is done in the block."""
        cost = Cost()
        self._forget_peaks()
        before, began = self._cpu(), time.perf_counter()
        yield cost
        cost.seconds = time.perf_counter() - began
        cost.cpu = {part: round(seconds - before[part], 2) for part, seconds in self._cpu().items()}
        cost.peak_mb = {part: self._peak(part) for part in ("web", "worker")}
        cost.load = os.getloadavg()[0]

    def _forget_peaks(self) -> None:
        """Let the kernel count each process's peak from now on (proc(5), clear_refs)."""
        for part in ("web", "worker"):
            for process in self._parts[part]:
                Path(f"/proc/{process.pid}/clear_refs").write_text("5", encoding="ascii")

    def _peak(self, part: str) -> float:
        return max(_peak_of(process.pid) for process in self._parts[part])

    def _cpu(self) -> dict[str, float]:
        return {part: sum(map(_cpu_of, self._members(part))) for part in self._parts}

    def _members(self, part: str) -> list[psutil.Process]:
        """Return the part's processes; PostgreSQL makes one for each connection, so they are looked up."""
        if part != "postgres":
            return self._parts[part]
        server = self._parts[part][0]
        return [server, *server.children()]


def _cpu_of(process: psutil.Process) -> float:
    """Return the processor seconds of a process and of those of its children that have ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system + times.children_user + times.children_system)
    return 0.0


def _peak_of(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return round(kilobytes * 1024 / 1e6, 1)


def stolen_seconds() -> float:
    """Return how long this machine has had to wait for its host since it started."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()
    return int(fields[STEAL]) / os.sysconf("SC_CLK_TCK")
