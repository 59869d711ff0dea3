"""No role meets a closed door that a page holds open: every role, every page, every link and every button."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
import pytest_asyncio
from litestar import Litestar
from redis.asyncio import Redis

from core.accounts.giving import is_of_a_prison
from core.accounts.models import Account, Membership
from core.accounts.roles import PARTNER_ROLES, Role
from core.accounts.viewer import permissions_of
from core.clock import today
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import uuid7
from core.jobs.permissions import JOB_MANAGE
from core.pages.declarations import Page as Declared
from core.partnership.enums import ServiceStatus
from core.partnership.permissions import CONTACT_READ
from core.partnership.services import add_contact, add_service, assign_person
from core.plugins.loader import Registry
from core.reports.formats import Format
from core.settings import Settings
from core.testkit import NOBODY, make_prison, viewer
from frontend_api.graphql.execution import Engine
from frontend_api.pages.desk import HOME, SEARCH
from frontend_api.pages.routes import PARAMETER
from infra.database_roles import DatabaseUrls
from plugins.vetting.enums import Verb, VettingLevel, VettingStage
from plugins.vetting.permissions import REPORT
from plugins.vetting.rules import Clearance
from plugins.vetting.services import record_clearance
from plugins.vetting.tests.desk import Desk, make_desk
from tests.access.council_meetings import meet
from tests.access.furnishing import Workshop
from tests.access.rooms import (
    ask_for_correction,
    ask_for_reference,
    book_training,
    clear_person,
    come_and_go,
    draft_a_policy,
    elect,
    give_papers,
    hold_sessions,
    keep_on_hold,
    lose_time,
    propose,
)
from tests.frontend_api.conftest import Browser
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.pages.conftest import ASSETS, Reader, make_app
from tests.frontend_api.pages.reading import Page

ALIKE = {Role.COORDINATOR_DEPUTY: Role.COORDINATOR}
"""Roles that hold the rights of another: they meet the same doors."""
ROLES = [role for role in Role if is_of_a_prison(role) and role not in ALIKE]
NARROWED = PARTNER_ROLES | {Role.VOLUNTEER_SELF}
LONG_AGO = today() - timedelta(days=4000)
SINCE = today() - timedelta(days=30)
BY_STEP = "vetting.move"
"""What it asks depends on the step in its address: the tests of links open it as the case leads there."""
OTHERS_OWN = {
    "core.report": REPORT.code,
    "core.report_files": REPORT.code,
    "core.unfinished_job": JOB_MANAGE.code,
    "rota.make_feed": CONTACT_READ.code,
    "rota.end_feed": CONTACT_READ.code,
    "core.snooze": "",
}
"""Not found, never refused, for whoever neither asked for it nor holds this right (all but volunteers do).

Nothing of the address of `core.snooze` is due, whoever asks.
"""
LEADING_OUT = ("/sign-out", "/prisons")
WORDS = {
    "verb": Verb.CLOSE.value,
    "code": "core.person",
    "kind": "service",
    "name": "core.correction",
    "level": "HMPPS_EL2",
    "measure": "L02",
    "way": "up",
    "to": "closed",
    "electorate": "prisoner",
    "source": "proposal",
    "on": today().isoformat(),
}
"""What stands in an address for a part that is no id."""
ROOMS = (
    draft_a_policy,
    clear_person,
    give_papers,
    hold_sessions,
    come_and_go,
    lose_time,
    book_training,
    keep_on_hold,
    ask_for_correction,
    propose,
    meet,
    elect,
)


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody of one role at a prison in which there is one of everything, and the ids of each."""

    role: Role
    reader: Reader
    held: frozenset[str]
    ids: dict[str, str]
    opened: dict[str, httpx.Response] = field(default_factory=dict)
    """Each page as it was first opened: several tests look at the same one."""

    def path(self, page: Declared) -> str:
        return PARAMETER.sub(lambda found: (self.ids | WORDS)[found[1]], page.path)

    def may(self, page: Declared) -> bool:
        return page.permission is None or page.permission.code in self.held

    async def open(self, path: str) -> httpx.Response:
        if path not in self.opened:
            self.opened[path] = await self.reader.browser.get(path)
        return self.opened[path]

    async def shown(self, pages: list[Declared]) -> Iterator[tuple[str, Page]]:
        """Open every page that the role may open and return those that are shown."""
        found = []
        for page in pages:
            if self.may(page) and page.name != BY_STEP:
                path = self.reader.path(self.path(page))
                answer = await self.open(path)
                if answer.status_code == 200:
                    found.append((path, Page(answer.text)))
        assert found
        return iter(found)


