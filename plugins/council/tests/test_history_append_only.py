"""Nothing of a history is removed or changed: whatever is done, what stood there stands there still."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import DomainError, InvalidInput, today
from plugins.council import services
from plugins.council.enums import (
    CorrectionReason,
    MemberRole,
    ProposalStatus,
    Resolution,
    SourceKind,
    Theme,
    WithdrawReason,
)
from plugins.council.models import Hit, Passage, Publication, Step, Version, VersionSection
from plugins.council.services.proposals import Wording
from plugins.council.services.sources import read_source
from plugins.council.tests.test_minutes_services import Table, table

__all__ = ["table"]
HISTORIES: tuple[Any, ...] = (Version, VersionSection, Publication, Passage, Step)
WORDS = ("It was mended in May.", "Mr Whitlock asked.", "Nothing came of it.")
commands = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(WORDS)),
        st.tuples(st.just("correct"), st.sampled_from(WORDS)),
        st.tuples(st.just("amend"), st.sampled_from(WORDS)),
        st.tuples(st.just("on"), st.just("")),
        st.tuples(st.just("approve"), st.just("")),
        st.tuples(st.sampled_from(("mask", "publish", "withdraw")), st.sampled_from(SourceKind)),
        st.tuples(st.just("step"), st.sampled_from(ProposalStatus)),
    ),
    min_size=6,
    max_size=14,
)
THE_WHOLE_WAY = [
    *[("on", ""), ("on", ""), ("approve", ""), ("publish", SourceKind.MINUTES), ("correct", WORDS[1])],
    *[("mask", SourceKind.MINUTES), ("publish", SourceKind.MINUTES), ("withdraw", SourceKind.MINUTES)],
    *[("step", ProposalStatus.TABLED), ("step", ProposalStatus.NOT_ACCEPTED)],
    *[("publish", SourceKind.PROPOSAL), ("withdraw", SourceKind.PROPOSAL), ("write", WORDS[0])],
]


class Scribe:
    """Does to one council's minutes and proposal whatever it is told; what is refused is refused."""

    def __init__(self, table: Table) -> None:
        self.table, self.do = table, table.do

    async def begin(self) -> Scribe:
        wording = Wording(theme=Theme.REGIME, problem="It is dark.", idea="A lamp.")
        self.proposal = await self.do(services.raise_proposal, self.table.council_id, wording=wording)
        self.field = await self.table.field()
        return self

    def source(self, kind: SourceKind) -> Any:
        return self.table.minutes.id if kind is SourceKind.MINUTES else self.proposal.id

    async def obey(self, name: str, given: Any) -> bool:
        try:
            await getattr(self, f"_{name}")(given)
        except (DomainError, InvalidInput):
            return False
        return True

    async def _write(self, words: str) -> None:
        await self.do(services.edit_minutes, self.table.minutes.id, texts={self.field: words})

    async def _correct(self, words: str) -> None:
        reason = CorrectionReason.WRONG_FACT
        await self.do(
            services.correct_minutes, self.table.minutes.id, texts={self.field: words}, reason=reason
        )

    async def _amend(self, words: str) -> None:
        asked: dict[str, Any] = {"role": MemberRole.CHAIR, "field": self.field, "text": words}
        made = await self.do(services.ask_amendment, self.table.minutes.id, **asked)
        await self.do(services.decide_amendment, made.id, is_accepted=True)

    async def _on(self, _given: str) -> None:
        await self.do(services.move_minutes_on, self.table.minutes.id)

    async def _approve(self, _given: str) -> None:
        await self.do(services.approve_minutes, self.table.minutes.id, meeting_id=self.table.later.id)

    async def _mask(self, kind: SourceKind) -> None:
        by = self.table.room.coordinator
        async with self.table.room.database.write(by) as session:
            source = await read_source(session, kind, self.source(kind))
            waiting = [one.id for one in await services.look_over(session, source) if not one.resolution]
            await services.resolve_hits(session, by, waiting, resolution=Resolution.MASKED)

    async def _publish(self, kind: SourceKind) -> None:
        await self.do(services.publish, kind, self.source(kind))

    async def _withdraw(self, kind: SourceKind) -> None:
        await self.do(services.withdraw, kind, self.source(kind), reason=WithdrawReason.MISTAKE)

    async def _step(self, status: ProposalStatus) -> None:
        until = today() + timedelta(days=30)
        await self.do(
            services.record_step, self.proposal.id, status=status, reason="There is no money.", until=until
        )

    async def histories(self) -> dict[tuple[str, Any], tuple[Any, ...]]:
        """Return every row of every history as it is now."""
        async with self.table.room.database.read(self.table.room.coordinator) as session:
            return {
                (model.__tablename__, row.id): tuple(map(str, row))
                for model in HISTORIES
                for row in await session.execute(select(model.__table__))
            }


async def told(scribe: Scribe, all_of: list[tuple[str, Any]]) -> int:
    """Do everything in order; after each, what stood in a history must stand there unchanged."""
    done = 0
    before = await scribe.histories()
    for name, given_ in all_of:
        done += await scribe.obey(name, given_)
        after = await scribe.histories()
        assert before.items() <= after.items(), f"{name} changed or removed what stood in a history"
        before = after
    return done


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands)
async def test_no_command_changes_or_removes_what_stands_in_a_history(
    table: Table, all_of: list[tuple[str, Any]]
) -> None:
    """Each list of commands goes on where the one before ended: histories grow, and that is all they do."""
    await told(await Scribe(table).begin(), all_of)


async def test_the_whole_way_of_minutes_and_of_a_proposal_only_adds(table: Table) -> None:
    scribe = await Scribe(table).begin()
    first = await scribe.histories()

    assert (
        await told(scribe, THE_WHOLE_WAY) == len(THE_WHOLE_WAY) - 1
    )  # approved minutes are not just rewritten
    added = {name for name, _id in (await scribe.histories()).keys() - first.keys()}
    assert added == {model.__tablename__ for model in HISTORIES}


async def test_database_itself_lets_nobody_rewrite_a_history(table: Table) -> None:
    await told(await Scribe(table).begin(), THE_WHOLE_WAY)
    for model in (*HISTORIES, Hit):
        column = model.__table__.c.created_at if model is not Hit else model.__table__.c.id
        statements = [delete(model), text(f"TRUNCATE {model.__tablename__}")]
        if model is not Hit:  # what was decided about a place is written into it, once
            statements.append(update(model).values({column: None}))
        for statement in statements:
            with pytest.raises(ProgrammingError, match="permission denied"):
                async with table.room.database.write(table.room.coordinator) as session:
                    await session.execute(statement)
