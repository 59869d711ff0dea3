"""A server that is too old is refused before anything is changed."""

from __future__ import annotations

import pytest

from core.database.migrate import OLDEST_SERVER, refuse_older_server
from core.errors import RefusedStart


def test_older_server_is_refused_with_a_sentence() -> None:
    with pytest.raises(RefusedStart) as refused:
        refuse_older_server(17)

    assert str(refused.value).startswith(
        "Gatehouse needs PostgreSQL 18 or newer, and this server is version 17."
    )


@pytest.mark.parametrize("version", [OLDEST_SERVER, OLDEST_SERVER + 1])
def test_this_version_and_newer_ones_are_taken(version: int) -> None:
    refuse_older_server(version)
