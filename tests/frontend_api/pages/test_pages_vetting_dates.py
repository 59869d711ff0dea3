"""Pages say “expired” from the first day on which a clearance is no longer good, whatever is recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest_asyncio

from core.clock import today
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from plugins.vetting import models
from plugins.vetting.enums import VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.pages.conftest import Reader

DAY = timedelta(days=1)
SINCE = today() - 900 * DAY


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, reader: Reader) -> Desk:
    return await make_desk(database, registry, reader.prison)


async def active(desk: Desk, surname: str, days: int | None) -> models.Case:
    """Take over somebody who comes in, on a clearance whose last good day is so many days from today."""
    ends = None if days is None else today() + days * DAY
    held = Clearance(level=VettingLevel.HMPPS_EL2, granted_on=SINCE, expires_on=ends)
    person = await desk.another(surname)
    return await desk.taken_over(VettingStage.ACTIVE, person, since=SINCE, clearances=[held])


async def test_a_case_reads_as_expired_from_the_day_after_its_last_good_day(
    reader: Reader, desk: Desk
) -> None:
    gone, last_day = await active(desk, "Ashdown", -1), await active(desk, "Fennimore", 0)
    for case, tag, worth in ((gone, "Clearance expired", "Expired"), (last_day, "Renewal due", "In date")):
        shown = await reader.open(f"/vetting/cases/{case.id}")
        assert f"{tag}, for " in shown.words
        assert worth in shown.words
        of_person = await reader.open(f"/people/{case.person_id}")
        assert tag in of_person.words
        assert (await desk.case(case)).stage is VettingStage.ACTIVE


async def test_the_list_and_its_filter_go_by_the_dates(reader: Reader, desk: Desk) -> None:
    await active(desk, "Ashdown", -1)
    await active(desk, "Fennimore", 20)
    await active(desk, "Quill", 900)
    for stage, names in (
        ("EXPIRED", {"Ashdown"}),
        ("RENEWAL_DUE", {"Fennimore"}),
        ("ACTIVE", {"Quill"}),
        ("SUSPENDED", set()),
    ):
        shown = await reader.open(f"/vetting?stage={stage}")
        assert {name for name in ("Ashdown", "Fennimore", "Quill") if name in shown.words} == names
    whole = await reader.open("/vetting")
    assert all(tag in whole.words for tag in ("Clearance expired", "Renewal due", "Active"))


async def test_a_clearance_without_an_end_date_is_not_called_good(reader: Reader, desk: Desk) -> None:
    case = await active(desk, "Ashdown", None)
    shown = await reader.open(f"/vetting/cases/{case.id}")
    assert "End date missing" in shown.words
    assert "In date" not in shown.words


async def test_who_expires_next_leaves_out_whoever_has_expired(reader: Reader, desk: Desk) -> None:
    await active(desk, "Ashdown", -1)
    await active(desk, "Fennimore", 0)
    shown = await reader.open("/vetting/expiring?within=30")
    assert "Fennimore" in shown.words
    assert "Ashdown" not in shown.words
