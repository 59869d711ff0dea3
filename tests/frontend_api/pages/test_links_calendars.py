"""Calendars by secret address: what is in them, who may share them, and attacks on them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from icalendar import Calendar
from sqlalchemy import update

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.clock import now, today
from core.database.unit_of_work import Database
from core.errors import Forbidden, NotFound
from core.identifiers import uuid7
from core.links.models import LinkUse
from core.partnership.enums import PersonStatus
from core.partnership.models import Person as PersonRow
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, make_partner
from plugins.rota import models, services
from plugins.rota.enums import SessionOutcome
from plugins.rota.rules.feeds import FeedKind
from plugins.rota.tests.desk import Desk, make_desk
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

ICS = "text/calendar; charset=utf-8"
WEEKS = timedelta(weeks=1)


@pytest_asyncio.fixture
async def desk(database: Database, registry: Registry, prison: Prison, empty_redis_url: str) -> Desk:
    assert empty_redis_url
    return await make_desk(database, registry, prison)


@dataclass(frozen=True, slots=True)
class Rota:
    """Robin comes every week, Alex to the same sessions, and another service has sessions of its own."""

    desk: Desk
    pattern: models.Pattern
    other: models.Pattern
    alex: PersonRow


@pytest_asyncio.fixture
async def rota(desk: Desk) -> Rota:
    first = today() - 3 * WEEKS
    plan: dict[str, Any] = {"weekday": first.weekday(), "first_on": first, "on": first}
    pattern = await desk.pattern(**plan)
    another = await desk.another_service("Choir")
    other = await desk.pattern(another, **plan)
    alex = await desk.another("Quillfeather")
    await desk.regular(pattern)
    await desk.regular(pattern, alex)
    return Rota(desk, pattern, other, alex)


async def path_of(desk: Desk, kind: FeedKind, subject_id: UUID, by: Any = None) -> str:
    await employ(desk, by or desk.coordinator)
    made = await desk.do(services.make_feed, subject_id, kind=kind, by=by)
    return str(made.path)


async def employ(desk: Desk, who: Viewer) -> None:
    """Have the prison know whoever makes an address by an account and a role."""
    async with desk.database.write(NOBODY) as session:
        if await session.get(Account, who.account_id) is not None or who.person_id is not None:
            return
        session.add(Account(id=who.account_id, issuer="https://id.test", subject=str(uuid7()), name="Maker"))
        await session.flush()
        [role] = who.roles
        session.add(
            Membership(
                account_id=who.account_id, prison_id=desk.prison.id, role=role, partner_id=who.partner_id
            )
        )


def events(answer: httpx.Response) -> list[Any]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == ICS
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def days(found: list[Any]) -> list[date]:
    return [event["dtstart"].dt.date() for event in found]


async def test_persons_calendar_holds_their_sessions_and_nothing_of_other_people(
    browser: Browser, rota: Rota
) -> None:
    desk = rota.desk
    path = await path_of(desk, FeedKind.PERSON, desk.person.id, desk.volunteer())
    assert path.endswith(".ics")
    answer = await browser.get(path)
    found = events(answer)
    held = [row.held_on for row in await desk.sessions(rota.pattern)]
    assert days(found) == [day for day in held if day <= today() + 26 * WEEKS]
    assert {str(event["summary"]) for event in found} == {"Mentoring"}
    for name in ("Quillfeather", "Robin", "Ashdown", "Choir", str(rota.alex.id), str(desk.person.id)):
        assert name not in answer.text


async def test_day_on_which_somebody_is_away_is_not_in_their_calendar(browser: Browser, rota: Rota) -> None:
    desk = rota.desk
    path = await path_of(desk, FeedKind.PERSON, desk.person.id)
    away = next(day for day in days(events(await browser.get(path))) if day > today())
    await desk.do(services.record_absence, desk.person.id, first_on=away, last_on=away)
    assert away not in days(events(await browser.get(path)))


async def test_stand_in_has_the_one_session_and_a_cancelled_one_says_so(browser: Browser, rota: Rota) -> None:
    desk = rota.desk
    chosen = next(row for row in await desk.sessions(rota.other) if row.held_on > today())
    await desk.do(services.add_stand_in, chosen.id, desk.person.id)
    path = await path_of(desk, FeedKind.PERSON, desk.person.id)
    [event] = [one for one in events(await browser.get(path)) if str(one["summary"]) == "Choir"]
    before = event["sequence"]
    await desk.do(services.cancel_session, chosen.id, outcome=SessionOutcome.CANCELLED_PRISON)
    [event] = [one for one in events(await browser.get(path)) if str(one["summary"]) == "Choir"]
    assert (str(event["uid"]), str(event["status"])) == (str(chosen.id), "CANCELLED")
    assert event["sequence"] > before


async def test_calendars_of_service_and_prison_name_nobody(browser: Browser, rota: Rota) -> None:
    desk = rota.desk
    service = await browser.get(await path_of(desk, FeedKind.SERVICE, desk.service.id, desk.partner_lead()))
    prison = await browser.get(await path_of(desk, FeedKind.PRISON, desk.prison.id))
    assert {str(event["summary"]) for event in events(service)} == {"Mentoring"}
    assert {str(event["summary"]) for event in events(prison)} == {"Mentoring", "Choir"}
    for text in (service.text, prison.text):
        assert "Quillfeather" not in text
        assert "Ashdown" not in text
        assert "ATTENDEE" not in text


async def test_who_has_it_already_is_told_so_until_a_session_changes(browser: Browser, rota: Rota) -> None:
    desk = rota.desk
    path = await path_of(desk, FeedKind.SERVICE, desk.service.id)
    first = await browser.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for said in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        again = await browser.get(path, headers={"If-None-Match": said})
        assert (again.status_code, again.content) == (304, b"")
    chosen = next(row for row in await desk.sessions(rota.pattern) if row.held_on > today())
    await desk.do(services.cancel_session, chosen.id, outcome=SessionOutcome.CANCELLED_OTHER)
    new = await browser.get(path, headers={"If-None-Match": tag})
    assert (new.status_code, new.headers["etag"] == tag) == (200, False)


async def test_head_post_and_options_of_a_calendar(browser: Browser, rota: Rota) -> None:
    path = await path_of(rota.desk, FeedKind.PRISON, rota.desk.prison.id)
    head = await browser.head(path)
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", ICS)
    assert head.headers["etag"] == (await browser.get(path)).headers["etag"]
    assert (await browser.post(path, data={"step": "send"})).status_code == 404
    assert (await browser.options(path)).status_code == 204
    assert (await browser.delete(path)).status_code == 405


async def test_link_of_one_purpose_opens_nothing_of_another(browser: Browser, rota: Rota) -> None:
    path = await path_of(rota.desk, FeedKind.PERSON, rota.desk.person.id)
    for other in ("rota.prison", "rota.service", "vetting.reference", "rota.feeds"):
        assert (await browser.get(path.replace("rota.person", other))).status_code == 404
    assert (await browser.get(path.removesuffix(".ics"))).status_code == 404
    assert (await browser.get(path)).status_code == 200


async def test_reset_calendar_is_dead_at_its_old_address(browser: Browser, rota: Rota) -> None:
    desk = rota.desk
    old = await path_of(desk, FeedKind.SERVICE, desk.service.id)
    tag = (await browser.get(old)).headers["etag"]
    new = await path_of(desk, FeedKind.SERVICE, desk.service.id)
    assert (await browser.get(old, headers={"If-None-Match": tag})).status_code == 404
    assert (await browser.get(new)).status_code == 200
    await desk.do(services.end_feed, desk.service.id, kind=FeedKind.SERVICE)
    assert (await browser.get(new)).status_code == 404


async def test_two_who_make_an_address_at_once_both_get_one_and_the_later_works(
    browser: Browser, rota: Rota
) -> None:
    desk = rota.desk
    await path_of(desk, FeedKind.SERVICE, desk.service.id)
    made = await asyncio.gather(*(path_of(desk, FeedKind.SERVICE, desk.service.id) for _ in range(4)))
    answers = [(await browser.get(path)).status_code for path in made]
    assert sorted(answers) == [200, 404, 404, 404]


async def test_calendar_of_another_prison_or_of_a_module_that_is_off_is_not_there(
    browser: Browser, rota: Rota, other_prison: Prison
) -> None:
    desk = rota.desk
    path = await path_of(desk, FeedKind.PRISON, desk.prison.id)
    elsewhere = path.replace(f"/{desk.prison.code.lower()}/", f"/{other_prison.code.lower()}/")
    assert (await browser.get(elsewhere)).status_code == 404
    async with desk.database.write(NOBODY) as session:
        off = update(Prison).where(Prison.id == desk.prison.id).values(disabled_modules=["rota"])
        await session.execute(off)
    assert (await browser.get(path)).status_code == 404


async def test_calendar_of_somebody_who_left_is_over(
    browser: Browser, database: Database, registry: Registry, rota: Rota, other_prison: Prison
) -> None:
    """Whoever has the address is told nothing more of times, places and entrances."""
    desk, other = rota.desk, await make_desk(database, registry, other_prison)
    own = await path_of(desk, FeedKind.PERSON, desk.person.id, desk.volunteer())
    elsewhere = await path_of(other, FeedKind.PERSON, other.person.id, other.volunteer())
    colleague = await path_of(desk, FeedKind.PERSON, rota.alex.id)
    assert (await browser.get(own)).status_code == 200
    async with database.write(desk.coordinator) as session:
        left = update(PersonRow).where(PersonRow.id == desk.person.id).values(status=PersonStatus.LEFT)
        await session.execute(left)
    assert [(await browser.get(path)).status_code for path in (own, colleague, elsewhere)] == [404, 200, 200]


@pytest.mark.parametrize("end", [{"ends_on": today() - timedelta(days=1)}, {"taken_away_at": now()}])
async def test_calendar_that_a_partner_lead_made_is_over_with_their_role(
    browser: Browser, database: Database, registry: Registry, rota: Rota, other_prison: Prison, end: Any
) -> None:
    desk, other, lead = rota.desk, await make_desk(database, registry, other_prison), rota.desk.partner_lead()
    theirs = await path_of(desk, FeedKind.SERVICE, desk.service.id, lead)
    desks = await path_of(desk, FeedKind.PRISON, desk.prison.id)
    assert (await browser.get(theirs)).status_code == 200
    async with database.write(NOBODY) as session:
        role = Membership.account_id == lead.account_id
        await session.execute(update(Membership).where(role).values(**end))
        # A role at another prison, even of the same kind, opens nothing here.
        session.add(
            Membership(
                account_id=lead.account_id,
                prison_id=other_prison.id,
                role=Role.PARTNER_ADMIN,
                partner_id=other.partner.id,
            )
        )
    assert [(await browser.get(path)).status_code for path in (theirs, desks)] == [404, 200]


async def test_nobody_shares_a_calendar_that_is_not_theirs(
    database: Database, rota: Rota, other_prison: Prison
) -> None:
    desk = rota.desk
    stranger = await make_partner(database, desk.coordinator, "Other Shore")
    refused: tuple[tuple[Any, FeedKind, UUID], ...] = (
        (desk.volunteer(), FeedKind.PERSON, rota.alex.id),
        (desk.volunteer(), FeedKind.SERVICE, desk.service.id),
        (desk.volunteer(), FeedKind.PRISON, desk.prison.id),
        (desk.partner_lead(), FeedKind.PRISON, desk.prison.id),
        (desk.partner_lead(), FeedKind.PERSON, desk.person.id),
        (desk.partner_lead(stranger.id), FeedKind.SERVICE, desk.service.id),
        (desk.coordinator, FeedKind.PRISON, other_prison.id),
        (desk.role(Role.GOVERNOR), FeedKind.PRISON, desk.prison.id),
    )
    for who, kind, subject_id in refused:
        with pytest.raises((Forbidden, NotFound)):
            await desk.do(services.make_feed, subject_id, kind=kind, by=who)


async def test_volunteer_makes_their_own_address_on_their_page_and_sees_it_once(
    browser: Browser, person: Person, rota: Rota, prison: Prison
) -> None:
    desk = rota.desk
    await person.join(prison, Role.VOLUNTEER_SELF, partner_id=desk.partner.id, person_id=desk.person.id)
    await browser.sign_in()
    reader = Reader(browser, prison)
    own = f"/rota/calendars/person/{desk.person.id}/make"
    form = await reader.open(own)
    made = await reader.send(own, form)
    assert made.status_code == 200
    assert "/links/rota.person/" in made.text
    assert "Anyone who has this address can see these times." in Page(made.text).words
    later = await reader.open(f"/people/{desk.person.id}")
    assert "/links/rota.person/" not in (await browser.get(reader.path("/rota/calendars"))).text
    assert "Not fetched yet" in later.words
    await reader.open(f"/rota/calendars/person/{rota.alex.id}/make", 404)
    await reader.open(f"/rota/calendars/nothing/{rota.alex.id}/make", 404)


async def test_coordinator_sees_which_calendars_are_shared_and_when_they_were_fetched(
    reader: Reader, rota: Rota
) -> None:
    path = await path_of(rota.desk, FeedKind.PRISON, rota.desk.prison.id)
    await reader.browser.get(path)
    page = await reader.open("/rota/calendars")
    assert "Last fetched on" in page.words
    assert {"Mentoring", "Choir"} <= set(page.words.split())
    assert [use.uses for use in await rota.desk.rows(LinkUse)] == [1]


async def test_one_session_is_a_file_for_whoever_may_see_it(reader: Reader, rota: Rota) -> None:
    chosen = next(row for row in await rota.desk.sessions(rota.pattern) if row.held_on > today())
    answer = await reader.browser.get(reader.path(f"/rota/sessions/{chosen.id}/calendar"))
    [event] = events(answer)
    assert (str(event["uid"]), event["dtstart"].dt.date()) == (str(chosen.id), chosen.held_on)
    assert "attachment" in answer.headers["content-disposition"]
    await reader.open(f"/rota/sessions/{rota.desk.prison.id}/calendar", 404)


async def test_calendar_is_found_on_the_service_the_week_and_the_session(reader: Reader, rota: Rota) -> None:
    desk = rota.desk
    chosen = next(row for row in await desk.sessions(rota.pattern) if row.held_on > today())
    for path in (f"/services/{desk.service.id}", f"/rota/services/{desk.service.id}"):
        page = await reader.open(path)
        assert "Anyone who has this address can see these times. Reset it if it got out." in page.words
        assert (
            f"/rota/calendars/service/{desk.service.id}/make"
            in (await reader.browser.get(reader.path(path))).text
        )
    for path, leads_to in (
        ("/rota", "/rota/calendars"),
        (f"/rota/sessions/{chosen.id}", f"/rota/sessions/{chosen.id}/calendar"),
    ):
        assert f'href="{reader.path(leads_to)}"' in (await reader.browser.get(reader.path(path))).text
