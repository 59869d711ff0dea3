"""The API speaks the language of the account, and what it asks for later is written in it."""

from __future__ import annotations

from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.jobs.models import JobRow
from core.testkit import NOBODY
from core.translation import speaking
from tests.frontend_api.conftest import Person
from tests.frontend_api.graphql.conftest import Program

ASK = 'mutation { requestReport(code: "vetting.position", formats: [PDF]) { id } }'
UNKNOWN = 'mutation { requestReport(code: "none") { id } }'


async def test_program_of_somebody_who_reads_welsh_is_answered_in_welsh(
    program: Program, person: Person, database: Database, coordinator: Viewer
) -> None:
    async with database.write(NOBODY) as session:
        (await session.merge(person.account)).language = "cy"
    with speaking("en"):
        await program.told(ASK)
        refused = (await program.ask(UNKNOWN)).json()
    assert refused["errors"][0]["message"] == "Nid oes adroddiad o'r fath. Dewiswch un a gynigir."
    async with database.read(coordinator) as session:
        assert list(await session.scalars(select(JobRow.language))) == ["cy"]


async def test_program_of_somebody_else_is_answered_in_english(program: Program) -> None:
    with speaking("en"):
        refused = (await program.ask(UNKNOWN)).json()
    assert refused["errors"][0]["message"] == "There is no such report. Choose one that is offered."
