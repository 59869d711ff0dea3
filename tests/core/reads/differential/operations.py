"""Operations out of the schema itself: whatever is declared next is asked for too."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    parse,
    print_ast,
)
from hypothesis import strategies as st

DEEPEST, MOST_FIELDS, MOST_TURNS = 6, 36, 3
TWENTIETHS = st.integers(0, 19)
NUMBERS = {below: st.integers(0, below - 1) for below in range(1, 200)}
Values = dict[str, list[Any]]
"""What to filter by: values of each field of a type, by their names, and values of each scalar."""
NO_CURSORS = ("", "?", "bm90IGpzb24=", "W10=", "WzFd", "e30=", "WyJhIiwiYiIsImMiLCJkIl0=")
SEARCHES = (
    "ada",
    "van",
    "vanderberg",
    "Ashdwon",
    "angstrom",
    "o'dell",
    "tid mill",
    "Ŵyn",
    "choir",
    "",
    " - ",
    "zz",
    "b",
)
SIZES = (0, 1, 2, 3, 5, 7, 1, 2, 3, 25, 100)
NO_SIZES = (-1, 101, 2_147_483_647)

LIKELY = {"filter": 55, "order": 50, "search": 20, "after": 5, "before": 5}
"""In a hundred; a cursor that is written into the operation is made up."""


@dataclass(frozen=True)
class Turning:
    """A list to be read page after page: the variable of its cursor, and where the next one stands."""

    variable: str
    path: tuple[str, ...]

    def following(self, data: dict[str, Any]) -> str | None:
        found: Any = data
        for key in self.path:
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, str) else None


@dataclass(frozen=True)
class Asked:
    """One operation, who asks it, and the lists in it that can be read on."""

    who: str
    document: str
    variables: dict[str, Any]
    operation: str | None = None
    turning: tuple[Turning, ...] = ()

    def __repr__(self) -> str:
        named = f" ({self.operation})" if self.operation else ""
        said = json.dumps(self.variables, ensure_ascii=False, indent=2)
        return f"\nAsked by the {self.who}{named}:\n{print_ast(parse(self.document))}\nwith {said}\n"


@dataclass
class Draft:
    """An operation being written."""

    draw: Any
    schema: GraphQLSchema
    roots: frozenset[str]
    computed: tuple[str, ...]
    """Root fields that Python answers, beside those of SQL."""
    values: Values
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, type and text of each that is written."""
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """What each response key of a type stands for: a key asked twice must ask the same."""
    again: list[str] = field(default_factory=list)
    """Root fields with their arguments, to be asked once more under the same key."""
    turning: list[Turning] = field(default_factory=list)
    left: int = MOST_FIELDS

    def likely(self, percent: int) -> bool:
        return self.percent() >= 100 - percent

    def percent(self) -> int:
        return 5 * int(self.draw(TWENTIETHS))

    def one_of(self, values: Any) -> Any:
        listed = list(values)
        return listed[self.draw(NUMBERS[len(listed)])]

    # -- what is asked

    def selection(self, kind: GraphQLObjectType, depth: int) -> str:
        parts = [self._part(kind, depth) for _ in range(1 + self.draw(NUMBERS[4]))]
        return f"{{ {' '.join(parts)} }}"

    def _part(self, kind: GraphQLObjectType, depth: int) -> str:
        way = self.percent()
        if way >= 95:
            return f"{self._key(kind, '__typename', '__typename')}{self._directives()}"
        if way >= 85 and depth > 1 and self.left > 0:
            typed = self.one_of(("", f"on {kind.name} "))
            return f"... {typed}{self._directives()} {self.selection(kind, depth - 1)}"
        if way >= 75 and depth > 1 and self.left > 0:
            return f"...{self._fragment(kind, depth - 1)}{self._directives()}"
        if kind is self.schema.query_type and self.again and way >= 65:
            return self._once_more(depth)
        return self._field(kind, depth)

    def _fragment(self, kind: GraphQLObjectType, depth: int) -> str:
        fitting = [name for name, of, _text in self.fragments if of == kind.name]
        if fitting and self.likely(50):
            return str(self.one_of(fitting))
        text = self.selection(kind, depth)
        name = f"Part{len(self.fragments)}"
        self.fragments.append((name, kind.name, text))
        return name

    def _field(self, kind: GraphQLObjectType, depth: int) -> str:
        self.left -= 1
        if kind is self.schema.query_type and self.likely(5):
            return self._written(kind, str(self.one_of(self.computed)), depth)
        names = [name for name in kind.fields if kind is not self.schema.query_type or name in self.roots]
        nested = [name for name in names if self._object(kind, name)]
        leaves = [name for name in names if not self._object(kind, name)]
        deeper = nested and (not leaves or (depth > 0 and self.left > 0 and self.likely(45)))
        name = self.one_of(nested if deeper else leaves)
        return self._written(kind, name, depth)

    def _object(self, kind: GraphQLObjectType, name: str) -> bool:
        return isinstance(get_named_type(kind.fields[name].type), GraphQLObjectType)

    def _written(self, kind: GraphQLObjectType, name: str, depth: int) -> str:
        asked = kind.fields[name]
        before = len(self.turning)
        arguments = self._arguments(asked)
        key = self._key(kind, name, name + arguments)
        response = key.split(":")[0]
        self.turning[before:] = [
            Turning(one.variable, (response, *one.path)) for one in self.turning[before:]
        ]
        text = f"{key}{arguments}{self._directives()}"
        if kind is self.schema.query_type:
            self.again.append(f"{key}{arguments} {name}")
        if not self._object(kind, name):
            return text
        inner = get_named_type(asked.type)
        assert isinstance(inner, GraphQLObjectType)
        found = self.selection(inner, depth - 1)
        if len(self.turning) > before:
            found = found[:-1] + "turn: pageInfo { turnStart: startCursor turnEnd: endCursor hasNextPage } }"
        return f"{text} {found}"

    def _once_more(self, depth: int) -> str:
        """Ask a root field again under its key, for more of it: the two are one."""
        text, _, name = str(self.one_of(self.again)).rpartition(" ")
        query = self.schema.query_type
        inner = get_named_type(query.fields[name].type) if query else None
        assert isinstance(inner, GraphQLObjectType)
        return f"{text} {self.selection(inner, depth - 1)}"

    def _key(self, kind: GraphQLObjectType, name: str, text: str) -> str:
        """Return `alias: name` or the name; an alias may well be the name of another field."""
        wanted = name if not self.likely(25) else self.one_of([f"{name}Too", "x", *kind.fields])
        while self.keys.setdefault((kind.name, wanted), text) != text:
            wanted = f"{wanted}_"
        return name if wanted == name else f"{wanted}: {name}"

    def _directives(self) -> str:
        if not self.likely(10):
            return ""
        boolean = GraphQLNonNull(self.schema.type_map["Boolean"])  # type: ignore[type-var]
        words = self.one_of((("skip",), ("include",), ("skip", "include")))
        return "".join(
            f" @{word}(if: {self._said(boolean, self.likely(25) == (word == 'skip'))})" for word in words
        )

    # -- what it is asked with

    def _arguments(self, asked: GraphQLField) -> str:
        given = {
            word: argument.type
            for word, argument in asked.args.items()
            if isinstance(argument.type, GraphQLNonNull) or self.likely(LIKELY.get(word, 30))
        }
        turns = {"after", "before"} <= asked.args.keys() and self.likely(45)
        backward = turns and self.likely(50)
        if turns or not self.likely(15):  # most of these together are refused
            for word in ("before", "first") if "last" in given else ("after", "last"):
                given.pop(word, None)
        if turns:
            for word in ("first", "last", "after", "before"):
                given.pop(word, None)
            size, cursor = ("last", "before") if backward else ("first", "after")
            variable = f"turn{len(self.turning)}"
            self.declared.append(f"${variable}: String")
            self.turning.append(Turning(variable, ("turn", "turnStart" if backward else "turnEnd")))
        node = get_named_type(asked.type).name.removesuffix("Connection")
        said = [
            f"{word}: {self._said(kind, self._value(kind, (node, word)))}" for word, kind in given.items()
        ]
        if turns:
            said += [f"{size}: {self.one_of(SIZES)}", f"{cursor}: ${variable}"]
        return f"({', '.join(said)})" if said else ""

    def _value(self, kind: Any, of: tuple[str, str], depth: int = 3) -> Any:
        """Return a value of an input type as JSON; `of` says what it is compared with."""
        if isinstance(kind, GraphQLNonNull):
            return self._some(kind.of_type, of, depth)
        return None if self.likely(5) else self._some(kind, of, depth)

    def _some(self, kind: Any, of: tuple[str, str], depth: int) -> Any:
        if isinstance(kind, GraphQLList):
            most = 9 if of[1] == "order" and self.likely(5) else 3
            if depth <= 0 and isinstance(get_named_type(kind), GraphQLInputObjectType):
                return []
            return [self._value(kind.of_type, of, depth - 1) for _ in range(self.draw(NUMBERS[most + 1]))]
        if isinstance(kind, GraphQLEnumType):
            return self.one_of(kind.values)
        if isinstance(kind, GraphQLInputObjectType):
            return self._object_value(kind, of, depth)
        if kind.name == "Boolean":
            return self.likely(50)
        return self._scalar(kind.name, of)

    def _object_value(self, kind: GraphQLInputObjectType, of: tuple[str, str], depth: int) -> dict[str, Any]:
        needed = [name for name, item in kind.fields.items() if isinstance(item.type, GraphQLNonNull)]
        if kind.name.endswith("Order"):
            chosen = [
                name for name in kind.fields if name in needed and (name != "direction" or self.likely(70))
            ]
        else:
            names = [name for name in kind.fields if depth > 0 or name not in {"and", "or", "not"}]
            names += 4 * [
                name for name in names if "lt" in _words(kind, name)
            ]  # few fields have a before and after
            chosen = [self.one_of(names) for _ in range(self.draw(NUMBERS[3]) or self.likely(90))]
        compares = kind.name.endswith("Comparison")
        return {
            name: self._value(kind.fields[name].type, of if compares else (of[0], name), depth - 1)
            for name in dict.fromkeys(chosen)
        }

    def _scalar(self, name: str, of: tuple[str, str]) -> Any:
        word = of[1]
        if word in {"first", "last"}:
            return self.one_of(NO_SIZES if self.likely(5) else SIZES)
        if word in {"after", "before"}:
            return self.one_of(NO_CURSORS)
        if word == "search":
            return self.one_of(SEARCHES)
        known = self.values.get(f"{of[0]}.{word}", [])
        if known and not self.likely(5 if name == "ID" else 10):
            found = self.one_of(known)
            return found[self.draw(NUMBERS[3]) :][:3] if name == "String" and self.likely(50) else found
        return self.one_of(self.values[name])

    # -- how it is said

    def _said(self, kind: Any, value: Any) -> str:
        """Write a value where a type is wanted: plainly, or some part of it as a variable."""
        if self.likely(25):
            return self._variable(kind, value)
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(inner, GraphQLList) and isinstance(value, list):
            if len(value) == 1 and self.likely(30):  # a list of one may be said without its brackets
                return literal(inner.of_type, value[0])
            return f"[{', '.join(self._said(inner.of_type, one) for one in value)}]"
        if isinstance(inner, GraphQLInputObjectType) and isinstance(value, dict):
            said = (f"{name}: {self._said(inner.fields[name].type, one)}" for name, one in value.items())
            return f"{{{', '.join(said)}}}"
        return literal(inner, value)

    def _variable(self, kind: Any, value: Any) -> str:
        name = f"given{len(self.declared)}"
        way = self.draw(NUMBERS[4])
        declared = str(kind)
        if way == 1 and value is not None:  # by its default
            declared += f" = {literal(kind, value)}"
        elif way == 2 and value is not None:  # what may be null has a default that is not
            declared = f"{declared.removesuffix('!')} = {literal(kind, value)}"
        elif way != 3 or value is not None:  # a null may also be left unsaid
            self.variables[name] = value
        self.declared.append(f"${name}: {declared}")
        return f"${name}"


