"""Where a run keeps its data, passwords, logs and notes about itself."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.embedded.lock import Lock

ROOT = Path(__file__).resolve().parent.parent.parent
HOME_SETTING = "GATEHOUSE_HOME"


@dataclass(frozen=True)
class Home:
    """The folder of one run; two runs never share one."""

    folder: Path

    @property
    def lock(self) -> Lock:
        return Lock(self.folder / "run.lock")

    @property
    def children(self) -> Path:
        return self.folder / "children.json"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def clock(self) -> Path:
        """Where the demo's calendar is told another day."""
        return self.folder / "clock.json"

    @property
    def _environment(self) -> Path:
        return self.folder / "environment.json"

    def note_environment(self, environment: Mapping[str, str]) -> None:
        """Note how to reach this run's servers, for the commands given beside it."""
        self._environment.touch(mode=0o600)
        self._environment.write_text(json.dumps(dict(environment)), encoding="utf-8")

    def forget_environment(self) -> None:
        self._environment.unlink(missing_ok=True)

    def noted_environment(self) -> dict[str, str] | None:
        """Return how to reach the servers of a run that is going on now."""
        if not self.lock.is_held():
            return None
        try:
            noted: dict[str, str] = json.loads(self._environment.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return noted


def home_from_environment() -> Home:
    return Home(Path(os.environ.get(HOME_SETTING) or ROOT / "var").absolute())
