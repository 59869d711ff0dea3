"""A request to stop, noticed where it is safe: a signal never breaks into the start of a process."""

from __future__ import annotations

import signal
import threading
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
requested = threading.Event()


def listen() -> None:
    """Note Ctrl-C and a request to end from now on, instead of being ended by them."""
    for number in SIGNALS:
        signal.signal(number, _note)


def check() -> None:
    """Raise KeyboardInterrupt when somebody asked to stop."""
    if requested.is_set():
        raise KeyboardInterrupt


def _note(_number: int, _frame: FrameType | None) -> None:
    requested.set()
