"""Requests made to cost much or to break something, each as the bytes that are sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JSON_TYPE = "application/json"
PEOPLE = "query($f: PersonFilter, $n: Int, $s: String, $a: String) {"
PEOPLE += " people(filter: $f, first: $n, search: $s, after: $a) { totalCount nodes { id } } }"


@dataclass(frozen=True, slots=True)
class Attack:
    """One request, and the status that refuses it; None where it may be answered or refused."""

    content: bytes
    content_type: str = JSON_TYPE
    status: int | None = 400


def asked(query: str, variables: Any = None, *, status: int | None = 400, name: Any = None) -> Attack:
    body = {"query": query, "variables": variables, "operationName": name}
    return Attack(json.dumps(body).encode(), status=status)


def raw(content: bytes, content_type: str = JSON_TYPE, *, status: int | None = 400) -> Attack:
    return Attack(content, content_type, status)


def within(variables: bytes, query: str = PEOPLE) -> bytes:
    """Write a body around variables that no encoder would write."""
    return b'{"query": ' + json.dumps(query).encode() + b', "variables": ' + variables + b"}"


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


ROOTS = " ".join(
    f"{name} {{ nodes {{ id }} }}" for name in ("partners", "services", "members", "jobs", "vettingCases")
)
BOTTOM = "fields { args { type { inputFields { type { name } } } } type { ofType { name } } }"
PAGED = "{ people({size}: $n) { nodes { vettingCases { person { vettingCases { history { id } } } } } } }"
FIELDS = "id firstName surname nameKey sortKey team email status leftOn note partnerId createdAt name"
COMMENTS = "{ __typename " + "# nothing at all\n" * 1_990 + "}"

FRAGMENTS = {
    **{
        f"fragments doubled {n} times": asked(doubling(n), status=413) for n in (*range(7, 20, 4), 22, 45, 90)
    },
    **{f"fragments doubled {n} times, let through": asked(doubling(n), status=200) for n in range(1, 6)},
    "fragments doubled in inline fragments": asked(fan(60), status=413),
    "fragments that hold aliases under aliases": asked(aliased_fragments(20, 12), status=413),
    "fragments in a circle": asked("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
    "fragment in itself": asked("{ ...A } fragment A on Query { people { totalCount } ...A }"),
    "fragment in itself through a field": asked(
        "{ people { nodes { ...P } } } fragment P on Person { vettingCases { person { ...P } } }"
    ),
    "circle of 200 fragments": asked(
        "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % 200} }}" for n in range(200)),
        status=None,
    ),
    "chain of 220 fragments": asked(
        "{ ...F0 } "
        + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(220))
        + " fragment F220 on Query { __typename }",
        status=None,
    ),
    "unused fragments by the hundred": asked(
        "{ __typename } " + " ".join(f"fragment F{n} on Query {{ __typename }}" for n in range(240))
    ),
    "unused fragments by the thousand": asked(
        "{ __typename } " + " ".join(f"fragment F{n} on Query {{ __typename }}" for n in range(1_500))
    ),
    "fragments of one name": asked("{ ...F } " + "fragment F on Query { __typename } " * 240),
    "fragments on unknown types": asked("{ " + " ".join(f"... on X{n} {{ id }}" for n in range(240)) + " }"),
    "fragments for each of 90 parts": asked(
        "{ people { nodes { "
        + " ".join(f"...F{n}" for n in range(90))
        + " } } } "
        + " ".join(f"fragment F{n} on Person {{ surname name }}" for n in range(90)),
        status=200,
    ),
}
FIELDS_AND_NAMES = {
    "3,500 aliases": asked("{ " + " ".join(f"a{n}: __typename" for n in range(3_500)) + " }"),
    "600 aliases": asked("{ " + " ".join(f"a{n}: __typename" for n in range(600)) + " }", status=413),
    "60 aliases of a list": asked(lists(60, "id"), status=413),
    "as many aliases of a list as there may be": asked(lists(15, "id"), status=200),
    "as many lists as there may be": asked(f"{{ {ROOTS} {lists(15, 'id')[1:]}", status=200),
    "60 counts": asked(
        "{ " + " ".join(f"a{n}: people {{ totalCount }}" for n in range(60)) + " }", status=413
    ),
    "as many counts as there may be": asked(
        "{ " + " ".join(f"a{n}: people {{ totalCount }}" for n in range(15)) + " }", status=200
    ),
    "__typename 1,900 times": asked("{ " + "__typename " * 1_900 + "}", status=413),
    "one field 900 times": asked("{ people { nodes { " + "surname " * 900 + "} } }", status=413),
    "one object 480 times": asked("{ people { nodes { " + "partner { id } " * 480 + "} } }", status=413),
    "as many fields as there may be": asked(lists(15, FIELDS), status=200),
    "as many relations as there may be": asked(relations(2), status=200),
    "as many repeats as there may be": asked(
        "{ people { nodes { " + "partner { name organisation { name } } " * 19 + "} } }", status=200
    ),
    "1,900 unknown fields": asked("{ " + " ".join(f"x{n}" for n in range(1_900)) + " }", status=413),
    "250 unknown fields": asked("{ " + " ".join(f"x{n}" for n in range(250)) + " }"),
    "248 unknown fields of a list": asked(
        "{ people { nodes { " + " ".join(f"peopel{n}" for n in range(248)) + " } } }"
    ),
    "480 unknown arguments": asked(
        "{ people(" + " ".join(f"x{n}: 1" for n in range(480)) + ") { totalCount } }",
    ),
    "480 times one argument": asked("{ people(" + "first: 1 " * 480 + ") { totalCount } }"),
    "conflicting aliases": asked(
        "{ " + " ".join(f"a: people(first: {n}) {{ totalCount }}" for n in range(15)) + " }",
    ),
    "name of 60,000 letters": asked("{ " + "x" * 60_000 + " }"),
    "alias of 60,000 letters": asked("{ " + "x" * 60_000 + ": __typename }", status=None),
}
DIRECTIVES = {
    "1,900 unknown directives": asked("{ __typename " + "@a " * 900 + "}", status=413),
    "50 unknown directives": asked("{ __typename " + " ".join(f"@a{n}" for n in range(50)) + " }"),
    "270 known directives": asked("{ __typename " + "@skip(if: false) " * 270 + "}", status=413),
    "50 times one directive": asked("{ __typename " + "@include(if: true) " * 50 + "}"),
    "directives on the operation": asked("query " + "@a " * 900 + "{ __typename }", status=413),
    "directives on a variable": asked(
        "query($a: Int " + "@a " * 900 + ") { people(first: $a) { totalCount } }", status=413
    ),
    "directives on a fragment's definition": asked(
        "{ ...F } fragment F on Query " + "@a " * 900 + "{ __typename }", status=413
    ),
    "directives on a fragment's use": asked(
        "{ ...F " + "@include(if: true) " * 270 + "} fragment F on Query { __typename }", status=413
    ),
    "directives in a fragment nobody uses": asked(
        "{ __typename } fragment F on Query { __typename " + "@a " * 900 + "}", status=413
    ),
    "deferred and streamed": asked(
        "{ people { nodes @stream(initialCount: 1) { id } } ... @defer { __typename } }"
    ),
}
LISTS = {
    "people in cases in people": asked(growing(8), status=413),
    "pages of pages as a variable": asked(
        "query($n: Int!) " + PAGED.replace("{size}", "first"),
        {"n": 100},
        status=413,
    ),
    "pages of pages by default": asked(
        "query($n: Int = 100) " + PAGED.replace("{size}", "last"),
        status=413,
    ),
    "lists of lists hidden in fragments": asked(
        "{ people(first: 100) { nodes { ...A } } } fragment A on Person { vettingCases { person { ...B } } }"
        " fragment B on Person { vettingCases { person { ...C } } }"
        " fragment C on Person { vettingCases { id } }",
        status=413,
    ),
    "lists of lists of one person": asked(
        '{ person(id: "0198c0de-0000-7000-8000-000000000000") {'
        + " vettingCases { person {" * 5
        + " id"
        + " } }" * 5
        + " } }",
        status=413,
    ),
    "huge page": asked("{ people(first: 2000000000) { nodes { id } } }", status=200),
    "negative page": asked("{ people(first: -1) { nodes { id } } }", status=200),
    "page of 60,000 digits": asked("{ people(first: " + "9" * 60_000 + ") { nodes { id } } }"),
    "page of 4,000 digits": asked("{ people(first: " + "9" * 4_000 + ") { nodes { id } } }"),
}
INTROSPECTION = {
    "types of types of types": asked(introspected(8)),
    "types of types, as far as is let through": asked(introspected(2), status=None),
    "types of types through fragments": asked(
        "{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...U } } }"
        " fragment U on __Type { fields { type { fields { type { fields { name } } } } } }"
    ),
    "types in a circle of fragments": asked(
        "{ __schema { types { ...T } } } fragment T on __Type { name fields { type { ...T } } }"
    ),
    "ofType to the bottom": asked(
        "{ __schema { types { " + "ofType { " * 400 + "name" + " }" * 400 + " } } }"
    ),
    "the whole schema, as it may be asked": asked(described(1), status=200),
    "the whole schema 8 times": asked(described(8), status=413),
    "the whole schema 40 times": asked(described(40), status=413),
    "one type by 15 names": asked(
        "{ "
        + " ".join(f'a{n}: __type(name: "Query") {{ fields {{ name args {{ name }} }} }}' for n in range(15))
        + " }",
        status=200,
    ),
    "one type to the bottom by 15 names": asked(
        "{ " + " ".join(f'a{n}: __type(name: "Query") {{ {BOTTOM} }}' for n in range(15)) + " }", status=413
    ),
    "types within each field by 15 names": asked(
        "{ __schema { types { fields { "
        + " ".join(f"a{n}: type {{ name ofType {{ name }} }}" for n in range(15))
        + " } } } }",
        status=413,
    ),
}
VALUES = {
    "filter nested 20 times": asked(PEOPLE, {"f": nested_filter(20)}, status=None),
    "filter nested 150 times": asked(PEOPLE, {"f": nested_filter(150)}),
    "filter nested 400 times": asked(PEOPLE, {"f": nested_filter(400)}),
    "filter negated 300 times": asked(PEOPLE, {"f": nested_filter(300, "not")}),
    "filter nested 600 times": raw(within(b'{"f": ' + b'{"and": [' * 600 + b"{}" + b"]}" * 600 + b"}")),
    "filter of 3,800 parts": asked(PEOPLE, {"f": {"or": [{"nameKey": {"eq": "a"}}] * 1_900}}, status=413),
    "filter of 1,000 empty parts": asked(PEOPLE, {"f": {"and": [{}] * 1_000}}, status=200),
    "filter of 10,000 empty parts": asked(PEOPLE, {"f": {"and": [{}] * 10_000}}, status=413),
    "filter of 4,900 empty parts": asked(PEOPLE, {"f": {"and": [{}] * 4_900}}, status=200),
    "list of 4,900 texts": asked(PEOPLE, {"f": {"team": {"in": ["a"] * 4_900}}}, status=200),
    "filters of 10,000 empty parts for 15 lists": asked(
        "query($f: PersonFilter) { "
        + " ".join(f"a{n}: people(filter: $f) {{ totalCount }}" for n in range(15))
        + " }",
        {"f": {"and": [{}] * 10_000}},
        status=413,
    ),
    "filter of as many parts as there may be": asked(
        PEOPLE, {"f": {"or": [{"nameKey": {"contains": "a"}}] * 74}}, status=200
    ),
    "list of 20,000 numbers": asked(PEOPLE, {"f": [1] * 20_000}, status=413),
    "list of 12,000 texts": asked(PEOPLE, {"f": {"team": {"in": ["a"] * 12_000}}}, status=413),
    "list of one, coerced": asked(
        PEOPLE, {"f": {"and": {"and": {"and": {"team": {"in": "a"}}}}}}, status=None
    ),
    "lists of lists for a list": asked(PEOPLE, {"f": {"and": [[[[[[{}]]]]]]}}),
    "order by 2,000 fields": asked(
        "query($o: [PersonOrder!]) { people(order: $o) { totalCount } }",
        {"o": [{"field": "surname"}] * 1_500},
        status=200,
    ),
    "nested in a literal": asked(literal_filter(300)),
    "nested in a literal 900 times": asked(literal_filter(480)),
    "lists in a literal": asked(literal_list(300)),
    "lists in a literal 900 times": asked(literal_list(950)),
    "objects in a literal": asked(
        "{ people(filter: {and: [" + "{} " * 900 + "]}) { totalCount } }", status=200
    ),
    "unknown fields in a literal": asked(
        "{ people(filter: {" + " ".join(f"x{n}: 1" for n in range(480)) + "}) { totalCount } }",
    ),
    "text of 60,000 letters": asked(PEOPLE, {"s": "a" * 60_000}, status=None),
    "60,000 words": asked(PEOPLE, {"s": "a b " * 15_000}, status=None),
    "block string of 60,000 letters": asked(
        '{ people(search: """' + " a\n" * 14_000 + '""") { totalCount } }', status=None
    ),
    "block string of 20,000 lines": asked(
        '{ people(search: """' + " \n" * 20_000 + '""") { totalCount } }', status=None
    ),
    "patterns": asked(PEOPLE, {"f": {"nameKey": {"contains": "%_" * 10_000}}}, status=None),
    "cursor of 60,000 letters": asked(PEOPLE, {"a": "A" * 60_000}, status=200),
    "null everywhere": asked(PEOPLE, {"f": None, "n": None, "s": None, "a": None}, status=200),
    "null within": asked(
        PEOPLE, {"f": {"and": None, "or": [], "not": {"team": {"in": None, "eq": None}}}}, status=200
    ),
    "null in a list that has none": asked(PEOPLE, {"f": {"and": [None]}}),
    "integer of 19 digits": asked(PEOPLE, {"n": 2**63}),
    "integer of 4,000 digits": raw(within(b'{"n": ' + b"9" * 4_000 + b"}")),
    "integer of 60,000 digits": raw(within(b'{"n": ' + b"9" * 60_000 + b"}")),
    "float beyond all numbers": raw(within(b'{"n": 1e400}')),
    "float of 60,000 digits": raw(within(b'{"n": 0.' + b"9" * 60_000 + b"}"), status=None),
    "float for a page": asked(PEOPLE, {"n": 1e300}),
    "truth for a page": asked(PEOPLE, {"n": True}),
    "text for a page": asked(PEOPLE, {"n": "100"}),
    "object for a text": asked(PEOPLE, {"s": {"a": 1}}),
    "variables nobody declared": asked("{ __typename }", {f"v{n}": n for n in range(2_500)}, status=None),
    "20,000 values": asked("{ __typename }", {"v": [0] * 20_000}, status=413),
    "keys by the thousand": raw(within(json.dumps({f"k{n}": 0 for n in range(4_000)}).encode()), status=200),
    "one key a thousand times": raw(within(b"{" + b'"n": 1, ' * 4_000 + b'"n": 1}'), status=None),
    "prototype": raw(within(b'{"__proto__": {"n": 1}, "constructor": {"prototype": {}}}'), status=200),
    "variables declared by the hundred": asked(
        "query(" + " ".join(f"$v{n}: Int" for n in range(390)) + ") { __typename }",
    ),
    "variables used and not declared": asked(
        "{ " + " ".join(f"a{n}: people(first: $v{n}) {{ totalCount }}" for n in range(15)) + " }",
    ),
    "variable of a wrapped type 900 times": asked(
        "query($v: " + "[" * 900 + "Int" + "]" * 900 + ") { __typename }"
    ),
    "variable of an output type": asked("query($v: Person) { __typename }"),
}
LETTERS = {
    "half a letter in a text": asked(PEOPLE, {"s": "\ud800"}),
    "half a letter in the document": raw(b'{"query": "{ people(search: \\"\\ud800\\") { totalCount } }"}'),
    "half a letter, escaped twice": asked('{ people(search: "\\ud800") { totalCount } }'),
    "letter outside the planes": asked('{ people(search: "\\u{110000}") { totalCount } }'),
    "letters that are not seen": asked(PEOPLE, {"s": "\u202e\u200b\ufeff" * 1_000}, status=200),
    "letters on letters": asked(PEOPLE, {"s": "a" + "\u0301" * 10_000}, status=None),
    "one letter that is eighteen": asked(PEOPLE, {"s": "\ufdfa" * 5_000}, status=200),
    "no letter": asked(PEOPLE, {"s": "a\0b", "f": {"nameKey": {"eq": "\0"}}}, status=200),
    "no letter in the document": asked("{ __typename \0 }"),
    "no letter in the body": raw(b'{"query": "{ __typename }\0"}'),
    "mark of the order of bytes": raw(b'\xef\xbb\xbf{"query": "{ __typename }"}'),
    "mark of the order of bytes in the document": asked("\ufeff{ __typename }", status=200),
    "UTF-16": raw('{"query": "{ __typename }"}'.encode("utf-16")),
    "bytes that are no text": raw(b'{"query": "\xff\xfe"}'),
    "Greek for a name": asked("{ \u03b1\u03b2\u03b3 }"),
    "full-width for a name": asked("{ \uff50eople { totalCount } }"),
}
BODIES = {
    "JSON 100,000 deep": raw(b"[" * 100_000 + b"]" * 100_000, status=413),
    "JSON 32,000 deep": raw(b"[" * 32_000 + b"]" * 32_000),
    "JSON 30,000 deep in a variable": raw(within(b'{"f": ' + b"[" * 30_000 + b"]" * 30_000 + b"}")),
    "JSON 900 deep in a variable": raw(within(b'{"f": ' + b"[" * 900 + b"]" * 900 + b"}")),
    "JSON 300 deep in a variable nobody uses": raw(
        within(b'{"x": ' + b"[" * 300 + b"]" * 300 + b"}"), status=200
    ),
    "JSON 9,000 deep that ends early": raw(b'{"query": ' + b'{"a":' * 9_000),
    "body of 10 MB": raw(b'{"query": "' + b" " * 10_000_000 + b'"}', status=413),
    "nothing": raw(b""),
    "blanks": raw(b" " * 60_000),
    "a number": raw(b"7"),
    "a number of 60,000 digits": raw(b"7" * 60_000),
    "a batch": raw(b'[{"query": "{ __typename }"}, {"query": "{ __typename }"}]'),
    "a batch of 2,000": raw(b"[" + b",".join([b'{"query": "{ __typename }"}'] * 2_000) + b"]"),
    "form": raw(b"query=%7B__typename%7D", "application/x-www-form-urlencoded"),
    "plain text": raw(b'{"query": "{ __typename }"}', "text/plain"),
    "almost JSON": raw(b'{"query": "{ __typename }"}', "application/jsonx"),
    "GraphQL itself": raw(b"{ __typename }", "application/graphql"),
    "upload": raw(
        b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{ __typename }\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    "no type": raw(b'{"query": "{ __typename }"}', ""),
    "type of 60,000 letters": raw(b'{"query": "{ __typename }"}', "application/" + "j" * 60_000),
}
OPERATIONS = {
    "several without a name": asked("query A { __typename } query B { __typename }"),
    "240 operations": asked(
        " ".join(f"query Q{n} {{ __typename }}" for n in range(240)), name="Q7", status=None
    ),
    "of one name": asked("query A { __typename } " * 200, name="A"),
    "without names by the hundred": asked("{ __typename } " * 480),
    "name of 60,000 letters": asked("query A { __typename }", name="A" * 60_000),
    "name that is a number": asked("query A { __typename }", name=7),
    "subscription": asked("subscription { people { totalCount } }"),
    "20 changes in one operation": asked(changes(20), status=413),
    "20 changes in a fragment": asked(
        "mutation { ...F } fragment F on Mutation " + changes(20)[9:], status=413
    ),
    "as many changes as there may be": asked(changes(10), status=200),
    "15 questions for Python": asked(
        "{ " + " ".join(f"a{n}: reportOffers {{ code title description formats }}" for n in range(15)) + " }",
        status=200,
    ),
    "15 questions for Redis": asked(
        "{ " + " ".join(f"a{n}: memberSessions {{ memberId count }}" for n in range(15)) + " }", status=200
    ),
    "definition of a type": asked(" ".join(f"type T{n} {{ a: Int }}" for n in range(250))),
    "extension of the query": asked("extend type Query { secrets: String } { secrets }"),
    "selection 3,000 deep": raw(json.dumps({"query": deep(3_000)}).encode()),
    "selection 600 deep": asked(deep(600)),
    "selection 400 deep, never closed": asked("{ people " * 400),
    "closing brackets": asked("}" * 60_000),
    "dots": asked("{ " + "." * 60_000 + " }"),
    "quotes": asked('{ people(search: "' + '\\"' * 15_000),
    "block string that never ends": asked('{ people(search: """' + 'a"' * 20_000),
    "comment of 60,000 letters": asked("{ __typename } #" + "a" * 60_000, status=200),
    "2,000 comments": asked(COMMENTS, status=None),
    "commas": asked("{ __typename " + "," * 60_000 + "}", status=200),
    "no document": asked(""),
    "document of blanks": asked(" \n\t" * 12_000),
}
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