def _words(kind: GraphQLInputObjectType, name: str) -> Any:
    """Return what a field of a filter can be compared by."""
    return getattr(get_named_type(kind.fields[name].type), "fields", {})


def literal(kind: Any, value: Any) -> str:
    """Write a JSON value as GraphQL does."""
    if isinstance(kind, GraphQLNonNull):
        return literal(kind.of_type, value)
    if isinstance(kind, GraphQLList) and isinstance(value, list):
        return f"[{', '.join(literal(kind.of_type, one) for one in value)}]"
    if isinstance(kind, GraphQLInputObjectType) and isinstance(value, dict):
        said = (f"{name}: {literal(kind.fields[name].type, one)}" for name, one in value.items())
        return f"{{{', '.join(said)}}}"
    if isinstance(kind, GraphQLEnumType) and value is not None:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


@st.composite
def operations(
    draw: Any,
    schema: GraphQLSchema,
    roots: frozenset[str],
    computed: tuple[str, ...],
    values: Values,
    viewers: list[str],
) -> Asked:
    """Draw an operation that the schema knows, and who asks it."""
    draft = Draft(draw, schema, roots, computed, values)
    query = schema.query_type
    assert query is not None
    who = draft.one_of(viewers)
    body = draft.selection(query, DEEPEST)
    if draft.likely(5):
        schema_too = "__schema { queryType { name } }"
        body = f"{{ {schema_too} {body[1:]}" if draft.likely(50) else f"{body[:-1]} {schema_too} }}"
    given = f"({', '.join(draft.declared)})" if draft.declared else ""
    parts = [f"query Asked{given} {body}"]
    parts += [f"fragment {name} on {kind} {text}" for name, kind, text in draft.fragments]
    operation = None
    if draft.likely(5):
        operation = "Asked"
        parts.append("query Other { __typename }")
    return Asked(who, " ".join(parts), draft.variables, operation, tuple(draft.turning))
