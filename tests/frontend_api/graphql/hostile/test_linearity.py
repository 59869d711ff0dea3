"""Preparing a document twice as long takes at most about twice the work, counted and not timed."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest

from frontend_api.graphql.execution import Engine
from frontend_api.graphql.limits import MOST_TOKENS
from tests.frontend_api.graphql.hostile.linearity import (
    FAMILIES,
    MOST_GROWTH,
    SIZES,
    calls,
    grown,
    prepare,
    tokens,
)

MOST_CALLS = 400_000
"""About a tenth of a second."""


def test_families_are_many_and_grow_to_all_that_may_be_sent() -> None:
    assert len(FAMILIES) >= 8
    found = {name: tokens(grown(FAMILIES[name], MOST_TOKENS)) for name in ("one field", "operations")}
    assert all(MOST_TOKENS - 10 < size <= MOST_TOKENS for size in found.values())


@pytest.mark.parametrize("name", FAMILIES)
def test_work_grows_with_the_document(engine: Engine, name: str) -> None:
    documents = [grown(FAMILIES[name], size) for size in SIZES]
    work = [calls(partial(prepare, engine, document)) for document in documents]
    assert max(work) < MOST_CALLS
    assert all(after <= MOST_GROWTH * before for before, after in pairwise(work)), work
