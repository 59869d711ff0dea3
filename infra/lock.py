"""Writes the lock files: every package with its hashes, and no address of a registry."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from infra.errors import CannotStart
from infra.setup.node import node_environment, npm
from infra.setup.steps import ROOT, run

PYTHON_FLOOR = "3.11"
LOCKS: dict[str, tuple[str, ...]] = {
    "requirements.txt": (),
    "requirements-demo.txt": ("--extra=demo", "--constraints=requirements.txt"),
    "requirements-dev.txt": ("--extra=demo", "--extra=test", "--constraints=requirements-demo.txt"),
}
NPM_LOCK = ROOT / "package-lock.json"
MARK = "# Made by `make lock` from the dependencies in pyproject.toml, sha256 "
ADDRESS = re.compile(r"\w+://")


def dependencies_digest() -> str:
    """Return a digest of what pyproject.toml asks for, by which a stale lock is told."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [sorted(project["dependencies"]), project["optional-dependencies"]]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def stale_locks() -> list[str]:
    """Return the lock files that were made from other dependencies than those asked for now."""
    mark = MARK + dependencies_digest()
    return [name for name in LOCKS if not (ROOT / name).read_text(encoding="utf-8").startswith(mark)]


def write_locks() -> None:
    """Lock Python's packages for each purpose, each narrower set a part of the wider one, then npm's."""
    for name, options in LOCKS.items():
        _lock_python(ROOT / name, options)
    run(
        [*npm(), "install", "--package-lock-only", "--loglevel=error"],
        failure="npm could not lock the front-end packages.",
        environment=node_environment(),
    )
    refuse_addresses(NPM_LOCK.name, npm_lock_without_funding())


def _lock_python(path: Path, options: tuple[str, ...]) -> None:
    run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
            *("--universal", f"--python-version={PYTHON_FLOOR}", "--generate-hashes"),
            *("--no-header", "--no-emit-index-url", "--no-emit-find-links", f"--output-file={path}"),
            *options,
        ],
        failure=f"{path.name} could not be locked.",
    )
    path.write_text(f"{MARK}{dependencies_digest()}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    refuse_addresses(path.name, path.read_text(encoding="utf-8"))


def npm_lock_without_funding() -> str:
    """Return npm's lock without the pages where its packages' authors ask for money."""
    lock = json.loads(NPM_LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    return json.dumps(lock, indent=2)


def refuse_addresses(name: str, text: str) -> None:
    """Fail when a lock names an address: which registry serves it is each machine's own setting."""
    for line in text.splitlines():
        if ADDRESS.search(line):
            raise CannotStart(f"{name} names an address: {line.strip()}")


def main() -> int:
    """Write all locks; say what failed in a sentence."""
    try:
        write_locks()
    except (CannotStart, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    print("Written: " + ", ".join([*LOCKS, NPM_LOCK.name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
