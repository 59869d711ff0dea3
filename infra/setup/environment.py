"""The virtual environment: locked packages with their hashes, and Gatehouse itself in it."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.errors import CannotStart
from infra.setup.steps import ROOT, digest, is_done, note_done, run, say

FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
PIP = (str(PYTHON), "-m", "pip", "--disable-pip-version-check")
LOCKS = {"run": "requirements-demo.txt", "test": "requirements-dev.txt"}
OLDEST = (3, 11)


def prepare(purpose: str) -> None:
    """Make the environment and install what this purpose needs, unless that is done already."""
    _make_environment()
    lock = ROOT / LOCKS[purpose]
    version = run([str(PYTHON), "--version"], failure=".venv does not work.").strip()
    wanted = digest([lock], version)
    stamp = FOLDER / f"installed-{purpose}"
    if not (is_done(stamp, wanted) or _has_more(purpose, version)):
        say(f"Installing packages from {lock.name} (once) ...")
        _install(lock)
        note_done(stamp, wanted)
    _install_gatehouse(version)


def _install(lock: Path) -> None:
    """Install with uv, which takes a fifth of the time; with pip where uv cannot."""
    if _uses_usual_index():
        with contextlib.suppress(CannotStart):
            _install_with_uv(lock)
            return
    _pip(
        ["--no-compile", "--require-hashes", "--requirement", str(lock)],
        failure=f"The packages of {lock.name} could not be installed. Check the network or its proxy, "
        "then run this again.",
    )


def _uses_usual_index() -> bool:
    """Say whether pip was left its usual index: uv would not know of another."""
    said = run([*PIP, "config", "list"], failure="pip could not say how it is configured.")
    return not re.search(r"(?<!extra-)\b(index-url|no-index)\b", said)


def _install_with_uv(lock: Path) -> None:
    entry = re.search(r"^uv==.*?(?=^[a-z])", lock.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    if entry is None:
        raise CannotStart(f"{lock.name} does not lock uv.")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as first:
        first.write(entry.group())
        first.flush()
        _pip(["--require-hashes", "--requirement", first.name], failure="uv could not be installed.")
    run(
        [
            *(str(FOLDER / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)),
            *("--require-hashes", "--requirement", str(lock)),
        ],
        failure=f"uv could not install {lock.name}.",
    )


def _has_more(purpose: str, version: str) -> bool:
    """Say whether the packages of the tests are there, which include those of a run."""
    everything = digest([ROOT / LOCKS["test"]], version)
    return purpose == "run" and is_done(FOLDER / "installed-test", everything)


def _install_gatehouse(version: str) -> None:
    """Make this folder importable and its plugins findable by their entry points."""
    project = ROOT / "pyproject.toml"
    wanted = digest([project], version, str(ROOT))
    stamp = FOLDER / "installed-gatehouse"
    if not is_done(stamp, wanted):
        _pip(
            ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)],
            failure="Gatehouse itself could not be installed into .venv.",
        )
        note_done(stamp, wanted)


def _pip(arguments: list[str], *, failure: str) -> None:
    run([*PIP, "--quiet", "install", *arguments], failure=failure)


def _make_environment() -> None:
    if _works():
        return
    say(f"Making .venv with Python {sys.version.split()[0]} ...")
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    try:
        run(
            [sys.executable, "-m", "venv", str(FOLDER)],
            failure=f"{sys.executable} could not make a virtual environment.",
        )
    except CannotStart:
        shutil.rmtree(FOLDER, ignore_errors=True)
        raise


def _works() -> bool:
    """Say whether .venv is there and its Python still is (an upgrade of the system may have removed it)."""
    try:
        found = subprocess.run(
            [str(PYTHON), "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"],
            check=False,
            capture_output=True,
        )
    except OSError:
        return False
    return found.returncode == 0


def site_packages() -> Path:
    return next((FOLDER / "lib").glob("python3.*")) / "site-packages"
