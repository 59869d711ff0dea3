"""How much one document may ask: our own rule, linear in the document, each fragment measured once.

Depth and alias limiters that expand fragments at each use take exponential time on nested spreads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from core.errors import Invalid
from core.translation import translate

MOST_TOKENS = 2_000
LARGEST_BODY = 64 * 1024


@dataclass(frozen=True, slots=True)
class Size:
    """What a selection amounts to once its fragments are written out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    spreads: int = 0
    repeats: int = 0
    """Fields asked again beside themselves: validation compares each with every other of its name."""

    def beside(self, other: Size) -> Size:
        return Size(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.spreads + other.spreads,
            self.repeats + other.repeats,
        )


LIMITS = Size(depth=12, fields=1_000, aliases=60, directives=60, spreads=100, repeats=60)
DEEPEST_INTROSPECTION = 20
NAMES = ("depth", "fields", "aliases", "directives", "spreads", "repeats")


class _Measure:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.measured: dict[str, Size] = {}
        self.open: set[str] = set()

    def selection(self, found: SelectionSetNode | None) -> Size:
        size, asked = Size(), set[str]()
        for node in found.selections if found else ():
            size = size.beside(self._node(node))
            if isinstance(node, FieldNode):
                key = (node.alias or node.name).value
                size = replace(size, repeats=size.repeats + (key in asked))
                asked.add(key)
        return size

    def _node(self, node: object) -> Size:
        if isinstance(node, FieldNode):
            inner = self.selection(node.selection_set)
            return replace(
                inner,
                depth=inner.depth + 1,
                fields=inner.fields + 1,
                aliases=inner.aliases + (node.alias is not None),
                directives=inner.directives + len(node.directives or ()),
            )
        if isinstance(node, InlineFragmentNode):
            inner = self.selection(node.selection_set)
            return replace(inner, directives=inner.directives + len(node.directives or ()))
        if isinstance(node, FragmentSpreadNode):
            inner = self._fragment(node.name.value)
            directives = inner.directives + len(node.directives or ())
            return replace(inner, directives=directives, spreads=inner.spreads + 1)
        return Size()

    def _fragment(self, name: str) -> Size:
        if name in self.measured:
            return self.measured[name]
        definition = self.fragments.get(name)
        if definition is None or name in self.open:
            return Size()  # validation says what is wrong with an unknown or circular fragment
        self.open.add(name)
        self.measured[name] = self.selection(definition.selection_set)
        self.open.discard(name)
        return self.measured[name]


def check_size(document: DocumentNode) -> None:
    """Raise Invalid when an operation asks too much, saying of what and how much is allowed."""
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    measure = _Measure(fragments)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            size = measure.selection(node.selection_set)
            size = replace(size, directives=size.directives + len(node.directives or ()))
            _check(size, introspects=_introspects(node))


def _introspects(node: OperationDefinitionNode) -> bool:
    roots = [item for item in node.selection_set.selections if isinstance(item, FieldNode)]
    return bool(roots) and all(item.name.value in {"__schema", "__type"} for item in roots)


def _check(size: Size, *, introspects: bool) -> None:
    for name in NAMES:
        most = getattr(LIMITS, name)
        if introspects and name == "depth":
            most = DEEPEST_INTROSPECTION
        if getattr(size, name) > most:
            raise Invalid(
                translate("This operation asks too much: {name} is {found}, and {most} is the most.").format(
                    name=name,
                    found=getattr(size, name),
                    most=most,
                ),
                code="TOO_LARGE",
            )
