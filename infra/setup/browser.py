"""The browser of the browser journeys: the machine's own, else Debian's where we may install it."""

from __future__ import annotations

import os
import shutil

from infra.setup import debian

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
    """Install Debian's browser when there is none."""
    if find() is None:
        debian.install("chromium", purpose="the browser journeys", absent=ABSENT)
