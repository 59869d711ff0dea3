"""Runs an operation for a viewer: the same road for the API and for every page."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    NoSchemaIntrospectionCustomRule,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values
from sqlalchemy import Select

from core.accounts.sessions import NoSessions, OpenSessions
from core.accounts.viewer import Viewer
from core.audit.reads import record_reads
from core.database.unit_of_work import Database
from core.errors import Invalid
from core.files import FileStore
from core.plugins.loader import Registry
from core.reads.mutations import Context
from core.reads.operations import Operation
from core.reads.selection import Request
from core.translation import translate
from frontend_api.graphql.errors import ErrorBody, error_bodies
from frontend_api.graphql.limits import MOST_TOKENS, check_size
from frontend_api.graphql.schema import compose_schema, core_schema

REMEMBERED_DOCUMENTS = 512
MOST_ERRORS = 5


@dataclass(frozen=True, slots=True)
class Result:
    """What an operation answers."""

    data: dict[str, Any] | None
    errors: list[ErrorBody] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"errors": self.errors} if self.errors else {}
        if self.data is not None or not self.errors:
            answer["data"] = self.data
        return answer


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was parsed, measured and validated once."""

    document: DocumentNode
    fragments: dict[str, FragmentDefinitionNode]


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
    ) -> None:
        self.registry = registry
        self.sessions = sessions or NoSessions()
        self.files = files
        self.schema = core_schema(compose_schema(registry.contributions))
        self.database = database
        # A rule of validation, since a fragment can hide what asks about the schema from any other look.
        self.rules = specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        self._prepared: OrderedDict[str, Prepared] = OrderedDict()

    async def execute(
        self,
        viewer: Viewer,
        document: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> Result:
        """Run one operation; failures come back as entries of `errors`, never as exceptions."""
        try:
            return await self._run(viewer, self._prepare(document), variables or {}, operation_name)
        except Exception as error:  # noqa: BLE001 -- this is the boundary where unknown faults are masked
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
        self._prepared[text] = Prepared(document, fragments)
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
            return await self._walk(viewer, prepared, variables, operation_name)
        values = get_variable_values(self.schema, definition.variable_definitions or (), variables)
        if not isinstance(values, VariableValues):
            return Result(None, [body for fault in values for body in error_bodies(fault)])
        request = Request(self.schema, prepared.fragments, values)
        operation = Operation(request, definition, viewer)
        if not operation.is_compiled:
            return await self._walk(viewer, prepared, variables, operation_name)
        statement, sensitive = operation.statement(), operation.sensitive_reads()
        if sensitive:
            return Result(await self._answer_and_record(viewer, statement, sensitive))
        async with self.database.connect(viewer) as connection:
            answer: str = (await connection.execute(statement)).scalar_one()
        return Result(json.loads(answer))

    async def _answer_and_record(
        self,
        viewer: Viewer,
        statement: Select[Any],
        sensitive: list[tuple[str, str, UUID]],
    ) -> dict[str, Any]:
        """Answer, and note in the same transaction whose record was looked at."""
        async with self.database.connect_recording(viewer) as connection:
            data: dict[str, Any] = json.loads((await connection.execute(statement)).scalar_one())
            looked_at = [(node, row_id) for key, node, row_id in sensitive if data[key] is not None]
            await record_reads(connection, viewer, looked_at)
        return data

    async def _walk(
        self,
        viewer: Viewer,
        prepared: Prepared,
        variables: dict[str, Any],
        operation_name: str | None,
    ) -> Result:
        """Run mutations one after the other, and introspection, through graphql-core."""
        pending = execute(
            self.schema,
            prepared.document,
            context_value=Context(viewer, self.database, self.registry, self.files, self.sessions),
            variable_values=variables,
            operation_name=operation_name,
        )
        result = pending if isinstance(pending, ExecutionResult) else await pending
        errors = [body for fault in result.errors or () for body in error_bodies(fault)]
        return Result(result.data, errors)
