"""Runs an operation for a viewer: the same road for the API and for every page."""

from __future__ import annotations

import json
from asyncio import Lock, to_thread
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import msgspec
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values

from core.accounts.sessions import NoSessions, OpenSessions
from core.accounts.viewer import Viewer
from core.database.reading import RightsOutdated
from core.database.unit_of_work import Database
from core.errors import Forbidden, Invalid, ModuleDisabled
from core.files import FileStore
from core.plugins.loader import Registry
from core.reads.compiler import Refused
from core.reads.mutations import Context
from core.reads.operations import Operation
from core.reads.plans import Plan, Plans, plan_key
from core.reads.selection import Request
from core.reads.slots import Binding
from core.translation import translate
from frontend_api.graphql.errors import ErrorBody, error_bodies
from frontend_api.graphql.lengths import lengths_of
from frontend_api.graphql.limits import MOST_TOKENS, check_size
from frontend_api.graphql.rows import Rows
from frontend_api.graphql.schema import compose_schema, core_schema

REMEMBERED_DOCUMENTS = 512
MOST_ERRORS = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What an operation answers: as PostgreSQL wrote it, or as Python walked it, or both put together."""

    walked: dict[str, Any] | None = None
    errors: list[ErrorBody] = field(default_factory=list)
    written: str | None = None
    """JSON that nobody needs to take apart on its way out."""

    @property
    def data(self) -> dict[str, Any] | None:
        """Return the answer taken apart, for a page."""
        return self.walked if self.written is None else json.loads(self.written)

    @property
    def is_answered(self) -> bool:
        return self.written is not None or self.walked is not None

    def body(self) -> dict[str, Any]:
        """Return the members of the API's answer."""
        data = self.data
        answer: dict[str, Any] = {"errors": self.errors} if self.errors else {}
        if data is not None or not self.errors:
            answer["data"] = data
        return answer

    def encoded(self) -> bytes:
        """Return the API's answer as it is sent."""
        if self.written is None:
            return msgspec.json.encode(self.body())
        errors = b'"errors":' + msgspec.json.encode(self.errors) + b"," if self.errors else b""
        return b"{" + errors + b'"data":' + self.written.encode() + b"}"

    def beside(self, written: str, keys: Sequence[str]) -> Result:
        """Put what was walked where its keys stand among what PostgreSQL wrote, which nobody takes apart."""
        if self.walked is None:
            return self
        parts = {**self.walked, **msgspec.json.decode(written, type=dict[str, msgspec.Raw])}
        whole = msgspec.json.encode({key: parts[key] for key in keys})
        return Result(errors=self.errors, written=whole.decode())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was parsed, measured and validated once."""

    number: int
    """Never used again, so that no plan outlives its document under another's name."""
    document: DocumentNode
    fragments: dict[str, FragmentDefinitionNode]
    rows: Rows


def is_refusal(error: Exception) -> bool:
    """Say whether somebody's rights are the reason."""
    return isinstance(error, Refused) and isinstance(error.cause, Forbidden | ModuleDisabled)


