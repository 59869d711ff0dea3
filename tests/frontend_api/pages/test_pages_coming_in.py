"""The page "Can they come in?": the answer for a day, what it rests on, and what was typed wrongly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import pytest_asyncio

from core.accounts.models import Membership
from core.accounts.roles import Role
from core.clock import today
from core.database.unit_of_work import Database
from core.pages.dates import long_date, weekday_date
from core.partnership.enums import ServiceStatus
from core.partnership.models import Person as Visitor
from core.partnership.models import Service
from core.partnership.services import add_service, assign_person
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY
from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.desk import Desk, make_desk
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader

DAY = timedelta(days=1)
SINCE = today() - 300 * DAY
ENDS = today() + 200 * DAY
TRAINED = today() - 30 * DAY
INDUCTIONS = (TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT)


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, reader: Reader) -> Desk:
    return await make_desk(database, registry, reader.prison)


def address(person: Visitor, query: str = "") -> str:
    return f"/people/{person.id}/coming-in{query}"


async def cleared(desk: Desk, mode: AccessMode = AccessMode.UNESCORTED_NO_KEYS) -> None:
    """Have the desk's person come in, on a clearance that ends on a known day."""
    held = Clearance(level=VettingLevel.HMPPS_EL2, granted_on=SINCE, expires_on=ENDS)
    case = await desk.taken_over(VettingStage.ACTIVE, since=SINCE, clearances=[held], access_mode=mode)
    for kind in INDUCTIONS:
        await desk.trained(case.person_id, kind, TRAINED)


async def mentoring(desk: Desk, status: ServiceStatus = ServiceStatus.OPERATING_FULL) -> Service:
    by = desk.coordinator
    async with desk.database.write(by) as session:
        service = await add_service(session, by, desk.partner.id, name="Tuesday mentoring", status=status)
        await assign_person(session, by, desk.person.id, service.id, role_title="Mentor")
    return service


def name_of(desk: Desk) -> str:
    return f"{desk.person.first_name} {desk.person.surname}"


async def test_a_yes_says_on_what_it_rests_and_until_when(reader: Reader, desk: Desk) -> None:
    await cleared(desk)
    page = await reader.open(address(desk.person))
    question = f"Can {name_of(desk)} come in on {weekday_date(today())}?"
    assert page.heading == question
    assert f"{question} Yes This rests on what is below, until " in page.words
    assert "✓ In order Cleared: " in page.words
    assert "Stops them" not in page.words
    assert "What would make it yes" not in page.words


async def test_the_day_asked_about_counts_and_not_today(reader: Reader, desk: Desk) -> None:
    await cleared(desk)
    after = ENDS + DAY
    page = await reader.open(address(desk.person, f"?on={after}"))
    assert f"come in on {weekday_date(after)}? No, not yet" in page.words
    assert "✗ Stops them No clearance for " in page.words
    typed = f"?on-day={after.day}&on-month={after.month}&on-year={after.year}"
    assert (await reader.open(address(desk.person, typed))).heading == page.heading


async def test_escorted_is_an_answer_of_its_own(reader: Reader, desk: Desk) -> None:
    await cleared(desk, AccessMode.ESCORTED)
    page = await reader.open(address(desk.person))
    assert "? Yes, escorted This rests on what is below, until " in page.words
    assert "Only with an escort Their access is escorted." in page.words


async def test_each_training_that_is_missing_is_a_step_of_its_own(reader: Reader, desk: Desk) -> None:
    held = Clearance(level=VettingLevel.HMPPS_EL2, granted_on=SINCE, expires_on=ENDS)
    await desk.taken_over(VettingStage.ACTIVE, since=SINCE, clearances=[held])
    page = await reader.open(address(desk.person))
    steps = page.words.partition("What would make it yes without an escort")[2]
    assert steps.count("Book the training") == len(INDUCTIONS)
    assert all(f"{kind.label}: not done" in steps for kind in INDUCTIONS)


async def test_a_no_says_what_would_make_it_yes_and_whose_turn_it_is(reader: Reader, desk: Desk) -> None:
    page = await reader.open(address(desk.person))
    assert "? No, not yet What the answer rests on" in page.words
    assert "✗ Stops them There is no vetting case for them here by that day. Co-ordinator" in page.words
    assert page.words.index("Stops them") < page.words.index("In order")
    made_yes = page.words.partition("What would make it yes Next steps Next step Whose turn ")[2]
    assert made_yes.startswith("Open a case There is no vetting case for them here by that day. Co-ordinator")


