"""Logs as JSON lines, for web and worker alike: what happened and where, without anything about anybody."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import nullcontext, suppress
from typing import Any
from uuid import uuid4

import msgspec
import structlog
from structlog.contextvars import get_contextvars
from structlog.types import ExcInfo, Processor

WELL_FORMED_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
TRACE_PARENT = re.compile(r"[0-9a-f]{2}-(?P<trace>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
QUIET = ("authlib", "httpx", "httpx2", "httpcore", "httpcore2", "asyncio", "sqlalchemy.engine", "arq")
"""Libraries that write addresses, tokens or arguments at their lower levels."""
MOST_FRAMES = 40
SAID_DIGITS = 8
"""As much of an id as can be said over the telephone."""


def correlation_id_from(correlation_id: str | None, trace_parent: str | None) -> str:
    """Return the caller's id when it is well formed (W3C Trace Context, or X-Correlation-Id), else a new one.

    What a stranger sends lands in logs and database settings, so anything else is not repeated.
    """
    if correlation_id is not None and WELL_FORMED_ID.fullmatch(correlation_id):
        return correlation_id
    parent = TRACE_PARENT.fullmatch(trace_parent or "")
    if parent is not None and parent["trace"].strip("0"):
        return parent["trace"]
    return uuid4().hex


def said_reference() -> str:
    """Return what of the correlation id a person quotes: enough to find the log's lines of their request."""
    return str(get_contextvars().get("correlation_id") or uuid4().hex)[:SAID_DIGITS]


def configure_logs(level: str = "INFO", *, service: str) -> None:
    """Send our lines and everyone else's, as one JSON object a line, to standard output.

    Ours go there straight: through the standard library's records, one line took a tenth of an API call.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        describe_exceptions,
        _name_service(service),
    ]
    handler = logging.StreamHandler(sys.stdout)
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_as_json)],
        logger_factory=lambda name=__name__: Lines(name, handler),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_as_json),
            ],
        ),
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


class Lines:
    """Writes finished lines where the handler does, one at a time with its own."""

    def __init__(self, name: str, handler: logging.StreamHandler[Any]) -> None:
        self.name = name
        self._handler = handler

    def write(self, line: str) -> None:
        # A full disk, or a closed pipe, must not be the end of what is being logged.
        with suppress(OSError, ValueError), self._handler.lock or nullcontext():
            self._handler.stream.write(line + "\n")
            self._handler.stream.flush()

    debug = info = warning = error = critical = write


def _as_json(event: object, **_unused: object) -> str:
    """Write a line's values; one that JSON does not know by what it says of itself."""
    return msgspec.json.encode(event, enc_hook=repr).decode()


def describe_exceptions(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Say which exception and where; never its message: databases quote people's data in it."""
    raised = _exception_in(event.pop("exc_info", None))
    if raised is not None:
        event["exception"] = [
            {"type": f"{type(one).__module__}.{type(one).__qualname__}", "frames": list(_frames(one))}
            for one in _chain(raised)
        ]
    return event


def _exception_in(exc_info: ExcInfo | BaseException | bool | None) -> BaseException | None:  # noqa: FBT001 -- logging's own form
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return sys.exc_info()[1] if exc_info else None


def _chain(raised: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = raised
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _frames(raised: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(raised.__traceback__)[-MOST_FRAMES:]:
        yield f"{frame.filename}:{frame.lineno} {frame.name}"


def _name_service(service: str) -> Processor:
    def add(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["service"] = service
        return event

    return add
