"""Work that did not finish, as people meet it: a number at home, a list, a page of each, and two choices."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select, update

from core import clock
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.identifiers import AccountId, uuid7
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState, QueuedJob
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import viewer as make_viewer
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader

KIND = "vetting.build_position_report"
SENTENCE = "Something went wrong. Quote the reference."
TITLE = "Vetting position"


async def give_up(database: Database, registry: Registry, viewer: Viewer) -> UUID:
    """Ask for a report as this viewer, and leave it as a worker does whose every attempt failed."""
    async with database.write(viewer) as session:
        job_id = await enqueue(session, registry.jobs[KIND], viewer, report_file_id=uuid7())
        await session.execute(
            update(JobRow)
            .where(JobRow.id == job_id)
            .values(
                state=JobState.FAILED,
                attempts=3,
                finished_at=clock.now(),
                error_code="UNEXPECTED",
                error_message=SENTENCE,
                correlation_id="ref-42",
            )
        )
        await session.execute(
            update(QueuedJob).where(QueuedJob.job_id == job_id).values(attempts=3, dead_at=clock.now())
        )
    return job_id


async def state_of(database: Database, viewer: Viewer, job_id: UUID) -> JobState:
    async with database.read(viewer) as session:
        return (await session.execute(select(JobRow.state).where(JobRow.id == job_id))).scalar_one()


async def test_home_tells_of_it_only_when_there_is_some(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    assert "could not finish" not in (await reader.open("/")).words
    await give_up(database, registry, coordinator)
    home = await reader.open("/")
    assert "1 Things Gatehouse could not finish" in home.words
    assert reader.path("/unfinished") in home.targets


async def test_coordinator_sees_the_prisons_and_is_told_what_who_and_the_reference(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    job_id = await give_up(database, registry, coordinator)
    listed = await reader.open("/unfinished")
    assert listed.heading == "Work that did not finish"
    assert "1 thing that was asked for in this prison could not be finished." in listed.words
    assert "ref-42" in listed.words
    shown = await reader.open(f"/unfinished/{job_id}")
    assert shown.heading == TITLE
    assert SENTENCE in shown.words
    assert "ref-42" in shown.words
    assert "report_file_id" not in shown.text


async def test_a_press_of_try_again_puts_it_back_in_the_queue_and_out_of_the_list(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    job_id = await give_up(database, registry, coordinator)
    page = await reader.open(f"/unfinished/{job_id}")
    after = await reader.follow(await reader.send(f"/unfinished/{job_id}/actions/retry", page))
    assert "1 thing is tried once more." in after.words
    assert "Everything that was asked for is done or under way." in after.words
    assert await state_of(database, coordinator, job_id) is JobState.QUEUED
    again = await reader.send(f"/unfinished/{job_id}/actions/retry", page)
    assert again.status_code == 422
    assert "Somebody has dealt with this already" in again.text
    waiting = await reader.open(f"/unfinished/{job_id}")
    assert "It waits for its turn." in waiting.words
    assert "Try again" not in waiting.words


async def test_leaving_it_asks_first(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    job_id = await give_up(database, registry, coordinator)
    question = await reader.open(f"/unfinished/{job_id}/actions/leave")
    assert "Leave this undone?" in question.words
    assert await state_of(database, coordinator, job_id) is JobState.FAILED
    after = await reader.follow(await reader.send(f"/unfinished/{job_id}/actions/leave", question))
    assert "1 thing was left." in after.words
    assert "It was left undone." in (await reader.open(f"/unfinished/{job_id}")).words


async def test_several_ticked_are_tried_again_together(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    ids = [await give_up(database, registry, coordinator) for _each in range(3)]
    page = await reader.open("/unfinished")
    sent = await reader.send("/unfinished/bulk", page, action="retry", row=[str(one) for one in ids[:2]])
    after = await reader.follow(sent)
    assert "2 things are tried once more." in after.words
    assert [await state_of(database, coordinator, one) for one in ids] == ["QUEUED", "QUEUED", "FAILED"]


async def test_others_see_their_own_alone(
    browser: Browser, person: Person, prison: Prison, database: Database, registry: Registry
) -> None:
    await person.join(prison, Role.SECURITY_VETTING)
    await browser.sign_in()
    reader = Reader(browser, prison)
    mine = make_viewer(registry, prison, Role.SECURITY_VETTING, account_id=person.account.id)
    own = await give_up(database, registry, mine)
    others = await give_up(database, registry, replace(mine, account_id=AccountId(uuid7())))
    listed = await reader.open("/unfinished")
    assert "1 thing that you asked for could not be finished." in listed.words
    assert reader.path(f"/unfinished/{own}") in listed.targets
    assert str(others) not in listed.text
    await reader.open(f"/unfinished/{others}", status=404)
    refused = await reader.send(f"/unfinished/{others}/actions/retry", listed)
    assert refused.status_code == 404
    assert await state_of(database, mine, others) is JobState.FAILED


async def test_form_without_its_token_changes_nothing(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    job_id = await give_up(database, registry, coordinator)
    answer = await reader.browser.post(reader.path(f"/unfinished/{job_id}/actions/retry"), data={})
    assert answer.status_code == 403
    assert await state_of(database, coordinator, job_id) is JobState.FAILED


async def test_it_is_said_in_the_readers_language(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    job_id = await give_up(database, registry, coordinator)
    shown = await reader.open(f"/unfinished/{job_id}?lang=cy")
    assert '<html lang="cy"' in shown.text
    assert f'<span lang="en">{SENTENCE}</span>' in shown.text
