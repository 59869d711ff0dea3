"""Attacks by what is sent around a document, and by which operations it holds."""

from __future__ import annotations

import json

from tests.frontend_api.graphql.hostile.attacks.growth import changes, deep
from tests.frontend_api.graphql.hostile.attacks.requests import asked, raw, within

COMMENTS = "{ __typename " + "# nothing at all\n" * 1_990 + "}"
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
