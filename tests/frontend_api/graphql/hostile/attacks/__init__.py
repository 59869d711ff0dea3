"""Requests made to cost much or to break something."""

from __future__ import annotations

from collections.abc import Iterator

from tests.frontend_api.graphql.hostile.attacks.bodies import BODIES, OPERATIONS
from tests.frontend_api.graphql.hostile.attacks.documents import (
    DIRECTIVES,
    FIELDS_AND_NAMES,
    FRAGMENTS,
    INTROSPECTION,
    LISTS,
)
from tests.frontend_api.graphql.hostile.attacks.requests import Attack
from tests.frontend_api.graphql.hostile.attacks.values import LETTERS, VALUES

__all__ = ["Attack", "all_attacks"]

FAMILIES: dict[str, dict[str, Attack]] = {
    "fragments": FRAGMENTS,
    "fields and names": FIELDS_AND_NAMES,
    "directives": DIRECTIVES,
    "lists": LISTS,
    "introspection": INTROSPECTION,
    "values": VALUES,
    "letters": LETTERS,
    "bodies": BODIES,
    "operations": OPERATIONS,
}


def all_attacks() -> Iterator[tuple[str, Attack]]:
    """Yield every attack with a name of its own."""
    for family, attacks in FAMILIES.items():
        for name, attack in attacks.items():
            yield f"{family}: {name}", attack
