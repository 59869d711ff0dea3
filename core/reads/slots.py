"""What of a statement changes from one request to the next: values in slots, beside a text that stays.

A statement is planned for the shape of a request: which fields, filters and orders there are. Every value
of an argument is a slot, filled anew each time, so that the text can be kept and given other values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from graphql import FieldNode, GraphQLField
from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import BindParameter, bindparam
from sqlalchemy.types import TypeEngine

from core.accounts.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Binding:
    """What the slots of one request are filled from."""

    viewer: Viewer
    variables: VariableValues
    changed: UUID | None = None
    """The row that a mutation has changed, once it has."""
    _arguments: dict[int, dict[str, Any]] = field(default_factory=dict)

    def arguments(self, definition: GraphQLField, node: FieldNode) -> dict[str, Any]:
        """Return the coerced arguments of a field, read once however many slots they fill."""
        key = id(node)
        if key not in self._arguments:
            self._arguments[key] = get_argument_values(definition, node, self.variables)
        return self._arguments[key]


Source = Callable[[Binding], Any]


@dataclass(frozen=True, slots=True)
class Given:
    """An argument's value while planning, and where every later request finds its own."""

    value: Any
    source: Source

    def items(self) -> Iterator[tuple[str, Given]]:
        """Yield what is said in an object; what is null is not said."""
        for key, value in self.value.items():
            if value is not None:
                yield key, Given(value, _within(self.source, key))

    def each(self) -> Iterator[Given]:
        """Yield the objects of a list."""
        for place, value in enumerate(self.value):
            yield Given(value, _within(self.source, place))


def _within(source: Source, place: str | int) -> Source:
    """Return where a part is found; the value of the request that was planned for is not kept."""
    return lambda binding: source(binding)[place]


class Slots:
    """The slots of one statement, by the names of their parameters."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._shaping: list[Source] = []
        self.parts = 0
        """How many objects the filters of the statement are made of."""

    def add(self, source: Source, kind: TypeEngine[Any]) -> BindParameter[Any]:
        """Return a parameter that each request fills for itself."""
        name = f"slot_{len(self._sources)}"
        self._sources[name] = source
        return bindparam(name, None, type_=kind)

    def depend_on(self, source: Source) -> None:
        """Say that the text depends on what a request brings here, beside the shape of its variables."""
        self._shaping.append(source)

    def shaping(self) -> tuple[Source, ...]:
        return tuple(self._shaping)

    def values(self, binding: Binding) -> dict[str, Any]:
        """Return the values of one request; raises what is wrong with them."""
        return {name: source(binding) for name, source in self._sources.items()}
