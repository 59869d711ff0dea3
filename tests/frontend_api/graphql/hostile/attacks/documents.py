"""Attacks by what a document asks for."""

from __future__ import annotations

from tests.frontend_api.graphql.hostile.attacks.growth import (
    aliased_fragments,
    chain_of_chains,
    described,
    doubling,
    fan,
    growing,
    introspected,
    lists,
    relations,
)
from tests.frontend_api.graphql.hostile.attacks.requests import asked

ROOTS = " ".join(
    f"{name} {{ nodes {{ id }} }}" for name in ("partners", "services", "members", "jobs", "vettingCases")
)
BOTTOM = "fields { args { type { inputFields { type { name } } } } type { ofType { name } } }"
PAGED = "{ people({size}: $n) { nodes { vettingCases { person { vettingCases { history { id } } } } } } }"
FIELDS = "id firstName surname nameKey sortKey team email status leftOn note partnerId createdAt name"

FRAGMENTS = {
    **{
        f"fragments doubled {n} times": asked(doubling(n), status=413) for n in (*range(7, 20, 4), 22, 45, 90)
    },
    **{f"fragments doubled {n} times, let through": asked(doubling(n), status=200) for n in range(1, 5)},
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
    "fragments on unknown types": asked(
        "{ " + " ".join(f"... on X{n} {{ a{n} }}" for n in range(240)) + " }",
    ),
    "fragments without a name within each other": asked(
        "{ " + "... { " * 150 + "id" + " }" * 150 + " }", status=413
    ),
    "fragments of fragments without a name": asked(chain_of_chains(20, 28, "... {"), status=413),
    "fragments of fields of fields": asked(chain_of_chains(20, 28, "people {"), status=413),
    "as many fragments as there may be": asked(
        "{ people { nodes { "
        + " ".join(f"...F{n}" for n in range(40))
        + " } } } "
        + " ".join(f"fragment F{n} on Person {{ surname name }}" for n in range(40)),
        status=200,
    ),
}
FIELDS_AND_NAMES = {
    "3,500 aliases": asked("{ " + " ".join(f"a{n}: __typename" for n in range(3_500)) + " }"),
    "600 aliases": asked("{ " + " ".join(f"a{n}: __typename" for n in range(600)) + " }", status=413),
    "60 aliases of a list": asked(lists(60, "id"), status=413),
    "as many aliases of a list as there may be": asked(lists(15, "id"), status=200),
    "as many lists as there may be": asked(f"{{ {ROOTS} {lists(9, 'id')[1:]}", status=200),
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
        "{ people { nodes { " + "partner { name organisation { name } } " * 14 + "} } }", status=200
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
    "50 unknown directives": asked("{ __typename " + " ".join(f"@a{n}" for n in range(40)) + " }"),
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
