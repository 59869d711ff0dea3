"""What holds for a whole session of tests, from before anything is imported."""

from __future__ import annotations

import gc

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


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
