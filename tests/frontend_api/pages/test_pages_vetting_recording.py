"""What guards tell people to record can be recorded on pages, by whoever may, without a script."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from core.accounts.roles import Role
from core.audit.models import AuditEntry
from core.clock import today
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from plugins.vetting import models
from plugins.vetting.enums import AccessMode, KeyStatus, TrainingType, VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader

S = VettingStage
DAY = timedelta(days=1)
SINCE = today() - 200 * DAY
GRANTED = today() - 30 * DAY
SignIn = Callable[[Role], Awaitable[Reader]]


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, prison: Prison) -> Desk:
    return await make_desk(database, registry, prison)


@pytest.fixture
def signed_in(browser: Browser, person: Person, prison: Prison) -> SignIn:
    async def sign_in(role: Role) -> Reader:
        await person.join(prison, role)
        await browser.sign_in()
        return Reader(browser, prison)

    return sign_in


def typed(name: str, day: date) -> dict[str, str]:
    """Answer the three boxes of a date."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def held(ends: date | None) -> Clearance:
    return Clearance(level=VettingLevel.HMPPS_EL2, granted_on=SINCE, expires_on=ends)


async def audited(desk: Desk, table: str) -> list[tuple[str, Any]]:
    """Return what the audit says was done to a table, and by which account, oldest first."""
    async with desk.database.read(desk.coordinator) as session:
        wanted = select(AuditEntry.operation, AuditEntry.account_id)
        found = await session.execute(
            wanted.where(AuditEntry.table_name == table).order_by(AuditEntry.created_at, AuditEntry.id)
        )
        return [tuple(row) for row in found]


async def test_the_one_who_decides_records_a_clearance_and_the_case_goes_on(
    signed_in: SignIn, person: Person, desk: Desk
) -> None:
    case = await desk.taken_over(S.ONBOARDING, since=SINCE)
    for kind in (TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT):
        await desk.trained(case.person_id, kind, GRANTED)
    security = await signed_in(Role.SECURITY_VETTING)
    shown = await security.open(f"/vetting/cases/{case.id}")
    assert "No clearance for Enhanced Level 2 is in date. Record that clearance first." in shown.words
    path = f"/people/{case.person_id}/clearances/add"
    assert shown.links["Record a clearance"].endswith(path)

    form = await security.open(path)
    assert form.heading == "Record a clearance they hold"
    given = {"level": "HMPPS_EL2", "reference": "SSCL-2026-0042", "scope": "THIS_PRISON"}
    sent = await security.send(
        path, form, **given, **typed("granted_on", GRANTED), **typed("expires_on", GRANTED + 900 * DAY)
    )
    after = await security.follow(sent)
    assert "Enhanced Level 2 was recorded for Robin Ashdown." in after.words
    assert "SSCL-2026-0042" in after.words
    (row,) = await desk.rows(models.Clearance)
    assert (row.level, row.granted_on, row.expires_on, row.case_id) == (
        VettingLevel.HMPPS_EL2,
        GRANTED,
        GRANTED + 900 * DAY,
        None,
    )
    assert await audited(desk, "vetting_clearance") == [("INSERT", person.account.id)]

    shown = await security.open(f"/vetting/cases/{case.id}")
    assert "In date" in shown.words
    assert "Let them start" in shown.links
    step = await security.open(f"/vetting/cases/{case.id}/activate")
    done = await security.send(f"/vetting/cases/{case.id}/activate", step, **typed("happened_on", today()))
    assert "Done: Let them start" in (await security.follow(done)).words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reference": ""}, "Fill in “Reference of the decision”."),
        ({"reference": "refused after disclosure 3"}, "Leave out everything else."),
        ({"reference": "A1234BC"}, "This looks like the number of a person in prison."),
        ({"level": "LEGACY_STANDARD"}, "level"),
        ({"level": "MADE_UP"}, "level"),
        (typed("granted_on", today() + DAY), "has not come yet"),
        (typed("expires_on", GRANTED - DAY), "which is not after its start"),
        (typed("expires_on", GRANTED + 9000 * DAY), "This level lasts until"),
        ({"expires_on-day": "", "expires_on-month": "", "expires_on-year": ""}, "Give the end date"),
        ({"expires_on-day": "31", "expires_on-month": "2"}, "Good until"),
        ({"scope": "EVERYWHERE"}, "Where is it good for?"),
    ],
)
async def test_what_is_wrong_with_a_clearance_is_said_and_nothing_is_kept(
    signed_in: SignIn, desk: Desk, wrong: dict[str, str], said: str
) -> None:
    security = await signed_in(Role.SECURITY_VETTING)
    path = f"/people/{desk.person.id}/clearances/add"
    form = await security.open(path)
    given = {"level": "HMPPS_EL2", "reference": "SSCL-2026-0042", "scope": "THIS_PRISON"}
    given |= typed("granted_on", GRANTED) | typed("expires_on", GRANTED + 900 * DAY) | wrong
    sent = await security.send(path, form, **given)
    assert sent.status_code == 422
    assert "There is a problem" in sent.text
    assert said in sent.text
    assert "Error:" in sent.text.split("</title>")[0]
    assert await desk.rows(models.Clearance) == []


