"""What a mutation resolver needs: one transaction to write in, and its payload read by the same compiler."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import strawberry
from graphql import get_named_type
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry import Info

from core.accounts.sessions import NoSessions, OpenSessions
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.errors import NotFound
from core.files import FileStore
from core.reads.compiler import Scope
from core.reads.declarations import is_node, node_of
from core.reads.operations import STRAWBERRY
from core.reads.resolving import asked_of
from core.reads.roots import row_value
from core.translation import translate

if TYPE_CHECKING:
    from core.plugins.loader import Registry  # the registry holds what is declared with this module


@dataclass(frozen=True, slots=True)
class Context:
    """What stands behind every resolver: never a session, which two fields could not share."""

    viewer: Viewer
    database: Database
    registry: Registry
    files: FileStore
    sessions: OpenSessions = field(default_factory=NoSessions)


def mutation(description: str) -> Callable[[Callable[..., Awaitable[Any]]], Any]:
    """Declare a mutation: parse, open, call one service, convert; ten lines at most."""
    declare: Callable[[Callable[..., Awaitable[Any]]], Any] = strawberry.mutation(description=description)
    return declare


@asynccontextmanager
async def writing(info: Info[Context, None]) -> AsyncIterator[tuple[AsyncSession, Viewer]]:
    """Open the mutation's one transaction; it commits before the payload is read."""
    context = info.context
    refuse_unreadable(info)
    async with context.database.write(context.viewer) as session:
        yield session, context.viewer


def refuse_unreadable(info: Info[Context, None]) -> None:
    """Refuse a mutation whose payload asks for what the viewer may not read, before anything is written."""
    raw = info._raw_info  # noqa: SLF001 -- as below
    kind = get_named_type(raw.return_type).extensions[STRAWBERRY].origin
    if is_node(kind):
        request, selected = asked_of(raw)
        scope = Scope(info.context.viewer, request).at(selected.key)
        row_value(node_of(kind), lambda _binding: None, selected, raw.parent_type, scope)


async def answer(info: Info[Context, None], kind: type, wanted: UUID) -> Any:
    """Read what the client asked of the row that the mutation changed."""
    raw = info._raw_info  # noqa: SLF001 -- Strawberry offers no public way to the selection's syntax tree
    request, selected = asked_of(raw)
    scope = Scope(info.context.viewer, request).at(selected.key)
    value = row_value(node_of(kind), lambda _binding: wanted, selected, raw.parent_type, scope)
    statement = scope.statement(value)
    arguments = statement.arguments(scope.slots.values(scope.binding))
    found = await info.context.database.reading.value(info.context.viewer, statement.text, arguments)
    if found is None:
        raise NotFound(translate("That record is not in this prison."))
    return json.loads(found)
