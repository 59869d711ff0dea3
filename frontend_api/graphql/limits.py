"""How much one document may ask: our own rule, linear in the document, each fragment measured once.

Depth and alias limiters that expand fragments at each use take exponential time on nested spreads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableDefinitionNode,
)

from core.errors import Invalid
from core.translation import translate

MOST_TOKENS = 2_000
LARGEST_BODY = 64 * 1024
MOST_DIGITS = 40
"""Python refuses to read a number of thousands of digits, and needs ever longer for fewer."""


@dataclass(slots=True)
class Size:
    """What a selection amounts to once its fragments are written out."""

    depth: int = 0
    nesting: int = 0
    """As depth, with fragments without a name: whatever looks at a document goes down as far."""
    fields: int = 0
    objects: int = 0
    """Fields that have fields: each is a select within the statement."""
    aliases: int = 0
    directives: int = 0
    spreads: int = 0
    repeats: int = 0
    """Fields asked again beside themselves: validation compares each with every other of its name."""
    changes: int = 0
    """Fields at the top; of a mutation each is a transaction."""

    def add(self, other: Size) -> None:
        self.depth = max(self.depth, other.depth)
        self.nesting = max(self.nesting, other.nesting)
        self.fields += other.fields
        self.objects += other.objects
        self.aliases += other.aliases
        self.directives += other.directives
        self.spreads += other.spreads
        self.repeats += other.repeats
        self.changes += other.changes


LIMITS = Size(
    depth=12,
    nesting=40,
    fields=400,
    objects=40,
    aliases=15,
    directives=60,
    spreads=40,
    repeats=60,
    changes=10,
)
INTROSPECTION = replace(LIMITS, depth=20, objects=LIMITS.fields)
"""What only asks about the schema goes deeper, and no statement is made of it."""
NAMES = ("depth", "nesting", "fields", "objects", "aliases", "directives", "spreads", "repeats")
MOST_VALUES = 5_000
"""Texts, numbers, lists and objects in the variables: each is looked at when they are read."""


class _Measure:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.measured: dict[str, Size] = {}
        self.open: set[str] = set()

    def selection(self, found: SelectionSetNode | None) -> Size:
        size = Size()
        self._add(found, size, set())
        return size

    def _add(self, found: SelectionSetNode | None, size: Size, asked: set[str]) -> None:
        for node in found.selections if found else ():
            self._node(node, size, asked)

    def _node(self, node: SelectionNode, size: Size, asked: set[str]) -> None:
        size.directives += len(node.directives or ())
        if isinstance(node, FieldNode):
            self._field(node, size, asked)
        elif isinstance(node, InlineFragmentNode):
            inner = Size()
            self._add(node.selection_set, inner, asked)
            inner.nesting += 1
            size.add(inner)
        elif isinstance(node, FragmentSpreadNode):
            size.spreads += 1
            size.add(self._fragment(node.name.value))

    def _field(self, node: FieldNode, size: Size, asked: set[str]) -> None:
        check_numbers(node.arguments or ())
        key = (node.alias or node.name).value
        size.repeats += key in asked
        asked.add(key)
        inner = self.selection(node.selection_set)
        inner.depth += 1
        inner.nesting += 1
        inner.fields += 1
        inner.objects += node.selection_set is not None
        inner.aliases += node.alias is not None
        inner.changes = 1
        size.add(inner)

    def _fragment(self, name: str) -> Size:
        if name in self.measured:
            return self.measured[name]
        definition = self.fragments.get(name)
        if definition is None or name in self.open:
            return Size()  # validation says what is wrong with an unknown or circular fragment
        self.open.add(name)
        self.measured[name] = self.selection(definition.selection_set)
        self.measured[name].directives += len(definition.directives or ())
        self.open.discard(name)
        return self.measured[name]

    def unused(self) -> Iterator[Size]:
        """Measure the fragments that no operation has led to: they are validated as well."""
        yield from [self._fragment(name) for name in self.fragments if name not in self.measured]


def check_numbers(given: tuple[ArgumentNode | VariableDefinitionNode, ...]) -> None:
    """Raise Invalid for a number that is too long to be read."""
    waiting: list[ValueNode | None] = [
        item.value if isinstance(item, ArgumentNode) else item.default_value for item in given
    ]
    while waiting:
        value = waiting.pop()
        if isinstance(value, IntValueNode | FloatValueNode) and len(value.value) > MOST_DIGITS:
            raise Invalid(
                translate("A number in this operation has more than {most} digits.").format(most=MOST_DIGITS),
                code="BAD_REQUEST",
            )
        if isinstance(value, ListValueNode):
            waiting += value.values
        elif isinstance(value, ObjectValueNode):
            waiting += [item.value for item in value.fields]


def check_values(variables: dict[str, Any] | None) -> None:
    """Raise Invalid for variables of more values than are worth reading."""
    waiting: list[Any] = [variables]
    found = 0
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        found += 1
    if found > MOST_VALUES:
        raise Invalid(
            translate("The variables hold {found} values, and {most} is the most. Send fewer.").format(
                found=found, most=MOST_VALUES
            ),
            code="TOO_LARGE",
        )


def check_size(document: DocumentNode) -> None:
    """Raise Invalid when an operation asks too much, saying of what and how much is allowed."""
    try:
        _check_all(document)
    except RecursionError:
        raise Invalid(translate("This operation is nested too deeply."), code="TOO_LARGE") from None


def _check_all(document: DocumentNode) -> None:
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    measure = _Measure(fragments)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            size = measure.selection(node.selection_set)
            size.directives += _directives_before(node)
            _check(size, introspects=_introspects(node))
            if node.operation is OperationType.MUTATION:
                _check_changes(size.changes)
    for size in measure.unused():
        _check(size, introspects=True)


def _directives_before(node: OperationDefinitionNode) -> int:
    """Count the directives of an operation and of its variables."""
    variables = node.variable_definitions or ()
    check_numbers(variables)
    return len(node.directives or ()) + sum(len(item.directives or ()) for item in variables)


def _check_changes(found: int) -> None:
    if found > LIMITS.changes:
        raise Invalid(
            translate(
                "This operation makes {found} changes, and {most} is the most. "
                "Send them in several operations."
            ).format(found=found, most=LIMITS.changes),
            code="TOO_LARGE",
        )


def _introspects(node: OperationDefinitionNode) -> bool:
    roots = [item for item in node.selection_set.selections if isinstance(item, FieldNode)]
    return bool(roots) and all(item.name.value in {"__schema", "__type"} for item in roots)


def _check(size: Size, *, introspects: bool) -> None:
    limits = INTROSPECTION if introspects else LIMITS
    for name in NAMES:
        most = getattr(limits, name)
        if getattr(size, name) > most:
            raise Invalid(
                translate(
                    "This operation asks too much: {name} is {found}, and {most} is the most. "
                    "Ask for less, or in several operations."
                ).format(
                    name=name,
                    found=getattr(size, name),
                    most=most,
                ),
                code="TOO_LARGE",
            )
