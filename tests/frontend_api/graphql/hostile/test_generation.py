"""Two hundred generated operations over HTTP; `make hostile` sends ten thousand."""

from __future__ import annotations

import asyncio
from collections import Counter
from io import StringIO
from typing import Any

from frontend_api.graphql.execution import Engine
from tests.frontend_api.graphql.conftest import Program
from tests.frontend_api.graphql.hostile.generation import requests

COUNT = 200
SECONDS = 5.0
"""How long one request may take before it counts as hanging."""


async def test_generated_operations_are_no_fault_of_ours(
    program: Program, engine: Engine, lines: StringIO
) -> None:
    statuses: Counter[int] = Counter()
    for attack in requests(engine.schema, COUNT):
        answer = await asyncio.wait_for(program.send(attack.content, attack.content_type), SECONDS)
        said: dict[str, Any] = answer.json()
        codes = {error["extensions"]["code"] for error in said.get("errors", ())}
        assert answer.status_code in {200, 400, 413}, attack
        assert "INTERNAL" not in codes, attack
        statuses[answer.status_code] += 1
    assert "graphql_failed" not in lines.getvalue()
    assert statuses[200] > COUNT // 10, "some of them are asked in earnest"
    assert statuses[400] > COUNT // 10, "some of them are not"
