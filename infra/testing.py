"""`make test`: all tests, in two shares side by side, as most of a test's time is waiting for one process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APART = (
    *("tests/infra", "tests/journeys", "tests/workers"),
    *("tests/isolation", "tests/frontend_api/graphql", "plugins"),
)
"""What starts whole Gatehouses, and so must not run beside itself, and what balances the two shares."""


def main(arguments: Sequence[str] = ()) -> int:
    """Run the tests that are named, or all; return the exit code of the first share that is not green."""
    if arguments:
        return subprocess.run(pytest(*arguments), cwd=ROOT, check=False).returncode
    with tempfile.TemporaryFile("w+") as said:
        beside = subprocess.Popen(pytest(*APART), cwd=ROOT, stdout=said, stderr=said)
        try:
            rest = subprocess.run(pytest(*(f"--ignore={part}" for part in APART)), cwd=ROOT, check=False)
            beside.wait()
        finally:
            beside.terminate()
            beside.wait()
        said.seek(0)
        sys.stdout.write(f"{', '.join(APART)}:\n{said.read()}")
    return rest.returncode or beside.returncode


def pytest(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