async def test_whoever_sent_the_case_does_not_record_the_clearance_instead(
    signed_in: SignIn, person: Person, desk: Desk
) -> None:
    case = await desk.with_the_team(await desk.opened())
    security = await signed_in(Role.SECURITY_VETTING)
    async with desk.database.write(desk.coordinator) as session:
        (sent_case,) = await session.scalars(select(models.Case).where(models.Case.id == case.id))
        sent_case.submitted_by = person.account.id
    path = f"/people/{desk.person.id}/clearances/add"
    form = await security.open(path)
    given = {"level": "HMPPS_EL2", "reference": "SSCL-2026-0042", "scope": "THIS_PRISON"}
    given |= typed("granted_on", GRANTED) | typed("expires_on", GRANTED + 900 * DAY)
    sent = await security.send(path, form, **given)
    assert "somebody else has to record this" in sent.text
    assert await desk.rows(models.Clearance) == []


async def test_a_missing_end_date_is_given_from_the_case(signed_in: SignIn, desk: Desk) -> None:
    case = await desk.taken_over(S.ACTIVE, since=SINCE, clearances=[held(None)])
    (row,) = await desk.rows(models.Clearance)
    security = await signed_in(Role.SECURITY_VETTING)
    shown = await security.open(f"/vetting/cases/{case.id}")
    path = f"/vetting/clearances/{row.id}/end"
    assert shown.links["Give the end date"].endswith(path)
    form = await security.open(path)
    early = await security.send(path, form, **typed("expires_on", SINCE - DAY))
    assert (early.status_code, "not after its start" in early.text) == (422, True)
    sent = await security.send(path, form, **typed("expires_on", today() + 500 * DAY))
    after = await security.follow(sent)
    assert "The end date of Enhanced Level 2 was recorded for Robin Ashdown." in after.words
    again = await security.send(path, form, **typed("expires_on", today() + 600 * DAY))
    assert "This clearance has an end date already." in again.text
    (row,) = await desk.rows(models.Clearance)
    assert row.expires_on == today() + 500 * DAY


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.GOVERNOR, Role.SMT_LEAD])
async def test_clearances_are_recorded_by_nobody_else(signed_in: SignIn, desk: Desk, role: Role) -> None:
    case = await desk.taken_over(S.ONBOARDING, since=SINCE, clearances=[held(None)])
    (row,) = await desk.rows(models.Clearance)
    reader = await signed_in(role)
    for path in (f"/vetting/cases/{case.id}", f"/people/{case.person_id}"):
        shown = await reader.open(path)
        assert "Record a clearance" not in shown.links
        assert "Give the end date" not in shown.links
        assert "No end date" in shown.words
    for path in (f"/people/{case.person_id}/clearances/add", f"/vetting/clearances/{row.id}/end"):
        refused = await reader.open(path, status=403)
        assert "Security vetting contact" in refused.words


async def test_keys_are_recorded_and_come_back_before_somebody_leaves(
    signed_in: SignIn, person: Person, desk: Desk
) -> None:
    case = await desk.taken_over(
        S.ACTIVE, since=SINCE, access_mode=AccessMode.KEY_HOLDER, clearances=[held(today() + 900 * DAY)]
    )
    reader = await signed_in(Role.COORDINATOR)
    path = f"/vetting/cases/{case.id}/keys/record"
    shown = await reader.open(f"/vetting/cases/{case.id}")
    assert path in " ".join(shown.targets)
    form = await reader.open(path)
    assert form.fields["key_status"] == ["NONE"]
    refused = await reader.send(path, form, key_status="ISSUED")
    assert (refused.status_code, "Key training is not done" in refused.text) == (422, True)
    await desk.trained(case.person_id, TrainingType.KEY_TRAINING, GRANTED)
    issued = await reader.follow(await reader.send(path, form, key_status="ISSUED"))
    assert "Keys issued: recorded for Robin Ashdown." in issued.words
    assert "Take them back and record it first." in issued.words
    assert "Record that they have left" not in issued.links
    back = await reader.follow(await reader.send(path, form, key_status="WITHDRAWN"))
    assert "Record that they have left" in back.links
    assert (await desk.case(case)).key_status is KeyStatus.WITHDRAWN
    assert (await audited(desk, "vetting_case"))[-2:] == [("UPDATE", person.account.id)] * 2


