"""One step of the set-up: done once, remembered by a digest of what it was done from."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from infra.errors import CannotStart

ROOT = Path(__file__).resolve().parent.parent.parent
TAIL_LINES = 15


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return one digest of the files (folders with all they hold) and words."""
    found = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                found.update(file.relative_to(ROOT).as_posix().encode())
                found.update(file.read_bytes())
    return found.hexdigest()


def say(words: str) -> None:
    """Print a line in one piece: two steps may speak at the same time."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def is_done(stamp: Path, expected: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == expected


def note_done(stamp: Path, done: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(done, encoding="ascii")


def run(argv: Sequence[str], *, failure: str, environment: Mapping[str, str] | None = None) -> str:
    """Run a program quietly; when it fails, say what failed in words and how the program put it."""
    done = subprocess.run(
        argv,
        check=False,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        lines = [
            f"    {line}" for line in done.stdout.splitlines() if "is ignored: it is neither" not in line
        ]
        raise CannotStart("\n".join([failure, *lines[-TAIL_LINES:]]))
    return done.stdout