class Engine:
    """The schema and the database behind it."""

    def __init__(
        self,
        registry: Registry,
        database: Database,
        files: FileStore,
        *,
        introspection: bool,
        sessions: OpenSessions | None = None,
        neighbours: Database | None = None,
    ) -> None:
        self.registry = registry
        self.neighbours = neighbours
        self.sessions = sessions or NoSessions()
        self.files = files
        self.schema = core_schema(compose_schema(registry.contributions))
        self.database = database
        # A rule of validation, since a fragment can hide what asks about the schema from any other look.
        self.rules = specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        self.lengths = lengths_of(self.schema)
        self._prepared: OrderedDict[str, Prepared] = OrderedDict()
        self._numbers = count()
        self.plans = Plans()
        self._planning = Lock()

    async def execute(
        self,
        viewer: Viewer,
        document: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> Result:
        """Run one operation; failures come back as entries of `errors`, never as exceptions.

        Only RightsOutdated is raised: nothing was done, and whoever asks is to be read anew.
        """
        try:
            return await self._run(viewer, self._prepare(document), variables or {}, operation_name)
        except RightsOutdated:
            raise
        except Exception as error:
            if viewer.rights_at is not None and is_refusal(error):
                # They may have been given the right since: what is remembered refuses nobody.
                raise RightsOutdated from error
            return Result(None, error_bodies(error))

    def _prepare(self, text: str) -> Prepared:
        known = self._prepared.get(text)
        if known is not None:
            self._prepared.move_to_end(text)
            return known
        document = parse(text, max_tokens=MOST_TOKENS, no_location=False)
        check_size(document)
        faults = validate(self.schema, document, self.rules, max_errors=MOST_ERRORS)
        if faults:
            raise faults[0]
        fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._prepared[text] = Prepared(
            next(self._numbers), document, fragments, Rows(self.schema, self.lengths, fragments)
        )
        if len(self._prepared) > REMEMBERED_DOCUMENTS:
            self._prepared.popitem(last=False)
        return self._prepared[text]

    async def _run(
        self,
        viewer: Viewer,
        prepared: Prepared,
        variables: dict[str, Any],
        operation_name: str | None,
    ) -> Result:
        definition = get_operation_ast(prepared.document, operation_name)
        if definition is None:
            raise Invalid(translate("Say which operation of the document to run."), code="BAD_REQUEST")
        if definition.operation is OperationType.MUTATION:
            prepared.rows.check(definition, variables)
            return await self._walk(viewer, prepared, variables, operation_name)
        values = get_variable_values(self.schema, definition.variable_definitions or (), variables)
        if not isinstance(values, VariableValues):
            return Result(None, [body for fault in values for body in error_bodies(fault)])
        binding = Binding(viewer, values)
        plan = await self._plan(prepared, definition, binding)
        if plan is None:
            return await self._walk(viewer, prepared, variables, operation_name)
        written = await self._answer(viewer, plan, binding)
        if plan.walked is None:
            return Result(written=written)
        # One after the other: what is wrong with the statement is said as if it stood alone.
        beside = replace(prepared, document=plan.walked.document)
        proven = replace(viewer, rights_at=None)  # by the statement, a moment ago
        walked = await self._walk(proven, beside, variables, operation_name)
        return walked.beside(written, plan.walked.keys)

    async def _plan(
        self,
        prepared: Prepared,
        definition: OperationDefinitionNode,
        binding: Binding,
    ) -> Plan | None:
        """Return the operation's plan, an earlier one if there is one; None where Python must walk it."""
        key = plan_key(prepared.number, self.schema, definition, binding)
        plan = self.plans.get(key, binding)
        if plan is None or plan.walked is not None:
            # The sizes of pages stand in a plan's text: a kept one, of SQL alone, was no larger than allowed.
            prepared.rows.check(definition, binding.variables.coerced)
        return plan or await self._new_plan(prepared, definition, binding, key)

    async def _new_plan(
        self, prepared: Prepared, definition: OperationDefinitionNode, binding: Binding, key: Hashable
    ) -> Plan | None:
        """Write a plan beside the event loop, one at a time.

        After a start everybody needs new plans at once. Written in the loop, they would keep it for seconds,
        in which answers that have long arrived, such as those of Redis, would run out of time.
        """
        async with self._planning:
            plan = self.plans.get(key, binding)
            if plan is None:
                request = Request(self.schema, prepared.fragments, binding.variables)
                plan = await to_thread(Operation(request, definition, binding.viewer).plan)
                if plan is not None:
                    self.plans.keep(key, binding, plan)
            return plan

    async def _answer(self, viewer: Viewer, plan: Plan, binding: Binding) -> str:
        """Run the statement, which also notes whose record was looked at."""
        arguments = plan.arguments(binding)
        return str(await self.database.reading.value(viewer, plan.text, arguments, writes=plan.is_recorded))

    async def _walk(
        self,
        viewer: Viewer,
        prepared: Prepared,
        variables: dict[str, Any],
        operation_name: str | None,
    ) -> Result:
        """Run mutations one after the other, and what Python computes, through graphql-core."""
        if viewer.rights_at is not None:
            # Only the compiled way proves what is remembered of somebody's rights.
            raise RightsOutdated
        context = Context(
            viewer,
            self.database,
            self.registry,
            self.files,
            self.sessions,
            self.plans,
            prepared.number,
            self.neighbours,
        )
        pending = execute(
            self.schema,
            prepared.document,
            context_value=context,
            variable_values=variables,
            operation_name=operation_name,
        )
        result = pending if isinstance(pending, ExecutionResult) else await pending
        errors = [body for fault in result.errors or () for body in error_bodies(fault)]
        return Result(result.data, errors)
