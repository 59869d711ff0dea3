"""Runs Gatehouse in a process of its own, with nothing on Python's path but what the test names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.servers import ROOT

PACKAGES = sysconfig.get_path("purelib")
PARTS = ("core", "frontend_api", "infra", "workers")


def run(
    words: Sequence[str], path: Sequence[Path | str], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python without `site`, so that the Gatehouse of this environment adds nothing to the path."""
    return subprocess.run(  # noqa: S603 -- our own interpreter on our own code
        [sys.executable, "-S", *words],
        cwd=path[0],
        env={**os.environ, **(environment or {}), "PYTHONPATH": os.pathsep.join(map(str, [*path, PACKAGES]))},
        check=False,
        capture_output=True,
        text=True,
    )


def told(program: str, path: Sequence[Path | str], environment: Mapping[str, str] | None = None) -> Any:
    """Run a program and return the JSON of the last line that it prints."""
    done = run(["-c", program], path, environment)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def house_without_plugins(folder: Path) -> Path:
    """Make a folder that has everything of the house but its own plugins."""
    folder.mkdir()
    for part in PARTS:
        (folder / part).symlink_to(ROOT / part)
    return folder
