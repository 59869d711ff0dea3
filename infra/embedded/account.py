"""Which system account a server runs as. PostgreSQL refuses root, so root lends it a powerless one."""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.errors import CannotStart

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


def run_as(account: Account | None) -> dict[str, Any]:
    """Return the arguments of `subprocess` that start a process as this account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def unprivileged_account(data: Path) -> Account | None:
    """Choose the account for a data folder: its owner when it has one, none when we are not root."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        entry = pwd.getpwuid(data.stat().st_uid)
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "PostgreSQL does not run as root, and this machine has neither the account 'postgres' nor 'nobody'. "
        "Run Gatehouse as an ordinary user.",
    )


def can_reach(account: Account, folder: Path) -> bool:
    """Say whether the account may walk through every folder above this one."""
    return all(_may_enter(account, parent.stat()) for parent in folder.resolve().parents)


def _may_enter(account: Account, folder: os.stat_result) -> bool:
    if folder.st_uid == account.uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == account.gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def reachable_folder(wanted: Path) -> Path:
    """Make a folder outside a closed home (such as /root) that every account may walk through."""
    base = Path("/var/tmp")  # noqa: S108 -- it must survive a restart of the machine; made safe below
    if not base.is_dir():
        base = Path(tempfile.gettempdir())
    name = hashlib.sha256(str(wanted.absolute()).encode()).hexdigest()[:16]
    folder = base / f"gatehouse-{name}"
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise CannotStart(f"{folder} belongs to somebody else. Remove it and start again.")
    folder.chmod(0o711)
    return folder
