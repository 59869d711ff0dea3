"""Pages above prisons: what HMPPS reads of councils, of which prisons, and what stays closed to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest_asyncio
from litestar import Litestar
from litestar.datastructures import State
from pydantic import SecretStr
from sqlalchemy import select

from core.accounts.models import Membership
from core.accounts.roles import Role
from core.clock import today
from core.database.national import National
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import uuid7
from core.plugins.loader import Registry
from core.prisons.models import Prison, PrisonGroup
from core.settings import Settings
from core.testkit import NOBODY, make_prison, viewer
from frontend_api.entrance import Entrance
from frontend_api.graphql.execution import Engine
from frontend_api.observation import observe
from frontend_api.pages.above import make_desk_above
from frontend_api.pages.desk import make_desk
from frontend_api.pages.plugin import Pages
from infra.database_roles import DatabaseUrls
from plugins.council import services
from plugins.council.enums import ProposalStatus, SourceKind, Theme, WithdrawReason
from plugins.council.metrics import METRICS
from plugins.council.services.national import share_everything
from plugins.council.services.proposals import Wording
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import ASSETS
from tests.frontend_api.pages.reading import Page

S = ProposalStatus
TABLED = today() - timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Region:
    """A group of two prisons whose councils were answered, and its reader's browser."""

    browser: Browser
    database: Database
    registry: Registry
    prisons: tuple[Prison, Prison]
    group_id: Any

    async def open(self, path: str, status: int = 200) -> Page:
        answer = await self.browser.get(path)
        assert answer.status_code == status, f"{answer.status_code} {answer.text[:1500]}"
        return Page(answer.text)

    async def answered(self, prison: Prison, idea: str, theme: Theme, days: int) -> Any:
        """Let a prison's council ask, be answered after some days, and see it published."""
        by = viewer(self.registry, prison, Role.COORDINATOR)
        wording = Wording(theme=theme, problem="It is not so today.", idea=idea)
        async with self.database.write(by) as session:
            council = await services.set_up_council(
                session, by, name=f"Council {uuid7().hex}", quorum=6, on=TABLED
            )
            made = await services.raise_proposal(session, by, council.id, wording=wording, on=TABLED)
            for status, on in ((S.TABLED, TABLED), (S.NOT_ACCEPTED, TABLED + timedelta(days=days))):
                reason = "There is no money for it." if status is S.NOT_ACCEPTED else ""
                await services.record_step(session, by, made.id, status=status, on=on, reason=reason)
            await services.publish(session, by, SourceKind.PROPOSAL, made.id)
            await share_everything(session, METRICS)
        return made.id


@pytest_asyncio.fixture(scope="module")
async def above(
    settings: Settings, database: Database, database_urls: DatabaseUrls, registry: Registry, files: FileStore
) -> AsyncIterator[Litestar]:
    """The pages of prisons and those above them, in one application."""
    national = National(database_urls.national)
    told = settings.model_copy(update={"national_database_url": SecretStr(database_urls.national)})
    engine = Engine(registry, database, files, introspection=False)
    desk = make_desk(registry.contributions, engine=engine, settings=told, assets=ASSETS)
    higher = make_desk_above(registry, national, files, settings=told, assets=ASSETS)
    made = Litestar(
        plugins=[Entrance(told, database, registry), Pages(desk, higher)],
        state=State({"files": files}),
        openapi_config=None,
        logging_config=None,
    )
    observe(made)
    yield made
    await made.state.sign_in.close()
    await national.close()


@pytest_asyncio.fixture
async def region(
    above: Litestar, provider: Any, person: Person, database: Database, registry: Registry
) -> AsyncIterator[Region]:
    mine, theirs = [await make_prison(database, f"R{uuid7().hex[-8:]}".upper()) for _ in range(2)]
    group = PrisonGroup(id=uuid7(), code=uuid7().hex, name="South")
    async with database.write(NOBODY) as session:
        session.add(group)
        await session.flush()
        for prison in await session.scalars(select(Prison).where(Prison.id.in_([mine.id, theirs.id]))):
            prison.group_id = group.id
        session.add(Membership(account_id=person.account.id, role=Role.HMPPS_REGION, group_id=group.id))
    async with Browser(above, provider) as browser:
        await browser.sign_in()
        yield Region(browser, database, registry, (mine, theirs), group.id)


