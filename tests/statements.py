"""Notes the statements that are sent to PostgreSQL, whichever way they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database

Asked = list[tuple[str, tuple[Any, ...]]]


@contextmanager
def asked_of(database: Database) -> Iterator[Asked]:
    """Note every statement, with its parameters, while the block runs; each is sent as it is."""
    asked: Asked = []
    straight = database.reading.value

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        asked.append((statement, tuple(parameters)))

    async def noting(viewer: Viewer, text: str, arguments: Sequence[Any], **others: Any) -> Any:
        asked.append((text, tuple(arguments)))
        return await straight(viewer, text, arguments, **others)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    database.reading.value = noting  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        del database.reading.value
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