@pytest.fixture(scope="module")
def pages(registry: Registry) -> list[Declared]:
    """Every page of the house and of its modules."""
    return [HOME, SEARCH, *(page for module in registry.contributions for page in module.pages)]


@pytest_asyncio.fixture(scope="module")
async def app(
    settings: Settings, database: Database, registry: Registry, engine: Engine
) -> AsyncIterator[Litestar]:
    """The house as it is, without the module of probes."""
    made = make_app(settings, database, registry, engine, ASSETS, beside=())
    yield made
    await made.state.sign_in.close()


@pytest_asyncio.fixture(scope="module", params=ROLES, ids=str)
async def door(
    request: pytest.FixtureRequest,
    app: Litestar,
    provider: HostileProvider,
    database: Database,
    database_urls: DatabaseUrls,
    registry: Registry,
    files: FileStore,
    redis_url: str,
) -> AsyncIterator[Door]:
    async with Redis.from_url(redis_url) as redis:
        await redis.flushdb()
    role: Role = request.param
    prison = await make_prison(database, f"R{ROLES.index(role):02d}")
    desk = await make_desk(database, registry, prison)
    ids = await furnished(desk, database_urls, files, provider.issuer)
    subject = str(uuid7())
    provider.spoil = lambda answer: answer.claims.update(sub=subject)
    await join(desk, role, provider.issuer, subject)
    browser = Browser(app, provider)
    await browser.sign_in()
    yield Door(role, Reader(browser, prison), permissions_of([role], registry.permissions), ids)
    await browser.aclose()


async def join(desk: Desk, role: Role, issuer: str, subject: str) -> Membership:
    """Give somebody new the role, with the organisation and the person that it needs."""
    async with desk.database.write(NOBODY) as session:
        account = Account(issuer=issuer, subject=subject, name="Ines Okafor", email=f"{subject}@example.org")
        session.add(account)
        await session.flush()
        member = Membership(
            account_id=account.id,
            prison_id=desk.prison.id,
            role=role,
            partner_id=desk.partner.id if role in NARROWED else None,
            person_id=desk.person.id if role is Role.VOLUNTEER_SELF else None,
        )
        session.add(member)
    return member


async def furnished(desk: Desk, urls: DatabaseUrls, files: FileStore, issuer: str) -> dict[str, str]:
    """Put one of everything into the prison, all of it of one organisation and one person."""
    member = await join(desk, Role.PARTNER_ADMIN, issuer, str(uuid7()))
    asked_by = await join(desk, Role.COORDINATOR, issuer, str(uuid7()))
    asker = viewer(desk.registry, desk.prison, Role.COORDINATOR, account_id=asked_by.account_id)
    async with desk.database.write(asker) as session:
        await add_contact(session, asker, desk.partner.id, name="Kit Birch", phone="01392 000000")
        service = await add_service(
            session, asker, desk.partner.id, name="Reading group", status=ServiceStatus.PROPOSED
        )
        part = await assign_person(session, asker, desk.person.id, service.id, role_title="Mentor")
    case = await desk.with_the_team(await desk.opened())
    closed = await desk.taken_over(VettingStage.CLOSED, await desk.another("Fennimore"), since=LONG_AGO)
    ended = Clearance(level=VettingLevel.HMPPS_EL2, granted_on=SINCE, expires_on=today() + timedelta(days=20))
    await desk.taken_over(VettingStage.ACTIVE, await desk.another("Gale"), clearances=[ended], since=SINCE)
    async with desk.database.write(desk.security) as session:
        clearance = await record_clearance(
            session,
            desk.security,
            desk.person.id,
            level=VettingLevel.BPSS,
            granted_on=SINCE,
            expires_on=None,
            reference="SSCL-2026-0042",
        )
    workshop = Workshop(desk.database, urls, desk.registry, files, asker)
    file_id, plan_id = await workshop.plan()
    ids = {
        "partner_id": str(desk.partner.id),
        "person_id": str(desk.person.id),
        "service_id": str(service.id),
        "case_id": str(case.id),
        "closed_case_id": str(closed.id),
        "clearance_id": str(clearance.id),
        "file_id": file_id,
        "plan_id": plan_id,
        "report_id": await workshop.report(Format.XLSX),
        "job_id": await workshop.given_up(),
        "member_id": str(member.id),
        "assignment_id": str(part.id),
        "subject_id": str(service.id),
    }
    for room in ROOMS:
        ids |= await room(desk.database, desk.registry, desk.prison, ids)
    ids["reference_id"] = await ask_for_reference(desk.database, desk.registry, desk.prison, ids)
    return ids


