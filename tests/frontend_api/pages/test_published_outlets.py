"""No outlet says a name on the roll or a prison number, however it hides in what somebody wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.jobs.pulse import Pulse
from core.plugins.loader import Registry
from core.testkit import viewer
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from plugins.council import services
from plugins.council.enums import LeftOut, ProposalStatus, Release, Resolution, SourceKind
from plugins.council.models import Passage, Publication
from plugins.council.rules.bulletins import Words
from plugins.council.services.national import share_proposal
from plugins.council.services.publication import last_publication
from plugins.council.services.sources import read_source
from plugins.council.tests.bulletins import PLAIN, Desk
from plugins.council.tests.council import Hall
from plugins.council.tests.meeting_room import room_in
from plugins.council.tests.test_minutes_services import TERM, Table
from tests.core.accounts.conftest import People
from tests.core.messages.conftest import Desk as Post
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.outlets import Outlets, as_read

FIRST, NUMBER = "Zoë", "K4821QX"
WAYS: Mapping[str, Callable[[str], str]] = {
    "whole": lambda last: f"{FIRST} {last}",
    "surname first": lambda last: f"{last}, {FIRST}",
    "initial, in capitals": lambda last: f"Z. {last.upper()}",
    "small, over two lines": lambda last: f"zoe {last[:3]}-\n{last[3:]}".lower(),
    "accents apart": lambda last: f"O\N{COMBINING DIAERESIS}{last[1:]}",
    "unseen signs": lambda last: f"{last[:2]}\N{SOFT HYPHEN}{last[2:5]}\N{ZERO WIDTH SPACE}{last[5:]}",
    "letter by letter": lambda last: " ".join(last.upper()),
    "twins of letters": lambda last: f"\N{FULLWIDTH LATIN CAPITAL LETTER O}{last[1:]}".replace(
        "o", "\N{CYRILLIC SMALL LETTER O}"
    ),
}
NUMBERS = (
    NUMBER,
    "k 4821 qx",
    "K4821\nQX",
    "K4821\N{SOFT HYPHEN}QX",
    "\N{FULLWIDTH LATIN CAPITAL LETTER K}4821Q\N{CYRILLIC CAPITAL LETTER HA}",
)
SAYS = {"mail": "waits for you", "export": "Minutes of"}
"""What each outlet says at the least; of texts themselves all but these say "machine"."""
TITLES_ALONE = frozenset(SAYS)
S, K = ProposalStatus, SourceKind
Sources = tuple[tuple[SourceKind, Any], ...]


@dataclass
class House:
    """A prison that publishes everything it can, and whoever must not be named in it."""

    table: Table
    desk: Desk
    hall: Hall
    outlets: Outlets = field(repr=False)
    term: Any
    surnames: list[str] = field(default_factory=list)

    def somebody(self) -> str:
        """Return a surname that nobody here has had."""
        self.surnames.append(f"Ökon{'bcdfghklmnprstvw'[len(self.surnames)]}owe")
        return self.surnames[-1]

    async def join(self, last: str) -> None:
        """Let somebody come onto the roll; what is out is then scanned again."""
        await self.hall.member(self.term, first_name=FIRST, last_name=last)
        await self.desk.do(services.rescan_published)

    async def mask(self, kind: SourceKind, source_id: Any) -> None:
        """Decide that everything that is found is left out."""
        async with self.desk.database.write(self.desk.coordinator) as session:
            source = await read_source(session, kind, source_id)
            waiting = [one.id for one in await services.look_over(session, source) if not one.resolution]
            for one in waiting:
                by = self.desk.coordinator
                await services.resolve_hits(session, by, [one], resolution=Resolution.MASKED)

    async def publish_all(self, said: str, did: str) -> Sources:
        """Publish an answer, minutes and an issue that were written so; leave another answer owed."""
        await self.desk.answered(self.table.council_id, f"The machine: {said}", (), "")
        proposal = await self.desk.answered(
            self.table.council_id, f"Mend the machine. {said}", (S.NOT_ACCEPTED,), did
        )
        await self.mask(K.PROPOSAL, proposal.id)
        await self.desk.do(services.publish, K.PROPOSAL, proposal.id)
        return (
            (K.PROPOSAL, proposal.id),
            (K.MINUTES, await self._minutes(f"The machine. {said} {did}")),
            (K.FEEDBACK, await self._issue(said, did)),
        )

    async def _minutes(self, said: str) -> Any:
        held = await self.table.meeting(self.table.council, 40 + len(self.surnames), said)
        minutes = await self.desk.do(services.draft_minutes, held.id)
        for _step in range(2):
            await self.desk.do(services.move_minutes_on, minutes.id)
        await self.mask(K.MINUTES, minutes.id)
        await self.desk.do(services.approve_minutes, minutes.id, meeting_id=self.table.later.id)
        await self.desk.do(services.publish, K.MINUTES, minutes.id)
        return minutes.id

    async def _issue(self, said: str, did: str) -> Any:
        issue = await self.desk.do(services.compose_bulletin, self.table.council_id)
        words = replace(PLAIN, plain=Words(f"The machine. {said}", did))
        for place, entry in enumerate(await self.desk.entries(issue)):
            telling = words if place == 0 else replace(words, left_out=LeftOut.NEXT_TIME)
            await self.desk.do(services.reword_entry, entry.id, rewording=telling)
        await self.mask(K.FEEDBACK, issue.id)
        await self.desk.do(services.check_bulletin, issue.id)
        await self.desk.do(services.approve_bulletin, issue.id, by=self.desk.governor)
        await self.desk.do(services.publish_bulletin, issue.id)
        return issue.id

    async def leaks(self, sources: Sources) -> set[str]:
        """Return which outlets name somebody or say the number; each must have had something to say."""
        ids = dict(sources)
        said = await self.outlets.texts(ids[K.MINUTES], ids[K.FEEDBACK])
        assert [name for name, words in said.items() if SAYS.get(name, "machine") not in words] == []
        hidden = [*map(as_read, self.surnames), as_read(NUMBER)]
        return {name for name, words in said.items() if any(one in as_read(words) for one in hidden)}


@pytest_asyncio.fixture
async def house(
    database: Database,
    database_urls: DatabaseUrls,
    registry: Registry,
    engine: Engine,
    prison: Any,
    browser: Browser,
    person: Person,
    tmp_path: Path,
) -> AsyncIterator[House]:
    await person.join(prison, Role.PRISON_STAFF_READER)
    await browser.sign_in()
    governor = await People(database, registry).add(prison, Role.GOVERNOR)
    pulse = Pulse(database_urls.app, every_seconds=0.1)
    pulse.start()
    table = await Table(room_in(database, registry, prison)).lay("The machine was mended.")
    hall, desk = Hall(database, registry, prison), Desk(database, registry, prison)
    term = await hall.do(services.set_term, table.council_id, **TERM)
    await desk.do(services.decide_notice_board, by=desk.governor, is_open=True)
    staff = viewer(registry, prison, Role.PRISON_STAFF_READER)
    post = Post(database, registry, prison, governor.viewer, pulse, [])
    outlets = Outlets(Reader(browser, prison), staff, post, engine, tmp_path / "mail")
    yield House(table, desk, hall, outlets, term)
    pulse.stop()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(WAYS)), st.sampled_from(NUMBERS), st.sampled_from(("before", "after")))
@example("twins of letters", NUMBERS[-1], "after")
@example("unseen signs", NUMBERS[3], "before")
async def test_no_outlet_says_a_name_or_a_number_however_it_hides(
    house: House, way: str, number: str, joins: str
) -> None:
    last = house.somebody()
    if joins == "before":
        await house.join(last)
    sources = await house.publish_all(f"{WAYS[way](last)} asked.", f"It was done for {number} first.")
    if joins == "after":
        await house.join(last)

    assert await house.leaks(sources) == set()


async def test_planted_fault_what_goes_out_past_the_gate_is_seen_in_every_outlet(house: House) -> None:
    """The law above would hold of outlets that nobody reads: here each of them is made to say a name."""
    last = house.somebody()
    sources = await house.publish_all("Somebody asked.", "It was done.")
    async with house.desk.database.write(house.desk.coordinator) as session:
        for kind, source_id in sources:
            await publish_past_the_gate(session, kind, source_id, f"{FIRST} {last}")
        await share_proposal(session, sources[0][1])

    assert await house.leaks(sources) == {*await everything(house, sources)} - TITLES_ALONE


async def everything(house: House, sources: Sources) -> Mapping[str, str]:
    ids = dict(sources)
    return await house.outlets.texts(ids[K.MINUTES], ids[K.FEEDBACK])


async def publish_past_the_gate(session: Any, kind: SourceKind, source_id: Any, name: str) -> None:
    before = await last_publication(session, kind, source_id)
    assert before is not None
    columns = {one.key: getattr(before, one.key) for one in Publication.__table__.columns}
    again = Publication(
        **columns | {"id": uuid7(), "number": before.number + 1, "release": Release.CORRECTED}
    )
    session.add(again)
    passages = (await session.scalars(select(Passage).where(Passage.publication_id == before.id))).all()
    await session.flush()
    for one in passages:
        columns = {key.key: getattr(one, key.key) for key in Passage.__table__.columns}
        session.add(
            Passage(**columns | {"id": uuid7(), "publication_id": again.id, "text": f"{one.text} {name}"})
        )
