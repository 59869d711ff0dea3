"""What a prison reads of other prisons' councils: published answers, as long as they are published."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest_asyncio

from core.accounts.roles import Role
from core.clock import today
from core.database.national import National
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import uuid7
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import make_person, make_prison, viewer
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from plugins.council import services
from plugins.council.enums import ProposalStatus, SourceKind, Theme, WithdrawReason
from plugins.council.services.proposals import Wording
from plugins.council.services.rescanning import rescan_published

LOOK = """query($theme: CouncilTheme, $words: String! = "") {
  councilElsewhere(theme: $theme, words: $words) { isTold count answers { prison theme idea problem answer } }
}"""
S = ProposalStatus
DAY = today() - timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two prisons, of which the first looks at what the second published."""

    engine: Engine
    database: Database
    registry: Registry
    here: Prison
    there: Prison
    mark: str
    """A word that no other test's text has."""

    async def answered(self, prison: Prison, idea: str, theme: Theme = Theme.REGIME) -> UUID:
        by = viewer(self.registry, prison, Role.COORDINATOR)
        wording = Wording(theme=theme, problem=f"It is dark, {self.mark}.", idea=idea)
        async with self.database.write(by) as session:
            council = await services.set_up_council(session, by, name=uuid7().hex, quorum=6, on=DAY)
            made = await services.raise_proposal(session, by, council.id, wording=wording, on=DAY)
            for status, reason in ((S.TABLED, ""), (S.NOT_ACCEPTED, "There is no money.")):
                await services.record_step(session, by, made.id, status=status, on=DAY, reason=reason)
        return made.id

    async def do(self, service: Any, *given: Any, **more: Any) -> Any:
        by = viewer(self.registry, self.there, Role.COORDINATOR)
        async with self.database.write(by) as session:
            return await service(session, by, *given, **more)

    async def look(self, words: str = "", **more: Any) -> list[dict[str, str]]:
        by = viewer(self.registry, self.here, Role.COORDINATOR)
        said = {"words": f"{self.mark} {words}", **more}
        result = await self.engine.execute(by, LOOK, said)
        assert not result.errors, result.errors
        assert result.data is not None
        found = result.data["councilElsewhere"]
        assert (found["isTold"], found["count"]) == (True, len(found["answers"]))
        return list(found["answers"])


@pytest_asyncio.fixture
async def neighbours(
    database: Database, database_urls: DatabaseUrls, registry: Registry, files: FileStore
) -> AsyncIterator[Neighbours]:
    national = National(database_urls.national)
    engine = Engine(registry, database, files, introspection=False, neighbours=national)
    here, there = [await make_prison(database, f"E{uuid7().hex[-8:]}".upper()) for _ in range(2)]
    yield Neighbours(engine, database, registry, here, there, f"lamp{uuid7().hex}")
    await national.close()


async def test_published_answer_of_another_prison_is_found_by_theme_and_words(neighbours: Neighbours) -> None:
    proposal_id = await neighbours.answered(neighbours.there, "Mend the 50% light.")
    assert await neighbours.look() == [], "it was answered, and is not published"

    await neighbours.do(services.publish, SourceKind.PROPOSAL, proposal_id)

    (found,) = await neighbours.look("LIGHT 50%", theme="REGIME")
    assert (found["idea"], found["problem"]) == ("Mend the 50% light.", f"It is dark, {neighbours.mark}.")
    assert "There is no money." in found["answer"]
    assert await neighbours.look("5_%") == [], "signs of a pattern are looked for as they stand"
    assert await neighbours.look(theme="HEALTH") == []


async def test_own_answers_and_what_is_not_published_are_not_among_them(neighbours: Neighbours) -> None:
    await neighbours.answered(neighbours.there, "Not out yet.")
    own = await neighbours.answered(neighbours.here, "Our own.")
    by = viewer(neighbours.registry, neighbours.here, Role.COORDINATOR)
    async with neighbours.database.write(by) as session:
        await services.publish(session, by, SourceKind.PROPOSAL, own)

    assert await neighbours.look() == []


async def test_trap_what_is_taken_back_or_masked_there_is_so_here_at_once(neighbours: Neighbours) -> None:
    gone = await neighbours.answered(neighbours.there, "Paint the gym.")
    named = await neighbours.answered(neighbours.there, "Ask Quillfeather about the bread.")
    for proposal_id in (gone, named):
        await neighbours.do(services.publish, SourceKind.PROPOSAL, proposal_id)
    assert len(await neighbours.look()) == 2

    await neighbours.do(services.withdraw, SourceKind.PROPOSAL, gone, reason=WithdrawReason.MISTAKE)
    by = viewer(neighbours.registry, neighbours.there, Role.COORDINATOR)
    await make_person(neighbours.database, by, first_name="Zebedee", surname="Quillfeather")
    await neighbours.do(rescan_published)

    (left,) = await neighbours.look()
    assert "Quillfeather" not in str(left)
    assert "left out" in left["idea"]
    assert await neighbours.look("quillfeather") == []


async def test_partners_and_volunteers_are_shown_nothing(neighbours: Neighbours) -> None:
    for role in (Role.PARTNER_ADMIN, Role.VOLUNTEER_SELF):
        by = viewer(neighbours.registry, neighbours.here, role, partner_id=uuid7())
        result = await neighbours.engine.execute(by, LOOK, {"words": ""})
        assert result.errors[0]["extensions"]["code"] == "FORBIDDEN"
