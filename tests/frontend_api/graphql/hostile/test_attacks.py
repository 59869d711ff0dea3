"""Each attack over HTTP: never a fault of ours, and every refusal is a sentence with a code."""

from __future__ import annotations

from io import StringIO

import httpx
import pytest

from tests.frontend_api.graphql.conftest import Program
from tests.frontend_api.graphql.hostile.attacks import Attack, all_attacks
from tests.frontend_api.graphql.test_graphql_faults import INTERNALS

ATTACKS = dict(all_attacks())
CODES = {"BAD_REQUEST", "INVALID", "TOO_LARGE", "NOT_FOUND", "CONFLICT"}
LONGEST_ERROR = 2_000


def test_attacks_are_many_and_no_two_alike() -> None:
    assert len(ATTACKS) >= 40
    assert len({(attack.content, attack.content_type) for attack in ATTACKS.values()}) == len(ATTACKS)


def shown(answer: httpx.Response) -> None:
    """Check what an answer shows: no fault of ours, nothing of what is inside."""
    assert answer.status_code in {200, 400, 413}, answer.text
    body = answer.json()
    assert set(body) <= {"data", "errors"}
    for error in body.get("errors", ()):
        assert error["extensions"]["code"] in CODES, error
        assert len(error["message"].split()) >= 3, error
        assert set(error) <= {"message", "extensions", "path", "locations"}
    if "data" not in body:
        assert body["errors"]
        assert len(answer.content) < LONGEST_ERROR
        assert not INTERNALS.search(answer.text), answer.text


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
async def test_attack_is_answered_or_refused_in_words(
    program: Program, lines: StringIO, attack: Attack
) -> None:
    answer = await program.send(attack.content, attack.content_type)
    shown(answer)
    assert attack.status in {None, answer.status_code}, answer.text[:300]
    assert "graphql_failed" not in lines.getvalue()
    again = await program.ask("{ __typename }")
    assert again.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
async def test_production_answers_no_worse(
    production_program: Program, lines: StringIO, attack: Attack
) -> None:
    shown(await production_program.send(attack.content, attack.content_type))
    assert "graphql_failed" not in lines.getvalue()
