"""What a mutation resolver needs: one transaction to write in, and its payload read by the same compiler."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import strawberry
from graphql import GraphQLResolveInfo, get_named_type
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry import Info

from core.accounts.sessions import NoSessions, OpenSessions
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.entry.deciding import Decision, checks_in_force, decide_visits, exchanged
from core.entry.declarations import EntryCheck, Visit
from core.errors import NotFound
from core.files import FileStore
from core.links.services import use_up_link
from core.reads.compiler import Scope
from core.reads.declarations import is_node, node_of
from core.reads.operations import STRAWBERRY
from core.reads.plans import Plan, Plans, plan_key
from core.reads.roots import row_value
from core.reads.selection import Request, Selected
from core.reads.slots import Binding
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
    plans: Plans = field(default_factory=Plans)
    document: Hashable = None
    """What the document is called among the plans."""
    neighbours: Database | None = None
    """The way to what other prisons show; none where whoever runs Gatehouse has set none."""

    def entry_checks(self) -> list[EntryCheck]:
        """Return the checks of the modules that are on in the viewer's prison."""
        checks = (check for module in self.registry.contributions for check in module.entry_checks)
        return checks_in_force(self.viewer, checks)

    async def decide(
        self, session: AsyncSession, visits: Sequence[Visit], *, instead: Sequence[EntryCheck] = ()
    ) -> list[Decision]:
        """Ask of many visits at once whether they may come in: all checks that are on, few statements.

        A module can put checks of its own `instead` of those of the same name, to show what would change.
        """
        checks = exchanged(self.entry_checks(), instead)
        return await decide_visits(session, self.viewer, checks, visits)


def mutation(description: str) -> Callable[[Callable[..., Awaitable[Any]]], Any]:
    """Declare a mutation: parse, open, call one service, convert; ten lines at most."""
    declare: Callable[[Callable[..., Awaitable[Any]]], Any] = strawberry.mutation(description=description)
    return declare


@asynccontextmanager
async def writing(info: Info[Context, None]) -> AsyncIterator[tuple[AsyncSession, Viewer]]:
    """Open the mutation's one transaction; it commits before the payload is read.

    Whoever came by a link that is good once uses it up here, with the change itself or not at all.
    """
    context = info.context
    refuse_unreadable(info)
    async with context.database.write(context.viewer) as session:
        await use_up_link(session, context.viewer)
        yield session, context.viewer


def refuse_unreadable(info: Info[Context, None]) -> None:
    """Refuse a mutation whose payload asks for what the viewer may not read, before anything is written."""
    kind = get_named_type(raw_info(info).return_type).extensions[STRAWBERRY].origin
    if is_node(kind):
        _plan(info, kind)


async def answer(info: Info[Context, None], kind: type, wanted: UUID) -> Any:
    """Read what the client asked of the row that the mutation changed."""
    plan, binding = _plan(info, kind)
    arguments = plan.arguments(replace(binding, changed=wanted))
    found = await info.context.database.reading.value(info.context.viewer, plan.text, arguments)
    if found is None:
        raise NotFound(translate("That record is not in this prison."))
    return json.loads(found)


def _plan(info: Info[Context, None], kind: type) -> tuple[Plan, Binding]:
    """Return the payload's plan, an earlier one if there is one; raise Refused for what may not be read."""
    raw, context = raw_info(info), info.context
    request = Request(raw.schema, raw.fragments, raw.variable_values)
    selected = Selected(str(raw.path.key), raw.field_name, list(raw.field_nodes))
    scope = Scope(context.viewer, request).at(selected)
    binding = scope.binding
    key = selected.key, plan_key(context.document, raw.schema, raw.operation, binding)
    plan = context.plans.get(key, binding)
    if plan is None:
        value = row_value(node_of(kind), lambda given: given.changed, selected, raw.parent_type, scope)
        plan = Plan(scope.statement(value), scope.slots, is_recorded=bool(scope.traces))
        context.plans.keep(key, binding, plan)
    return plan, binding


def raw_info(info: Info[Context, None]) -> GraphQLResolveInfo[Any]:
    """Return what graphql-core says of the field."""
    return info._raw_info  # noqa: SLF001 -- Strawberry offers no public way to the selection's syntax tree