async def test_a_reply_is_recorded_where_one_is_awaited(signed_in: SignIn, desk: Desk) -> None:
    case = await desk.taken_over(S.INVITED, since=SINCE)
    reader = await signed_in(Role.COORDINATOR)
    shown = await reader.open(f"/vetting/cases/{case.id}")
    path = f"/vetting/cases/{case.id}/reply/record"
    assert "Let it lapse: no reply" in shown.links
    assert path in " ".join(shown.targets)
    form = await reader.open(path)
    for day, said in ((today() + DAY, "has not come yet"), (SINCE - DAY, "The case was opened on")):
        refused = await reader.send(path, form, **typed("heard_on", day))
        assert (refused.status_code, said in refused.text) == (422, True)
    after = await reader.follow(await reader.send(path, form, **typed("heard_on", today() - 3 * DAY)))
    assert "A reply was recorded for Robin Ashdown." in after.words
    assert "Let it lapse: no reply" not in after.links
    assert (await desk.case(case)).last_heard_on == today() - 3 * DAY


async def test_no_reply_is_recorded_where_nobody_has_to_answer(signed_in: SignIn, desk: Desk) -> None:
    case = await desk.taken_over(S.DRAFT, since=SINCE)
    reader = await signed_in(Role.COORDINATOR)
    path = f"/vetting/cases/{case.id}/reply/record"
    assert path not in " ".join((await reader.open(f"/vetting/cases/{case.id}")).targets)
    refused = await reader.send(path, await reader.open(path), **typed("heard_on", today()))
    assert "Nobody has to answer while the case is at “Being prepared”." in refused.text
    assert (await desk.case(case)).last_heard_on is None


async def test_one_case_is_chased_from_its_page_once_a_day(signed_in: SignIn, desk: Desk) -> None:
    case = await desk.taken_over(S.INVITED, since=SINCE)
    reader = await signed_in(Role.COORDINATOR)
    shown = await reader.open(f"/vetting/cases/{case.id}")
    action = f"/vetting/cases/{case.id}/actions/chase"
    assert action in shown.text
    after = await reader.follow(await reader.send(action, shown))
    assert "The chase was noted." in after.words
    assert action not in after.text
    again = await reader.follow(await reader.send(action, shown))
    assert "This case was chased today already." in again.words
    assert len(await desk.rows(models.Chase)) == 1


async def test_forms_need_their_token(signed_in: SignIn, desk: Desk) -> None:
    case = await desk.taken_over(S.INVITED, since=SINCE, clearances=[held(None)])
    (row,) = await desk.rows(models.Clearance)
    security = await signed_in(Role.SECURITY_VETTING)
    for path in (
        f"/people/{case.person_id}/clearances/add",
        f"/vetting/clearances/{row.id}/end",
        f"/vetting/cases/{case.id}/keys/record",
        f"/vetting/cases/{case.id}/reply/record",
        f"/vetting/cases/{case.id}/actions/chase",
    ):
        refused = await security.browser.post(security.path(path), data={"key_status": "WITHDRAWN"})
        assert refused.status_code == 403, path
    assert (await desk.case(case)).key_status is KeyStatus.NONE


async def test_nothing_of_another_prison_is_found(
    signed_in: SignIn, database: Database, registry: Registry, other_prison: Prison
) -> None:
    elsewhere = await make_desk(database, registry, other_prison)
    case = await elsewhere.taken_over(S.INVITED, since=SINCE, clearances=[held(None)])
    (row,) = await elsewhere.rows(models.Clearance)
    security = await signed_in(Role.SECURITY_VETTING)
    for path in (
        f"/people/{case.person_id}/clearances/add",
        f"/vetting/clearances/{row.id}/end",
        f"/vetting/cases/{case.id}/keys/record",
        f"/vetting/cases/{case.id}/reply/record",
    ):
        await security.open(path, status=404)
