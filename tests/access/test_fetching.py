"""Every document of every page by GET: for everybody and everywhere, it says what POST says."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from graphql import OperationDefinitionNode, parse, print_ast

from core.plugins.documents import documents_of
from core.plugins.loader import Registry
from frontend_api.graphql.manifests import id_of
from tests.access.callers import Caller
from tests.access.conftest import Callers
from tests.access.documents import NEVER
from tests.access.expectations import NOBODY, OTHER_PRISON
from tests.access.house import House
from tests.access.personas import NO_PRISON
from tests.access.personas import OTHER_PRISON as ELSEWHERE

Json = dict[str, Any]
PARAMETER = re.compile(r"\{(\w+):uuid\}")
LEAST: dict[str, Any] = {"Boolean!": True, "Int!": 5, "String!": "a"}


def variables_of(registry: Registry, name: str, text: str, ids: dict[str, str]) -> Json:
    """Give a document what it needs: the id that stands in its page's address, and the least of the rest."""
    parts = {part.name: part.page for module in registry.contributions for part in module.record_parts}
    paths = {page.name: page.path for module in registry.contributions for page in module.pages}
    named = PARAMETER.findall(paths.get(parts.get(name, name), ""))
    given: Json = {}
    for definition in parse(text).definitions:
        if isinstance(definition, OperationDefinitionNode):
            for item in definition.variable_definitions or ():
                kind = print_ast(item.type)
                if kind == "ID!":
                    given[item.variable.name.value] = ids.get(named[0], NEVER) if named else NEVER
                elif kind.endswith("!") and item.default_value is None:
                    given[item.variable.name.value] = LEAST.get(kind, [] if kind.startswith("[") else {})
    return given


async def both(
    caller: Caller, prison: str, text: str, variables: Json
) -> tuple[tuple[int, Json], tuple[int, Json]]:
    path = f"/{prison.lower()}/graphql"
    asked = {"documentId": id_of(text), "variables": json.dumps(variables)}
    got = await caller.fetch(f"{path}?{urlencode(asked)}")
    sent = await caller.program.post(path, json={"documentId": id_of(text), "variables": variables})
    return (got.status_code, got.json()), (sent.status_code, sent.json())


def uncounted(said: Any) -> Any:
    """Leave out who looked at a record: each of the two asks is a look, and others look meanwhile."""
    if isinstance(said, dict):
        return {name: uncounted(value) for name, value in said.items() if name != "vettingCaseReaders"}
    return [uncounted(value) for value in said] if isinstance(said, list) else said


def comparable(answer: tuple[int, Json]) -> tuple[int, Any]:
    """Leave out what may differ: of several fields without which there is no answer, one is told of."""
    status, said = answer
    if said.get("data") is None:
        return status, {error["extensions"]["code"] for error in said["errors"]}
    return status, uncounted(said)


def queries(registry: Registry) -> list[tuple[str, str]]:
    return [
        (written.place, written.text)
        for module in registry.contributions
        for written in documents_of(module)
        if written.text.lstrip().startswith(("query", "{"))
    ]


async def test_get_says_what_post_says(house: House, callers: Callers) -> None:
    documents = queries(house.registry)
    assert len(documents) > 30

    async def one(caller: Caller, place: str, text: str) -> str:
        variables = variables_of(house.registry, place, text, house.samples.get(caller.prison, {}))
        got, sent = await both(caller, caller.prison, text, variables)
        return (
            ""
            if comparable(got) == comparable(sent)
            else f"{caller.part.letter} on {place}: {got} and {sent}"
        )

    differences = []
    answered = 0
    for place, text in documents:
        found = await asyncio.gather(*(one(caller, place, text) for caller in callers.values()))
        differences += [difference for difference in found if difference]
        answered += 1
    assert differences == []
    assert answered == len(documents)


async def test_kept_answer_is_confirmed_to_who_kept_it_alone(house: House, callers: Callers) -> None:
    """By the real server, for a person in a browser and for programs of two people in one prison."""
    (text,) = (text for place, text in queries(house.registry) if "services(search: $search" in text)
    asked = {"documentId": id_of(text), "variables": json.dumps({"search": "a", "first": 5})}
    path = f"/exi/graphql?{urlencode(asked)}"
    first, other = callers["S"], callers["G"]
    tag = (await first.fetch(path)).headers["etag"]
    known = await first.program.get(path, headers={"If-None-Match": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    strange = await other.program.get(path, headers={"If-None-Match": tag})
    assert (strange.status_code, strange.headers["etag"] == tag) == (200, False)
    assert (await first.open(path)).status_code == 403
    async with first.turn:
        sites = {"Sec-Fetch-Site": "same-origin", "If-None-Match": tag}
        assert (await first.browser.get(path, headers=sites)).status_code == 304


@pytest.mark.parametrize("prison", [ELSEWHERE, NO_PRISON])
async def test_get_is_closed_in_another_prison(house: House, callers: Callers, prison: str) -> None:
    _place, text = queries(house.registry)[0]

    async def one(caller: Caller) -> str:
        got, sent = await both(caller, prison, text, {})
        wanted = NOBODY.api if caller.part.persona is None else OTHER_PRISON.api
        return "" if got == sent and got[0] == wanted else f"{caller.part.letter}: {got} and {sent}"

    differences = await asyncio.gather(*(one(caller) for caller in callers.values()))
    assert [difference for difference in differences if difference] == []
