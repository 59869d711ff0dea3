"""Corrections as the desk meets them: on the home page, in the list, on the person's page, and answered."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from core.accounts.roles import Role
from core.clock import today
from core.database.unit_of_work import Database
from core.mirror.enums import CorrectionPart
from core.mirror.models import Correction
from core.mirror.services import ask_correction
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import viewer
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.pages.conftest import Reader

WRONG = "My surname has one n."


async def asked(desk: Desk, *, days_late: int = 0) -> Correction:
    by = desk.volunteer(desk.person.id)
    async with desk.database.write(by) as session:
        made = await ask_correction(session, by, part=CorrectionPart.NAME, words=WRONG)
    if days_late:
        late = today() - timedelta(days=days_late)
        async with desk.database.write(desk.coordinator) as session:
            await session.execute(update(Correction).where(Correction.id == made.id).values(due_on=late))
    return made


async def test_an_overdue_one_is_on_the_home_page_and_gone_once_answered(
    reader: Reader, database: Database, registry: Registry, prison: Prison
) -> None:
    desk = await make_desk(database, registry, prison)
    made = await asked(desk, days_late=3)
    name = f"{desk.person.first_name} {desk.person.surname}"
    said = f"Correction asked for: Name ({name})"
    home = await reader.open("/")
    assert said in home.words
    page = await reader.open("/corrections")
    assert "1 is past its month" in page.words
    assert "Past its month" in page.words
    assert "Corrections asked for" in (await reader.open(f"/people/{desk.person.id}")).words
    form = await reader.open(f"/corrections/{made.id}/answer")
    assert WRONG in form.words
    path = f"/corrections/{made.id}/answer"
    empty = await reader.send(path, form, outcome="CORRECTED", words="")
    assert empty.status_code == 422
    sent = await reader.send(path, form, outcome="CORRECTED", words="It has one n now.")
    assert sent.status_code == 303
    assert said not in (await reader.open("/")).words
    again = await reader.send(path, form, outcome="NOT_CHANGED", words="No.")
    assert again.status_code in {409, 422}
    answered = await reader.open("/corrections?state=CORRECTED")
    assert name in answered.words


async def test_the_desk_sees_none_of_another_prison(
    reader: Reader, database: Database, registry: Registry, other_prison: Prison
) -> None:
    elsewhere = await make_desk(database, registry, other_prison)
    made = await asked(elsewhere, days_late=3)
    page = await reader.open("/corrections")
    assert elsewhere.person.surname not in page.words
    assert "Nobody has asked for a correction" in page.words
    await reader.open(f"/corrections/{made.id}/answer", status=404)
    assert "Correction asked for" not in (await reader.open("/")).words


async def test_nobody_of_the_desk_opens_a_record_as_their_own(
    reader: Reader, registry: Registry, prison: Prison
) -> None:
    for path in ("/me", "/me/correction", "/me/copy/pdf"):
        await reader.open(path, status=403)
    by_role = {role for role in Role if "core.mirror.read" in viewer(registry, prison, role).permissions}
    assert by_role == {Role.VOLUNTEER_SELF}
