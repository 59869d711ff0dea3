"""A statement written down once: its text as the driver takes it, and where its values go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Insert, Select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

DIALECT: Any = PGDialect_asyncpg()  # type: ignore[no-untyped-call]
Prepare = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters in order: each by name, with the value it has unless another is given."""

    text: str
    parameters: tuple[tuple[str, Any, Prepare | None], ...]

    @classmethod
    def of(cls, expression: Select[Any] | Insert) -> Statement:
        """Write the text of a statement made of expressions."""
        compiled = expression.compile(dialect=DIALECT)
        expanded = compiled.construct_expanded_state(escape_names=False)
        processors: dict[str, Any] = dict(expanded.processors)
        for name, bind in compiled.binds.items():
            processors[name] = bind.type.dialect_impl(DIALECT).bind_processor(DIALECT)
        names = expanded.positiontup or ()
        parameters = ((name, expanded.parameters.get(name), processors.get(name)) for name in names)
        return cls(expanded.statement, tuple(parameters))

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values of one request, in order."""
        return tuple(
            prepare(values.get(name, constant)) if prepare else values.get(name, constant)
            for name, constant, prepare in self.parameters
        )
