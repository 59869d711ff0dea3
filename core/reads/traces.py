"""Whose record was looked at: written down by the very statement that reads it; both stand or fall."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Select, insert, select
from structlog.contextvars import get_contextvars

from core.audit.models import ReadEntry
from core.identifiers import uuid7
from core.reads.compiler import Scope
from core.reads.declarations import Node
from core.reads.objects import constant
from core.reads.slots import Source


def traced(node: Node, wanted: Source, rows: Select[Any], scope: Scope) -> CTE:
    """Return the rows as a part of the statement that leaves an entry if there is one."""
    sources: dict[str, Source] = {
        "tenant_id": lambda binding: binding.viewer.tenant_id,
        "id": lambda _binding: uuid7(),
        "account_id": lambda binding: binding.viewer.account_id,
        "correlation_id": lambda _binding: get_contextvars().get("correlation_id"),
        "row_id": wanted,
    }
    table = ReadEntry.__table__
    place = len(scope.traces)
    found = rows.cte(f"looked_{place}")
    said = [scope.slot(source, table.c[name].type) for name, source in sources.items()]
    entry = select(*said, constant(node.name)).select_from(found)
    noted = insert(ReadEntry).from_select([*sources, "node"], entry, include_defaults=False)
    scope.traces.append(noted.cte(f"noted_{place}"))
    return found
