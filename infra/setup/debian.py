"""Programs of Debian that the tests alone need: installed where we may, else left out, but never in CI."""

from __future__ import annotations

import os
import shutil

from infra.errors import CannotStart
from infra.setup.steps import run, say


def install(package: str, *, purpose: str, absent: str) -> None:
    """Install a package; where that cannot be, say what is absent, and fail only in CI."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing Debian's {package} for {purpose} (once) ...")
        failure = f"Debian's {package} could not be installed."
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-q"], failure=failure, environment=quiet)
        run(
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", package],
            failure=failure,
            environment=quiet,
        )
        return
    if os.environ.get("CI") == "true":
        raise CannotStart(absent)
    say(absent)
