"""Passwords of the embedded servers: made once, kept in files that only their owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def password(folder: Path, name: str) -> str:
    """Read the named password, or make it."""
    path = folder / name
    if path.exists():
        return path.read_text(encoding="ascii")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = secrets.token_urlsafe(32)
    unfinished = folder / f".{name}.{os.getpid()}"
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(made)
    unfinished.replace(path)
    return made
