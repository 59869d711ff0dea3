"""What holds for a whole session of tests, from before anything is imported."""

from __future__ import annotations

import gc
import signal
from types import FrameType

import structlog

# What is imported stays until the end: Python looks for no garbage before the first test, nor in it after.
gc.disable()
# By itself structlog draws the values of all variables of each frame: a minute for one fault of ours.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


# asyncio puts a handler of its own in place of Python's for each run of a loop. Taking it back, Python 3.11
# asks whether it is a number, and fails with an error that spells out the task with its whole result: some
# hundredths of a second for each fixture that holds the house.
signal.signal(signal.SIGINT, interrupt)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
