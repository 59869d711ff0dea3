"""`python -m infra.checks`: runs every check, even after one failed, and says which are not green."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.checks.sizes import oversized
from infra.lock import stale_locks
from infra.setup.steps import ROOT

HOME = ROOT / "var" / "check"
PYTHON = (sys.executable, "-m")
Check = Callable[[], str]
"""Returns what is wrong, in words; empty when nothing is."""


def program(*words: str) -> Check:
    """Make a check of a program that fails by its exit code."""

    def check() -> str:
        environment = {**os.environ, "GATEHOUSE_HOME": str(HOME)}
        done = subprocess.run(
            words,
            check=False,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return (done.stdout.strip() or f"exit code {done.returncode}") if done.returncode else ""

    return check


def locks() -> str:
    return "".join(f"{name} is stale: run `make lock` and commit it.\n" for name in stale_locks())


def sizes() -> str:
    return "\n".join(oversized(ROOT))


def migrations() -> str:
    """Migrate a database made from nothing, then compare it with the models."""
    shutil.rmtree(HOME, ignore_errors=True)
    return program(*PYTHON, "infra.cli", "migrate", "--check")()


CHECKS: dict[str, Check] = {
    "types": program(*PYTHON, "mypy", "."),
    "style": program(*PYTHON, "ruff", "check", "."),
    "format": program(*PYTHON, "ruff", "format", "--check", "."),
    "boundaries": program(str(Path(sys.executable).with_name("lint-imports")), "--no-logo"),
    "sizes": sizes,
    "locks": locks,
    "words": program(*PYTHON, "frontend_api.locale.extraction", "check"),
    "schema": program(*PYTHON, "infra.cli", "schema", "--check"),
    "migrations": migrations,
}


def main() -> int:
    """Run the checks side by side; print each as it stands in the list."""
    wanted = sys.argv[1:] or list(CHECKS)
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        results = [(name, threads.submit(_timed, CHECKS[name])) for name in wanted]
        failed = [name for name, result in results if not _report(name, *result.result())]
    if failed:
        print(f"\nNot green: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _timed(check: Check) -> tuple[str, float]:
    began = time.monotonic()
    return check(), time.monotonic() - began


def _report(name: str, wrong: str, seconds: float) -> bool:
    print(f"{'FAILED' if wrong else 'ok':<8}{name:<12}{seconds:5.1f} s", flush=True)
    if wrong:
        print("\n".join(f"    {line}" for line in wrong.splitlines()), flush=True)
    return not wrong


if __name__ == "__main__":
    sys.exit(main())
