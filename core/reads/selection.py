"""What an operation asks for: aliases, fragments and directives resolved, merged by response key."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    Visitor,
    get_named_type,
    visit,
)
from graphql.execution.values import VariableValues, get_directive_values
from graphql.type import GraphQLIncludeDirective, GraphQLSkipDirective

from core.reads.slots import Binding, Given


@dataclass(frozen=True, slots=True)
class Request:
    """The document's parts that every step needs."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: VariableValues


@dataclass(slots=True)
class Selected:
    """One response key of an object: the field's name, its arguments and what is asked below it."""

    key: str
    name: str
    nodes: list[FieldNode]

    def arguments(self, binding: Binding, parent: GraphQLObjectType) -> dict[str, Given]:
        """Return the arguments that are said, by their GraphQL names."""
        definition: GraphQLField = parent.fields[self.name]
        node = self.nodes[0]
        said = binding.arguments(definition, node)
        if _is_constant(node):
            return dict(Given(said, lambda _other: said).items())
        return dict(Given(said, lambda other: other.arguments(definition, node)).items())


def _is_constant(node: FieldNode) -> bool:
    """Say whether the document itself says every argument: then they are read once, not for each request."""
    finder = _VariableFinder()
    for argument in node.arguments or ():
        visit(argument, finder)
    return not finder.found


class _VariableFinder(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_variable(self, *_around: object) -> None:
        self.found = True


def is_included(request: Request, node: FieldNode | FragmentSpreadNode | InlineFragmentNode) -> bool:
    skip = get_directive_values(GraphQLSkipDirective, node, request.variables)
    include = get_directive_values(GraphQLIncludeDirective, node, request.variables)
    return not (skip and skip["if"]) and not (include and not include["if"])


def select(request: Request, parent: GraphQLObjectType, *sets: SelectionSetNode | None) -> list[Selected]:
    """Return the fields asked of an object, in order, each response key once."""
    found: dict[str, Selected] = {}
    for selection_set in sets:
        if selection_set is not None:
            _collect(request, parent, selection_set, found, set())
    return list(found.values())


def _collect(
    request: Request,
    parent: GraphQLObjectType,
    selection_set: SelectionSetNode,
    found: dict[str, Selected],
    visited: set[str],
) -> None:
    for node in selection_set.selections:
        if isinstance(node, FieldNode):
            if is_included(request, node):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, Selected(key, node.name.value, [])).nodes.append(node)
        elif isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name not in visited and is_included(request, node):
                visited.add(name)
                _collect(request, parent, request.fragments[name].selection_set, found, visited)
        elif isinstance(node, InlineFragmentNode) and is_included(request, node):
            _collect(request, parent, node.selection_set, found, visited)


def below(
    request: Request, selected: Selected, parent: GraphQLObjectType
) -> tuple[GraphQLObjectType, list[Selected]]:
    """Return the object type of a selected field and what is asked of it."""
    kind = get_named_type(parent.fields[selected.name].type)
    if not isinstance(kind, GraphQLObjectType):
        raise TypeError(f"{parent.name}.{selected.name} has no fields of its own.")
    return kind, select(request, kind, *(node.selection_set for node in selected.nodes))
