"""A list's document without what its file does not need: the page's figures, and the count asked once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

TOTAL = "totalCount"


@lru_cache(maxsize=256)
def pared(document: str, roots: frozenset[str], *, uncounted: str = "") -> str:
    """Keep these root fields of a query, all where none is named; leave out the count of `uncounted`."""
    whole = parse(document, no_location=True)
    fragments = {
        node.name.value: node for node in whole.definitions if isinstance(node, FragmentDefinitionNode)
    }
    (query,) = (node for node in whole.definitions if isinstance(node, OperationDefinitionNode))
    kept = [
        _without_count(field) if key_of(field) == uncounted else field
        for field in query.selection_set.selections
        if isinstance(field, FieldNode) and (not roots or key_of(field) in roots)
    ]
    selections = SelectionSetNode(selections=tuple(kept))
    used = tuple(_used(selections, fragments))
    variables = names_of(VariableNode, selections, *used)
    slim = OperationDefinitionNode(
        operation=query.operation,
        name=query.name,
        directives=query.directives,
        selection_set=selections,
        variable_definitions=tuple(
            one for one in query.variable_definitions or () if one.variable.name.value in variables
        ),
    )
    return print_ast(DocumentNode(definitions=(slim, *used)))


def key_of(field: FieldNode) -> str:
    return field.alias.value if field.alias else field.name.value


def _without_count(field: FieldNode) -> FieldNode:
    asked = field.selection_set.selections if field.selection_set else ()
    rest = tuple(one for one in asked if not (isinstance(one, FieldNode) and one.name.value == TOTAL))
    return FieldNode(
        alias=field.alias,
        name=field.name,
        arguments=field.arguments,
        directives=field.directives,
        selection_set=SelectionSetNode(selections=rest),
    )


def _used(node: Node, fragments: dict[str, FragmentDefinitionNode]) -> Iterator[FragmentDefinitionNode]:
    """Find the fragments that are spread below a node, and below those; each once."""
    waiting: list[Node] = [node]
    found: dict[str, FragmentDefinitionNode] = {}
    while waiting:
        for name in names_of(FragmentSpreadNode, waiting.pop()) - found.keys():
            found[name] = fragments[name]
            waiting.append(fragments[name])
    return iter(found.values())


def names_of(kind: type[FragmentSpreadNode | VariableNode], *nodes: Node) -> set[str]:
    """Return the names of the nodes of a kind below these."""
    collector = _Names(kind)
    for node in nodes:
        visit(node, collector)
    return collector.found


class _Names(Visitor):
    """Collects names while a document is walked."""

    def __init__(self, kind: type[FragmentSpreadNode | VariableNode]) -> None:
        super().__init__()
        self.kind = kind
        self.found: set[str] = set()

    def enter(self, node: Node, *_where: object) -> None:
        if isinstance(node, self.kind):
            self.found.add(node.name.value)
