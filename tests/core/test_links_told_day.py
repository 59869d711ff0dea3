"""A secret address ends on a day of the calendar: of the one the house was told, where it was told one."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.links.declarations import Purpose
from core.links.queries import find_link, link_standings
from core.links.services import make_link
from core.told_day import LOOK_SECONDS, follow_told_day, tell_day

GUEST = Purpose(code="core.guest", days=7)


@pytest.fixture
def told_file(tmp_path: Path) -> Iterator[Path]:
    """Let this process follow a file, and the real calendar again afterwards."""
    file = tmp_path / "clock.json"
    follow_told_day(str(file))
    yield file
    follow_told_day("")


@pytest.mark.parametrize("made_at", [0, 71])
async def test_link_opens_to_the_end_of_its_last_day_whatever_day_the_house_was_told(
    database: Database, coordinator: Viewer, told_file: Path, made_at: int
) -> None:
    subject_id = uuid7()
    tell_day(told_file, made_at)
    async with database.write(coordinator) as session:
        made = await make_link(session, coordinator, GUEST, subject_id)
    secret = made.path.rsplit("/", 1)[1]
    opens = {}
    for days in (0, 7, 8):
        tell_day(told_file, made_at + days)
        await sleep(LOOK_SECONDS)
        async with database.read(coordinator) as session:
            found = await find_link(session, GUEST.code, secret)
            shown = await link_standings(session, GUEST, [subject_id])
        assert (found is not None) is bool(shown), "What is shown as open opens."
        opens[days] = found is not None
    assert opens == {0: True, 7: True, 8: False}
