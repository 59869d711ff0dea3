"""`make test`: all tests, in three shares side by side: each waits now and then for a process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
APART = (
    ("tests/infra", "tests/journeys", "tests/workers"),
    (
        "tests/access",
        "tests/isolation",
        "tests/frontend_api/graphql",
        "tests/core/imports",
        "tests/core/reports",
        "tests/core/retention",
    ),
)
"""What starts whole Gatehouses, and so must not run beside itself; and what balances the shares."""


def main(arguments: Sequence[str] = ()) -> int:
    """Run the tests that are named, or all; return the exit code of the first share that is not green."""
    if arguments:
        return subprocess.run(pytest(*arguments), cwd=ROOT, check=False).returncode
    ignored = [f"--ignore={part}" for share in APART for part in share]
    with ExitStack() as beside:
        running = [beside.enter_context(running_share(share)) for share in APART]
        codes = [subprocess.run(pytest(*ignored), cwd=ROOT, check=False).returncode]
        for share, (process, said) in zip(APART, running, strict=True):
            codes.append(process.wait())
            said.seek(0)
            sys.stdout.write(f"{', '.join(share)}:\n{said.read()}")
    return next((code for code in codes if code), 0)


@contextmanager
def running_share(parts: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], IO[str]]]:
    """Run some parts, and keep what they say until it can be read in one piece."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(pytest(*parts), cwd=ROOT, stdout=said, stderr=said)
        try:
            yield process, said
        finally:
            process.terminate()
            process.wait()


def pytest(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
