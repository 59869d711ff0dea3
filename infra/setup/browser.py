"""The browser of the browser journeys: the machine's own, else Debian's where we may install it."""

from __future__ import annotations

import os
import shutil

from infra.errors import CannotStart
from infra.setup.steps import run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ABSENT = (
    "No Chromium or Chrome is found, and none may be installed from here: the browser journeys are left out. "
    "Install Chromium, or set GATEHOUSE_BROWSER to a browser's program, to run them."
)


def find() -> str | None:
    """Return the program of a browser on this machine."""
    chosen = os.environ.get("GATEHOUSE_BROWSER")
    if chosen:
        return chosen
    return next((found for found in map(shutil.which, NAMES) if found), None)


def prepare() -> None:
    """Install Debian's browser when there is none; say so, and fail only in CI, when that cannot be."""
    if find() is not None:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Debian's chromium for the browser journeys (once) ...")
        failure = "Debian's chromium could not be installed."
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-q"], failure=failure, environment=quiet)
        run(
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
            failure=failure,
            environment=quiet,
        )
        return
    if os.environ.get("CI") == "true":
        raise CannotStart(ABSENT)
    say(ABSENT)
