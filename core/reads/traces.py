"""Whose record was looked at: written down by the very statement that reads it; both stand or fall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import GraphQLObjectType
from sqlalchemy import CTE, Select, Uuid, insert, select
from sqlalchemy.orm import aliased
from structlog.contextvars import get_contextvars

from core.audit.models import ReadEntry
from core.identifiers import uuid7
from core.reads.compiler import Scope
from core.reads.declarations import Node, Row, node_of
from core.reads.objects import constant
from core.reads.selection import Selected
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


@dataclass(frozen=True, slots=True)
class Shown:
    """A root field that Python answers and that shows what is sensitive of somebody: who looked is noted."""

    kind: type
    """The type of API whose record it is about."""
    argument: str
    """The argument with the record's id, as the API calls it."""

    @property
    def node(self) -> Node:
        return node_of(self.kind)

    def note(self, selected: Selected, parent: GraphQLObjectType, noted: list[Source], scope: Scope) -> None:
        """Leave an entry with the statement, unless another root of it leaves one for the same row."""
        node = self.node
        given = selected.arguments(scope.binding, parent)[self.argument].source
        wanted: Source = lambda binding: _id(given(binding))  # noqa: E731 -- one of several alike
        row: Row = aliased(node.model)
        others = [row.id != scope.slot(other, Uuid()) for other in noted]
        rows = select(row.id).where(row.id == scope.slot(wanted, Uuid()), scope.existing(node, row), *others)
        traced(node, wanted, rows, scope)
        noted.append(wanted)


NOBODY = UUID(int=0)


def _id(value: object) -> UUID:
    """Read an id; what is none is nobody's, and the resolver says what is wrong with it."""
    try:
        return UUID(str(value))
    except ValueError:
        return NOBODY
