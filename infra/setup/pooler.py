"""The pooler that the tests put before PostgreSQL: the machine's own, else Debian's where we may."""

from __future__ import annotations

import os
import shutil

from infra.setup import debian

FOLDERS = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
"""Debian puts it where only an administrator's path leads."""
ABSENT = (
    "PgBouncer is not found, and may not be installed from here: the tests through a pooler are left out. "
    "Install PgBouncer to run them."
)


def find() -> str | None:
    """Return the program on this machine."""
    return shutil.which("pgbouncer", path=FOLDERS)


def prepare() -> None:
    """Install Debian's PgBouncer when there is none."""
    if find() is None:
        debian.install("pgbouncer", purpose="the tests through a pooler", absent=ABSENT)
