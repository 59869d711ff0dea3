"""Which processes a run has started, on disk, so that the next run can end what a killed one left."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import psutil

from infra.embedded.process import Child

GRACE_SECONDS = 5
SAME_MOMENT = 0.05
"""A start time is the same within this many seconds; a reused process id differs by more."""


class Entry(TypedDict):
    name: str
    pid: int
    began: float


class Ledger:
    """A process is known by its id and the moment it began; an id alone may be somebody else's by now.

    PostgreSQL and Redis are not noted here: they know their own by their data folder, and end it gently.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, children: Iterable[Child]) -> None:
        entries = [_entry(child) for child in children if child.is_running()]
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(json.dumps([entry for entry in entries if entry]), encoding="utf-8")
        unfinished.replace(self.path)

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)

    def end_leftovers(self) -> list[str]:
        """End the noted processes that still run, side by side, with their groups; return their names."""
        groups = {entry["name"]: _still_running(entry["pid"], entry["began"]) for entry in self._read()}
        processes = [process for group in groups.values() for process in group]
        for process in processes:
            if _group_of(process) == process.pid:
                process.terminate()
        _gone, alive = psutil.wait_procs(processes, timeout=GRACE_SECONDS)
        for process in alive:
            process.kill()
        psutil.wait_procs(alive, timeout=GRACE_SECONDS)
        self.forget()
        return [name for name, group in groups.items() if group]

    def _read(self) -> list[Entry]:
        try:
            entries: list[Entry] = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return entries


def _entry(child: Child) -> Entry | None:
    try:
        began = psutil.Process(child.pid).create_time()
    except psutil.NoSuchProcess:
        return None
    return {"name": child.command.name, "pid": child.pid, "began": began}


def _still_running(pid: int, began: float) -> list[psutil.Process]:
    """Return the process and its group. While one of the group lives, nobody else gets the leader's id."""
    try:
        leader = psutil.Process(pid)
        if abs(leader.create_time() - began) > SAME_MOMENT:
            return []
    except psutil.NoSuchProcess:
        pass
    return [process for process in psutil.process_iter() if _group_of(process) == pid]


def _group_of(process: psutil.Process) -> int | None:
    try:
        return os.getpgid(process.pid)
    except (ProcessLookupError, PermissionError):
        return None
