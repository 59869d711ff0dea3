"""What will go and when, and what is held about one person: for data protection and the co-ordinator."""

from __future__ import annotations

from datetime import timedelta

import pytest_asyncio
from sqlalchemy import select, update

from core.accounts.roles import Role
from core.clock import today
from core.database.unit_of_work import Database
from core.partnership.models import Person as PersonRow
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.models import ReportFile
from core.retention.enums import HoldReason
from core.retention.services import place_hold
from core.testkit import make_person, viewer
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader

NEXT_MONTH = today() + timedelta(days=30)
REVIEW = {
    "review_on-day": str(NEXT_MONTH.day),
    "review_on-month": str(NEXT_MONTH.month),
    "review_on-year": str(NEXT_MONTH.year),
}


@pytest_asyncio.fixture
async def gone(database: Database, registry: Registry, prison: Prison) -> PersonRow:
    """Somebody who left 400 days ago."""
    by = viewer(registry, prison, Role.COORDINATOR)
    person = await make_person(database, by, surname="Ashdown")
    async with database.write(by) as session:
        left = {"status": "LEFT", "left_on": today() - timedelta(days=400)}
        await session.execute(update(PersonRow).where(PersonRow.id == person.id).values(**left))
    return person


@pytest_asyncio.fixture
async def records(browser: Browser, person: Person, prison: Prison) -> Reader:
    """Somebody from data protection, signed in."""
    await person.join(prison, Role.DPO_RECORDS)
    await browser.sign_in()
    return Reader(browser, prison)


async def test_each_number_leads_to_what_it_counts(reader: Reader, gone: PersonRow) -> None:
    page = await reader.open("/retention")
    assert "1 record is past its date" in page.words
    kind = reader.path("/retention/core.person")
    assert f"{kind}?within=0" in page.targets
    assert "Marks of a special pathway" not in page.words
    shown = await reader.open("/retention/core.person?within=0")
    assert "Robin Ashdown" in shown.words
    assert reader.path(f"/people/{gone.id}/data") in shown.targets
    assert reader.path("/retention/core.person/period") not in shown.targets
    await reader.open("/retention/vetting.leap", 404)
    await reader.open("/retention/core.person/period", 403)


async def test_data_protection_sets_a_period(records: Reader) -> None:
    assert "Marks of a special pathway" in (await records.open("/retention")).words
    form = await records.open("/retention/core.person/period")
    wrong = await records.send("/retention/core.person/period", form, keep="37")
    assert wrong.status_code == 422
    assert "Enter a number from 1 to 36." in wrong.text
    after = await records.follow(await records.send("/retention/core.person/period", form, keep="24"))
    assert "The period was changed." in after.words
    assert "24 months after" in after.words
    assert "Ines Okafor" in after.words


async def test_a_hold_is_placed_looked_at_and_lifted(records: Reader, gone: PersonRow) -> None:
    path = f"/people/{gone.id}/data"
    form = await records.open(f"{path}/hold")
    late = {**REVIEW, "review_on-year": str(NEXT_MONTH.year + 3)}
    refused = await records.send(f"{path}/hold", form, reason="COMPLAINT", reference="C-7", **late)
    assert refused.status_code == 422
    assert "within the next 12 months" in refused.text
    assert 'value="C-7"' in refused.text, "nothing typed is lost"
    held = await records.follow(
        await records.send(f"{path}/hold", form, reason="COMPLAINT", reference="C-7", **REVIEW)
    )
    assert "C-7" in held.words
    assert "Kept on hold" in (await records.open("/retention/core.person")).words
    assert "This record is kept on hold." in (await records.open(f"/people/{gone.id}")).words
    (lift,) = [link for link in held.targets if link.endswith("/lift")]
    (review,) = [link for link in held.targets if link.endswith("/review")]
    here = records.path("")
    again = await records.open(review.removeprefix(here))
    assert (await records.send(review.removeprefix(here), again, **REVIEW)).status_code == 303
    asked = await records.open(lift.removeprefix(here))
    lifted = await records.follow(await records.send(lift.removeprefix(here), asked))
    assert "The hold was lifted." in lifted.words


async def test_the_coordinator_sees_that_it_is_kept_and_not_why(
    reader: Reader, gone: PersonRow, database: Database, registry: Registry, prison: Prison
) -> None:
    by = viewer(registry, prison, Role.DPO_RECORDS)
    async with database.write(by) as session:
        await place_hold(
            session,
            by,
            gone.id,
            reason=HoldReason.INVESTIGATION,
            reference="INV-9",
            review_on=NEXT_MONTH,
        )
    page = await reader.open(f"/people/{gone.id}/data")
    assert "Kept on hold" in page.words
    assert "INV-9" not in page.words
    assert "Investigation" not in page.words
    for part in ("copy", "erase", "hold"):
        await reader.open(f"/people/{gone.id}/data/{part}", 403)


async def test_data_protection_erases_what_may_go(
    records: Reader, gone: PersonRow, database: Database, registry: Registry, prison: Prison
) -> None:
    path = f"/people/{gone.id}/data/erase"
    asked = await records.open(path)
    assert "1 record goes. 0 have to stay." in asked.words
    after = await records.follow(await records.send(path, asked))
    assert "1 record was erased." in after.words
    by = viewer(registry, prison, Role.DPO_RECORDS)
    async with database.read(by) as session:
        assert await session.scalar(select(PersonRow.id)) is None
    await records.open(f"/people/{gone.id}/data", 404)


async def test_a_copy_is_asked_for_and_who_asked_is_recorded(
    records: Reader, gone: PersonRow, database: Database, registry: Registry, prison: Prison, person: Person
) -> None:
    path = f"/people/{gone.id}/data/copy"
    asked = await records.open(path)
    answer = await records.send(path, asked)
    by = viewer(registry, prison, Role.DPO_RECORDS)
    async with database.read(by) as session:
        (file,) = (await session.scalars(select(ReportFile))).all()
    assert file.requested_by == person.account.id
    assert file.parameters == {"person_id": str(gone.id)}
    assert answer.headers["location"] == records.path(f"/reports/{file.id}")
    assert "Ashdown" not in file.title
    assert "one person" not in (await records.open("/reports/ask")).words
