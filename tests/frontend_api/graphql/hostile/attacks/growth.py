"""Documents that mean ever more than they say, made to any size."""

from __future__ import annotations

from typing import Any


def doubling(levels: int, kind: str = "Person", leaf: str = "id") -> str:
    """Ask twice for what asks twice."""
    parts = " ".join(f"fragment F{n} on {kind} {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return f"{{ people {{ nodes {{ ...F0 }} }} }} {parts} fragment F{levels} on {kind} {{ {leaf} }}"


def fan(levels: int) -> str:
    """Ask twice, under two names, for what asks twice."""
    steps = [
        f"fragment F{n} on Query {{ a{n}: __typename ...F{n + 1} ... {{ ...F{n + 1} }} }}"
        for n in range(levels)
    ]
    return "{ ...F0 } " + " ".join(steps) + f" fragment F{levels} on Query {{ __typename }}"


def chain_of_chains(count: int, depth: int, step: str) -> str:
    """Go down and down within each of many fragments, and from the bottom to the next."""
    parts = (f"fragment F{n} on Query {{ {step * depth} ...F{n + 1} {'}' * depth} }}" for n in range(count))
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{count} on Query {{ __typename }}"


def aliased_fragments(count: int, fields: int) -> str:
    """Use one fragment of many aliases under many aliases."""
    inner = " ".join(f"f{n}: surname" for n in range(fields))
    outer = " ".join(f"a{n}: people(first: 100) {{ nodes {{ ...F }} }}" for n in range(count))
    return f"{{ {outer} }} fragment F on Person {{ {inner} }}"


def growing(levels: int, first: int = 100) -> str:
    """Nest lists in the rows of lists."""
    steps = ("vettingCases", "person")
    opened = "".join(f"{steps[n % 2]} {{ id " for n in range(levels))
    return f"{{ people(first: {first}) {{ nodes {{ id {opened}" + "}" * (levels + 3)


def introspected(levels: int) -> str:
    """Walk the schema round and round."""
    return "{ __schema { types { " + "fields { type { " * levels + "name" + " } }" * levels + " } } }"


def described(count: int) -> str:
    """Ask for the whole schema under many names."""
    parts = "name kind description fields { name type { kind name ofType { kind name ofType { name } } } args"
    parts += " { name type { name ofType { name } } } } inputFields { name } enumValues { name }"
    return "{ " + " ".join(f"a{n}: __schema {{ types {{ {parts} }} }}" for n in range(count)) + " }"


def nested_filter(levels: int, word: str = "and") -> dict[str, Any]:
    found: dict[str, Any] = {"nameKey": {"eq": "a"}}
    for _ in range(levels):
        found = {word: [found]} if word != "not" else {word: found}
    return found


def literal_filter(levels: int) -> str:
    return "{ people(filter: " + "{not: " * levels + "{}" + "}" * levels + ") { totalCount } }"


def deep(levels: int) -> str:
    return "{ people " * levels + "{ id " + "} " * (levels + 1)


def literal_list(levels: int) -> str:
    return "{ people(order: " + "[" * levels + "]" * levels + ") { totalCount } }"


def lists(count: int, fields: str) -> str:
    return (
        "{ " + " ".join(f"a{n}: people(first: 100) {{ nodes {{ {fields} }} }}" for n in range(count)) + " }"
    )


def relations(depth: int) -> str:
    """Ask for relations of relations of one person, until there are as many as may be asked for."""
    case = "personClearances { id } personTraining { id } history { id } chases { id } clearances { id }"
    inner = f"vettingCases {{ {case} }}"
    for _ in range(depth):
        inner = f"vettingCases {{ {case} person {{ personRoles {{ partner {{ id }} }} {inner} }} }}"
    return f"{{ people(first: 0) {{ nodes {{ vettingClearances {{ id }} {inner} }} }} }}"


def changes(count: int) -> str:
    return (
        "mutation { "
        + " ".join(f'a{n}: addPartner(given: {{name: ""}}) {{ id }}' for n in range(count))
        + " }"
    )
