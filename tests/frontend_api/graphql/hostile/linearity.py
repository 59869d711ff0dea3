"""`python -m tests.frontend_api.graphql.hostile.linearity`: how preparing a document grows with it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from tempfile import TemporaryDirectory
from types import FrameType

import click
from graphql import GraphQLError, TokenKind
from graphql.language import Lexer, Source

from core.database.unit_of_work import Database, engine_for
from core.errors import Invalid
from core.files import FileStore
from core.plugins.loader import load
from frontend_api.graphql.execution import Engine
from frontend_api.graphql.limits import MOST_TOKENS

SIZES = (125, 250, 500, 1_000, MOST_TOKENS)
MOST_GROWTH = 2.5
ROUNDS = 15

Family = Callable[[int], str]
"""Makes a document of so many parts."""


def between(before: str, part: Callable[[int], str], after: str = "") -> Family:
    return lambda count: before + " ".join(part(n) for n in range(count)) + after


FAMILIES: dict[str, Family] = {
    "unknown fields": between("{ ", lambda n: f"x{n}", " }"),
    "one field": between("{ people { nodes { ", lambda _: "surname", " } } }"),
    "objects of one name": between("{ people { nodes { ", lambda _: "partner { id }", " } } }"),
    "aliases": between("{ ", lambda n: f"a{n}: __typename", " }"),
    "lists under aliases": between("{ ", lambda n: f"a{n}: people {{ nodes {{ id }} }}", " }"),
    "unknown directives": between("{ __typename ", lambda n: f"@d{n}", " }"),
    "known directives": between("{ __typename ", lambda _: "@include(if: true)", " }"),
    "directives of a variable": between(
        "query($v: Int ", lambda _: "@d", ") { people(first: $v) { totalCount } }"
    ),
    "unknown arguments": between("{ people(", lambda n: f"x{n}: 1", ") { totalCount } }"),
    "one argument": between("{ people(", lambda _: "first: 1", ") { totalCount } }"),
    "variables": between("query(", lambda n: f"$v{n}: Int", ") { __typename }"),
    "one variable": between("query(", lambda _: "$v: Int", ") { people(first: $v) { totalCount } }"),
    "operations": between("", lambda n: f"query Q{n} {{ __typename }}"),
    "operations of one name": between("", lambda _: "query Q { __typename }"),
    "operations without a name": between("", lambda _: "{ __typename }"),
    "inline fragments": between("{ ", lambda _: "... { __typename }", " }"),
    "unknown types": between("{ ", lambda n: f"... on X{n} {{ id }}", " }"),
    "uses of a fragment": between("{ ", lambda _: "...F", " } fragment F on Query { __typename }"),
    "fragments beside each other": lambda count: (
        between("{ people { nodes { ", lambda n: f"...F{n}", " } } } ")(count)
        + between("", lambda n: f"fragment F{n} on Person {{ surname name }}")(count)
    ),
    "unknown fragments": between("{ ", lambda n: f"...F{n}", " }"),
    "unused fragments": between("{ __typename } ", lambda n: f"fragment F{n} on Query {{ __typename }}"),
    "fragments of one name": between("{ ...F } ", lambda _: "fragment F on Query { __typename }"),
    "chain of fragments": between(
        "{ ...F0 } fragment F on Query { __typename } ", lambda n: f"fragment F{n} on Query {{ ...F{n + 1} }}"
    ),
    "circle of fragments": between(
        "{ ...F0 } fragment F on Query { ...F0 } ", lambda n: f"fragment F{n} on Query {{ ...F ...F{n + 1} }}"
    ),
    "fragments that double": between(
        "{ people { nodes { ...F0 } } } ", lambda n: f"fragment F{n} on Person {{ ...F{n + 1} ...F{n + 1} }}"
    ),
    "fields of a literal": between("{ people(filter: {", lambda n: f"x{n}: 1", "}) { totalCount } }"),
    "objects of a literal": between("{ people(filter: {and: [", lambda _: "{}", "]}) { totalCount } }"),
    "texts of a literal": between("{ people(filter: {team: {in: [", lambda _: '"a"', "]}}) { totalCount } }"),
    "numbers for objects": between("{ people(filter: {and: [", lambda _: "1", "]}) { totalCount } }"),
    "definitions of types": between("", lambda n: f"type T{n} {{ a: Int }}"),
    "comments": between("{ __typename ", lambda _: "#\n", "}"),
    "nested selections": lambda count: "{ people " * count + "{ id " + "} " * (count + 1),
    "nested lists": lambda count: "{ people(order: " + "[" * count + "]" * count + ") { totalCount } }",
}


def tokens(document: str) -> int:
    """Count the tokens of a document, comments too."""
    lexer, found = Lexer(Source(document)), 0
    while lexer.advance().kind is not TokenKind.EOF:
        found += 1
    return found


def grown(family: Family, size: int) -> str:
    """Return the largest document of a family that has at most so many tokens."""
    low, high = 1, size
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if tokens(family(middle)) <= size else (low, middle - 1)
    return family(low)


def prepare(engine: Engine, document: str) -> None:
    """Prepare a document as if it had never been seen; refused or not, the work is what counts."""
    engine._prepared.clear()
    try:
        engine._prepare(document)
    except (Invalid, GraphQLError):
        return


def calls(work: Callable[[], object]) -> int:
    """Count the functions that some work calls: what a clock would say on a quiet machine."""
    made = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


def milliseconds(engine: Engine, family: Family, rounds: int) -> list[float]:
    """Return the least time for each size: what the work takes when nothing else does."""
    documents = [grown(family, size) for size in SIZES]
    found: list[list[float]] = [[] for _ in SIZES]
    for _ in range(rounds):
        for times, document in zip(found, documents, strict=True):
            began = time.process_time()
            prepare(engine, document)
            times.append((time.process_time() - began) * 1_000)
    return [min(times) for times in found]


def measure_all(rounds: int = ROUNDS) -> Iterator[tuple[str, list[float]]]:
    """Yield each family with its milliseconds by tokens."""
    with TemporaryDirectory() as folder:
        unused = Database(engine_for("postgresql://unused", pool_size=1))
        engine = Engine(load(), unused, FileStore.from_url(folder), introspection=True)
        for name, family in FAMILIES.items():
            yield name, milliseconds(engine, family, rounds)


def growth_of(times: list[float]) -> float:
    """Return by how much the worst doubling multiplied the time."""
    return max(after / before for before, after in pairwise(times))


def main() -> int:
    """Print milliseconds by tokens, and how much the worst doubling multiplied them."""
    click.echo(f"{'milliseconds by tokens':<28}" + "".join(f"{size:>8}" for size in SIZES) + f"{'growth':>8}")
    worst = 0.0
    for name, times in measure_all():
        worst = max(worst, growth_of(times))
        click.echo(f"{name:<28}" + "".join(f"{value:>8.2f}" for value in times) + f"{growth_of(times):>8.2f}")
    click.echo(f"linearity: families={len(FAMILIES)} worst_growth={worst:.2f} bar={MOST_GROWTH}")
    return int(worst > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
