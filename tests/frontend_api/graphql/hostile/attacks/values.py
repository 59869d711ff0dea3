"""Attacks by values: filters, texts, numbers, and letters that are none."""

from __future__ import annotations

import json

from tests.frontend_api.graphql.hostile.attacks.growth import (
    literal_filter,
    literal_list,
    nested_filter,
)
from tests.frontend_api.graphql.hostile.attacks.requests import PEOPLE, asked, raw, within

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