async def test_a_no_that_nobody_can_mend_is_not_called_not_yet(reader: Reader, desk: Desk) -> None:
    await desk.taken_over(VettingStage.WITHDRAWN, since=SINCE)
    page = await reader.open(address(desk.person))
    assert "? No What the answer rests on" in page.words
    assert "Nobody" not in page.words
    assert "What would make it yes" not in page.words


async def test_a_service_they_are_down_for_is_offered_and_asked_about(reader: Reader, desk: Desk) -> None:
    await cleared(desk)
    service = await mentoring(desk, ServiceStatus.OPERATING_REDUCED)
    plain = await reader.open(address(desk.person))
    assert "Tuesday mentoring" in plain.words
    page = await reader.open(address(desk.person, f"?service={service.id}&on=2026-11-24"))
    assert page.heading == (f"Can {name_of(desk)} come in for Tuesday mentoring on Tuesday 24 November 2026?")
    assert "! To be aware of Tuesday mentoring: " in page.words
    assert page.fields["service"] == [str(service.id)]
    assert [page.fields[f"on-{part}"] for part in ("day", "month", "year")] == [["24"], ["11"], ["2026"]]


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("?on-day=31&on-month=2&on-year=2027", ["31", "2", "2027"]),
        ("?on-day=soon", ["soon", "", ""]),
        ("?on=2027-02-31", ["31", "02", "2027"]),
        ("?on=tomorrow", ["tomorrow", "", ""]),
    ],
)
async def test_what_is_no_day_is_said_and_nothing_typed_is_lost(
    reader: Reader, desk: Desk, query: str, typed: list[str]
) -> None:
    service = await mentoring(desk)
    page = await reader.open(address(desk.person, f"{query}&service={service.id}"))
    assert page.title.startswith("Error: ")
    assert page.heading == f"Can {name_of(desk)} come in?"
    sentence = "Which day? Enter a real date, such as 27 3 2026."
    assert page.links[sentence] == "#on-day"
    assert "on-day" in page.ids
    assert [page.fields[f"on-{part}"][0] for part in ("day", "month", "year")] == typed
    assert page.fields["service"] == [str(service.id)]
    assert "For or against" not in page.words


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(9999, 12, 31)])
async def test_no_day_is_too_far_away(reader: Reader, desk: Desk, day: date) -> None:
    await cleared(desk)
    assert long_date(day) in (await reader.open(address(desk.person, f"?on={day}"))).heading


async def test_the_persons_page_leads_here_and_this_one_back(reader: Reader, desk: Desk) -> None:
    record = await reader.open(f"/people/{desk.person.id}")
    page = await reader.open(record.links["Can they come in?"].removeprefix(reader.path("")))
    assert page.links[name_of(desk)] == reader.path(f"/people/{desk.person.id}")


async def test_the_case_leads_here(reader: Reader, desk: Desk) -> None:
    case = await desk.opened()
    shown = await reader.open(f"/vetting/cases/{case.id}")
    assert shown.links["Can they come in?"] == reader.path(address(desk.person))


async def test_somebody_of_another_prison_is_not_found(
    reader: Reader, database: Database, registry: Registry, other_prison: Prison
) -> None:
    theirs = await make_desk(database, registry, other_prison)
    page = await reader.open(address(theirs.person), status=404)
    assert theirs.person.surname not in page.words
    elsewhere = await mentoring(theirs)
    own = await make_desk(database, registry, reader.prison)
    await reader.open(address(own.person, f"?service={elsewhere.id}"), status=404)


async def test_a_volunteer_asks_about_nobody_else(
    browser: Browser, person: Person, prison: Prison, database: Database, registry: Registry
) -> None:
    desk = await make_desk(database, registry, prison)
    await cleared(desk)
    async with database.write(NOBODY) as session:
        session.add(
            Membership(
                account_id=person.account.id,
                prison_id=prison.id,
                role=Role.VOLUNTEER_SELF,
                partner_id=desk.partner.id,
                person_id=desk.person.id,
            )
        )
    await browser.sign_in()
    reader = Reader(browser, prison)
    assert "? Yes This rests" in (await reader.open(address(desk.person))).words
    another = await desk.another("Fennimore")
    await reader.open(address(another), status=404)
