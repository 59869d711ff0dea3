"""A planned read: the text of its one statement, kept, and where each request's values go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    is_input_type,
    type_from_ast,
)
from graphql.execution.values import VariableValues

from core.clock import today
from core.database.statements import Statement
from core.reads.slots import Binding, Slots, Source
from core.translation import current_language

MOST_FAMILIES, MOST_ALIKE = 1024, 16


@dataclass(frozen=True, slots=True)
class Walked:
    """What Python computes beside a statement."""

    document: DocumentNode
    """The operation with these of its root fields alone."""
    keys: tuple[str, ...]
    """The response keys of the whole operation, in their order."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement, what fills its slots, whether it writes down who was looked at, and what Python adds."""

    statement: Statement
    slots: Slots
    is_recorded: bool
    walked: Walked | None = None

    @property
    def text(self) -> str:
        return self.statement.text

    def arguments(self, binding: Binding) -> tuple[Any, ...]:
        """Return the values for one request, in order; raises what is wrong with them."""
        return self.statement.arguments(self.slots.values(binding))


@dataclass(frozen=True, slots=True)
class Family:
    """The plans of requests that are alike but for a few values that shape the text."""

    shaping: tuple[Source, ...]
    plans: OrderedDict[Hashable, Plan]

    def key(self, binding: Binding) -> Hashable:
        return tuple(source(binding) for source in self.shaping)


class Plans:
    """The plans used last."""

    def __init__(self, most: int = MOST_FAMILIES, most_alike: int = MOST_ALIKE) -> None:
        self._most, self._most_alike = most, most_alike
        self._families: OrderedDict[Hashable, Family] = OrderedDict()

    def get(self, key: Hashable, binding: Binding) -> Plan | None:
        family = self._families.get(key)
        if family is None:
            return None
        self._families.move_to_end(key)
        return family.plans.get(family.key(binding))

    def keep(self, key: Hashable, binding: Binding, plan: Plan) -> None:
        """Keep a plan whose text fits every request with this key that shapes it the same way."""
        family = self._families.setdefault(key, Family(plan.slots.shaping(), OrderedDict()))
        family.plans[family.key(binding)] = plan
        if len(family.plans) > self._most_alike:
            family.plans.popitem(last=False)
        if len(self._families) > self._most:
            self._families.popitem(last=False)

    def kept(self) -> tuple[Plan, ...]:
        return tuple(plan for family in self._families.values() for plan in family.plans.values())

    def __len__(self) -> int:
        return len(self.kept())


def plan_key(
    document: Hashable, schema: GraphQLSchema, definition: OperationDefinitionNode, binding: Binding
) -> Hashable:
    """Return what the plan of a document's operation depends on, beside what its slots say."""
    name = definition.name.value if definition.name else None
    shape = shape_of(schema, definition, binding.variables)
    rights = (binding.viewer.permissions, binding.viewer.disabled_modules)
    # Computed fields may compare with today's date and speak in words: both stand in the text.
    return (document, name, shape, rights, today(), current_language())


def shape_of(
    schema: GraphQLSchema, definition: OperationDefinitionNode, variables: VariableValues
) -> Hashable:
    """Return what of the variables a statement's text depends on: all but the values of its slots."""
    shapes = []
    for item in definition.variable_definitions or ():
        name = item.variable.name.value
        kind = type_from_ast(schema, item.type)
        if name in variables.coerced and is_input_type(kind):
            shapes.append((name, _shape(kind, variables.coerced[name])))
    return tuple(shapes)


def _shape(kind: GraphQLInputType, value: Any) -> Hashable:
    if isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    if value is None:
        return None
    if isinstance(kind, GraphQLInputObjectType):
        return tuple((name, _shape(kind.fields[name].type, given)) for name, given in value.items())
    if isinstance(kind, GraphQLList):
        inner = kind.of_type.of_type if isinstance(kind.of_type, GraphQLNonNull) else kind.of_type
        many = isinstance(inner, GraphQLInputObjectType)
        return tuple(_shape(inner, item) for item in value) if many else list
    if isinstance(kind, GraphQLEnumType) or kind.name == "Boolean":
        return str(value)
    return ""