@pytest.mark.parametrize(("role", "other"), ALIKE.items())
def test_role_that_is_left_out_holds_the_rights_of_another(
    registry: Registry, role: Role, other: Role
) -> None:
    assert permissions_of([role], registry.permissions) == permissions_of([other], registry.permissions)


async def test_page_opens_to_exactly_those_who_hold_its_permission(door: Door, pages: list[Declared]) -> None:
    wrong = []
    for page in pages:
        status = (await door.open(door.reader.path(door.path(page)))).status_code
        hidden = page.name in OTHERS_OWN and OTHERS_OWN[page.name] not in door.held
        wanted = {404 if hidden else 200} if door.may(page) else {403}
        if page.name == BY_STEP and door.may(page):
            # Nobody is offered this step where the case stands, or it is somebody else's.
            wanted = {403, 409}
        if status not in wanted:
            wrong.append((page.name, status, sorted(wanted)))
    assert wrong == []


async def test_no_link_leads_to_a_closed_door(door: Door, pages: list[Declared]) -> None:
    tried: set[tuple[str, tuple[str, ...]]] = set()
    wrong = []
    waiting = [(path, target) for path, page in await door.shown(pages) for target in page.targets]
    for path, target in waiting:
        address = urlsplit(target)
        query = [(name, value) for name, value in parse_qsl(address.query) if name != "lang"]
        key = (address.path, tuple(sorted(name for name, _value in query)))
        if not address.path.startswith("/") or address.path.startswith(LEADING_OUT) or key in tried:
            continue
        tried.add(key)
        asked = f"?{urlencode(query)}" if query else ""
        answer = await door.open(f"{address.path}{asked}")
        if answer.status_code not in {200, 303}:
            wrong.append((path, target, answer.status_code))
        elif key[0].startswith(door.reader.path("/vetting/cases/")) and "text/html" in str(answer.headers):
            waiting += [(target, further) for further in Page(answer.text).targets]
    assert wrong == []
    assert tried


async def test_no_button_leads_to_a_closed_door(door: Door, pages: list[Declared]) -> None:
    tried: set[str] = set()
    wrong = []
    for path, page in await door.shown(pages):
        for tag, form in page.attributes:
            action = form.get("action") or path
            if tag != "form" or form.get("method", "get") != "post" or action in tried:
                continue
            if action.startswith(LEADING_OUT):
                continue
            tried.add(action)
            answer = await door.reader.browser.post(action, data={"csrf_token": page.token})
            if answer.status_code == 403 or answer.status_code >= 500:
                wrong.append((path, action, answer.status_code))
    assert wrong == []


async def test_data_protection_comes_from_the_list_to_deleting(door: Door) -> None:
    """Only this role may, and its way there is the list, the case and the question."""
    path = door.reader.path(f"/vetting/cases/{door.ids['closed_case_id']}/actions/purge")
    wanted = 303 if door.role is Role.DPO_RECORDS else 403
    token = (await door.reader.open("/")).token
    answer = await door.reader.browser.post(path, data={"csrf_token": token})
    assert answer.status_code == wanted