async def test_a_reader_of_a_group_sees_its_prisons_and_no_other(region: Region, prison: Prison) -> None:
    """Themes, times and texts: from the prisons of the group, and from none beside."""
    mine, theirs = region.prisons
    await region.answered(mine, "Open the library on Saturdays.", Theme.TRAINING_EDUCATION, 10)
    await region.answered(theirs, "Let the library lend music.", Theme.TRAINING_EDUCATION, 40)
    await region.answered(prison, "Open the library of elsewhere.", Theme.TRAINING_EDUCATION, 5)
    led = await region.browser.get("/")
    start = await region.open(led.headers["location"])
    overview, answers = await region.open("/hmpps/council"), await region.open("/hmpps/council/answers")
    assert "What prisons tell HMPPS" in start.text
    assert "2 of 2 prisons give their figures; 2 of them have a council." in overview.text
    assert "25" in overview.text  # the median of 10 and 40 days
    assert "10 to 40" in overview.text
    assert "1 of 2 [u]" in overview.text  # answered in time, and too few for a percentage
    assert "Not compared: fewer than 5 prisons" in overview.text
    assert "Let the library lend music." in answers.text
    assert "elsewhere" not in answers.text + overview.text


async def test_what_is_taken_back_is_gone_at_once_and_its_days_stay(region: Region) -> None:
    mine, _theirs = region.prisons
    proposal_id = await region.answered(mine, "Paint the gym.", Theme.HEALTH, 12)
    before = await region.open("/hmpps/council/answers")
    one = before.links["Paint the gym."]
    by = viewer(region.registry, mine, Role.COORDINATOR)
    async with region.database.write(by) as session:
        await services.withdraw(session, by, SourceKind.PROPOSAL, proposal_id, reason=WithdrawReason.MISTAKE)
    after = await region.open("/hmpps/council/answers")
    shown = await region.open(one)
    assert "Paint the gym." not in after.text + shown.text
    assert "There is no money for it." not in shown.text
    assert "The prison has published no words of it." in shown.text


async def test_what_waits_for_hmpps_has_its_age_and_its_words_while_they_are_out(
    region: Region,
) -> None:
    """Sent on through the gate, it crosses with its words; taken back, it waits on without them."""
    by = viewer(region.registry, region.prisons[0], Role.COORDINATOR)
    wording = Wording(theme=Theme.RESETTLEMENT, problem="Nobody says where.", idea="Say the address early.")
    async with region.database.write(by) as session:
        council = await services.set_up_council(session, by, name="Prison council", quorum=6, on=TABLED)
        made = await services.raise_proposal(session, by, council.id, wording=wording, on=TABLED)
        for status in (S.TABLED, S.ESCALATED_NATIONAL):
            reason = "It is for probation." if status is S.ESCALATED_NATIONAL else ""
            await services.record_step(session, by, made.id, status=status, on=TABLED, reason=reason)
        await share_everything(session, METRICS)
    waiting = await region.open("/hmpps/council/waiting")
    assert "Say the address early." in waiting.text
    assert "60 days" in waiting.text
    async with region.database.write(by) as session:
        await services.withdraw(session, by, SourceKind.PROPOSAL, made.id, reason=WithdrawReason.MISTAKE)
    waiting = await region.open("/hmpps/council/waiting")
    assert "Proposal 1: its words are not published" in waiting.text
    assert "60 days" in waiting.text
    assert "Say the address early." not in waiting.text


async def test_above_prisons_no_page_of_a_prison_opens(region: Region) -> None:
    code = region.prisons[0].code.lower()
    for path in (f"/{code}/", f"/{code}/council", f"/{code}/people"):
        await region.open(path, 403)
    for path in ("/hmpps/people", "/hmpps/council/proposals/add", "/hmpps/search"):
        await region.open(path, 404)


async def test_a_prisons_coordinator_is_not_let_above(
    above: Litestar, provider: Any, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    async with Browser(above, provider) as browser:
        await browser.sign_in()
        for path in ("/hmpps/", "/hmpps/council", "/hmpps/council/answers"):
            assert (await browser.get(path)).status_code == 403


async def test_a_groups_reader_without_a_group_sees_nothing(
    above: Litestar, provider: Any, person: Person
) -> None:
    await person.join(None, Role.HMPPS_REGION)
    async with Browser(above, provider) as browser:
        await browser.sign_in()
        answer = await browser.get("/hmpps/council")
    assert answer.status_code == 403
    assert "it is not said for which" in answer.text
