"""Several GraphQL documents as one: what the home page's cards ask is asked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    visit,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One document, and the prefix its root fields and variables get in the whole."""

    prefix: str
    document: str


@lru_cache(maxsize=256)
def merged(parts: tuple[Part, ...]) -> str:
    """Write one query that asks all the documents; each may hold one query and its fragments."""
    variables: list[VariableDefinitionNode] = []
    selections: list[FieldNode] = []
    fragments: list[FragmentDefinitionNode] = []
    for part in parts:
        renamed: DocumentNode = visit(parse(part.document, no_location=True), _Prefix(part.prefix))
        for definition in renamed.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                fragments.append(definition)
            elif (
                isinstance(definition, OperationDefinitionNode)
                and definition.operation is OperationType.QUERY
            ):
                variables += definition.variable_definitions or ()
                selections += [_aliased(one, part.prefix) for one in definition.selection_set.selections]
            else:
                raise ValueError(f"the document of {part.prefix} must be one query")
    query = OperationDefinitionNode(
        operation=OperationType.QUERY,
        name=NameNode(value="Home"),
        variable_definitions=tuple(variables),
        directives=(),
        selection_set=SelectionSetNode(selections=tuple(selections)),
    )
    return print_ast(DocumentNode(definitions=(query, *fragments)))


def prefixed(prefix: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables of one document as the whole names them."""
    return {prefix + name: value for name, value in variables.items()}


def part_of(prefix: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one document would have been answered alone."""
    return {name.removeprefix(prefix): value for name, value in data.items() if name.startswith(prefix)}


def _aliased(selection: Any, prefix: str) -> FieldNode:
    if not isinstance(selection, FieldNode):
        kind = "fragments" if isinstance(selection, FragmentSpreadNode | InlineFragmentNode) else "selections"
        raise ValueError(f"the document of {prefix} must name its root fields itself, without {kind}")  # noqa: TRY004 -- the document is wrong, not a caller's type
    name = selection.alias.value if selection.alias else selection.name.value
    return FieldNode(
        alias=NameNode(value=prefix + name),
        name=selection.name,
        arguments=selection.arguments,
        directives=selection.directives,
        selection_set=selection.selection_set,
    )


class _Prefix(Visitor):
    """Renames variables and fragments, so that two documents may use the same names."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def leave_variable(self, node: VariableNode, *_: Any) -> VariableNode:
        return VariableNode(name=NameNode(value=self.prefix + node.name.value))

    def leave_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> FragmentSpreadNode:
        return FragmentSpreadNode(
            name=NameNode(value=self.prefix + node.name.value), directives=node.directives
        )

    def leave_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> FragmentDefinitionNode:
        return FragmentDefinitionNode(
            name=NameNode(value=self.prefix + node.name.value),
            type_condition=node.type_condition,
            directives=node.directives,
            selection_set=node.selection_set,
            variable_definitions=(),
        )
