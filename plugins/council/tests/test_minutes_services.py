"""Minutes from the meeting to what is out: nothing skips a step, no version changes, a name takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, DomainError, Forbidden, Invalid, Role, today
from plugins.council import services
from plugins.council.enums import (
    AmendmentState,
    ConsentPurpose,
    CorrectionReason,
    HitKind,
    MemberRole,
    MinutesState,
    OutcomeKind,
    Release,
    Resolution,
    SourceKind,
    WithdrawReason,
    WordUse,
)
from plugins.council.models import Council, Hit, Minutes, Passage, Publication, Version, VersionSection
from plugins.council.queries.minutes import sections_of
from plugins.council.services.outcomes import OutcomeWords
from plugins.council.services.words import add_word, remove_word
from plugins.council.tests.council import SOMEBODY, Hall
from plugins.council.tests.meeting_room import HERE, PRESENT, MeetingRoom, room_in

M, K = MinutesState, SourceKind.MINUTES
ITEM = "Laundry on D wing"


class Table:
    """A council whose first meeting was held, with minutes, and a later one that was held, too."""

    def __init__(self, room: MeetingRoom) -> None:
        self.room = room
        self.do = room.do

    async def lay(self, said: str = "The machine was mended.") -> Table:
        self.council = council = await self.room.council()
        self.council_id = council.id
        self.held = await self.meeting(council, 30, said)
        self.later = await self.meeting(council, 2, "Nothing new.")
        self.minutes: Minutes = await self.do(services.draft_minutes, self.held.id)
        return self

    async def meeting(self, council: Council, days_ago: int, said: str) -> Any:
        made = await self.do(services.add_meeting, council.id, on=today() - timedelta(days=days_ago), at=HERE)
        item = await self.room.item(made, ITEM)
        await self.room.attend(made, PRESENT, PRESENT, PRESENT)
        words = OutcomeWords(kind=OutcomeKind.DECISION, words=said, votes_for=3, votes_against=0)
        await self.do(services.record_outcome, item.id, words=words)
        return await self.do(services.hold_meeting, made.id)

    async def sections(self) -> dict[str, str]:
        async with self.room.database.read(self.room.coordinator) as session:
            row = (await session.scalars(select(Minutes).where(Minutes.id == self.minutes.id))).one()
            return {one.heading: one.text for one in await sections_of(session, row)}

    async def field(self) -> str:
        async with self.room.database.read(self.room.coordinator) as session:
            return next(
                one.field
                for one in await sections_of(session, self.minutes)
                if one.field.startswith("item/") and one.heading == ITEM
            )

    async def approved(self) -> Table:
        for _step in range(2):
            await self.do(services.move_minutes_on, self.minutes.id)
        await self.do(services.approve_minutes, self.minutes.id, meeting_id=self.later.id)
        return self

    async def publish(self) -> Publication:
        made = await self.do(services.publish, K, self.minutes.id)
        assert isinstance(made, Publication)
        return made

    async def published(self) -> tuple[Release, str]:
        """Return what is out: how it came out last, and all its text."""
        async with self.room.database.read(self.room.coordinator) as session:
            last = (
                await session.scalars(
                    select(Publication)
                    .where(Publication.source_id == self.minutes.id)
                    .order_by(Publication.number.desc())
                    .limit(1)
                )
            ).one()
            rows = await session.scalars(select(Passage.text).where(Passage.publication_id == last.id))
            return last.release, "\n".join(rows)

    async def state(self) -> tuple[MinutesState, int, int | None]:
        async with self.room.database.read(self.room.coordinator) as session:
            row = (await session.scalars(select(Minutes).where(Minutes.id == self.minutes.id))).one()
            return row.state, row.number, row.published_number


@pytest_asyncio.fixture
async def table(database: Any, registry: Any, prison: Any) -> Table:
    return await Table(room_in(database, registry, prison)).lay()


async def test_draft_is_written_from_what_was_recorded(table: Table) -> None:
    said = await table.sections()

    assert said[ITEM] == "Decision: The machine was mended.\nFor: 3. Against: 0."
    assert said["Who was there"] == "Present: Council member (3)."
    assert HERE.place in said["When and where"]
    with pytest.raises(DomainError, match="minutes of this meeting already"):
        await table.do(services.draft_minutes, table.held.id)


async def test_decidim_2862_the_cycle_of_minutes_runs_to_its_end(table: Table) -> None:
    """Designed, then dropped: decidim#2862, #3044."""
    seen = [(await table.state())[0]]
    seen += [(await table.do(services.move_minutes_on, table.minutes.id)).state for _step in range(2)]
    done = await table.do(services.approve_minutes, table.minutes.id, meeting_id=table.later.id)
    seen.append(done.state)
    await table.publish()
    seen.append((await table.state())[0])
    fixed = {await table.field(): "The machine was mended on 3 March."}
    await table.do(
        services.correct_minutes, table.minutes.id, texts=fixed, reason=CorrectionReason.WRONG_FACT
    )
    seen.append((await table.state())[0])

    assert seen == list(M)
    assert "3 March" not in (await table.published())[1]
    await table.publish()
    assert (await table.published())[0] is Release.CORRECTED
    assert "3 March" in (await table.published())[1]
    assert await table.state() == (M.CORRECTED, 2, 2)


async def test_nothing_is_published_before_the_next_meeting_approved_it(table: Table) -> None:
    for _step in range(2):
        with pytest.raises(Conflict, match="not approved"):
            await table.publish()
        await table.do(services.move_minutes_on, table.minutes.id)
    with pytest.raises(Invalid, match="later meeting"):
        await table.do(services.approve_minutes, table.minutes.id, meeting_id=table.held.id)
    with pytest.raises(Conflict):
        await table.do(services.move_minutes_on, table.minutes.id)


async def test_approved_minutes_are_locked_but_for_a_correction(table: Table) -> None:
    await table.approved()
    field = await table.field()

    with pytest.raises(Conflict, match="approved"):
        await table.do(services.edit_minutes, table.minutes.id, texts={field: "Something else."})
    with pytest.raises(Conflict, match="approved"):
        await table.do(
            services.ask_amendment, table.minutes.id, role=MemberRole.CHAIR, field=field, text="Else."
        )


async def test_versions_are_added_and_none_is_changed(table: Table) -> None:
    await table.do(services.move_minutes_on, table.minutes.id)
    edited = await table.do(
        services.edit_minutes, table.minutes.id, texts={await table.field(): "It was mended in May."}
    )

    assert (edited.state, edited.number) == (M.DRAFT, 2)
    again = await table.do(
        services.edit_minutes, table.minutes.id, texts={await table.field(): "It was mended in May."}
    )
    assert again.number == 2
    with pytest.raises(Conflict, match="another version"):
        await table.do(
            services.edit_minutes, table.minutes.id, texts={await table.field(): "No."}, was_number=1
        )
    for model in (Version, VersionSection):
        for statement in (update(model).values(created_at=None), delete(model)):
            with pytest.raises(ProgrammingError, match="permission denied"):
                async with table.room.database.write(table.room.coordinator) as session:
                    await session.execute(statement)


async def test_change_that_was_asked_for_is_taken_in_or_not(table: Table) -> None:
    field = await table.field()
    asked = [
        await table.do(
            services.ask_amendment, table.minutes.id, role=MemberRole.CHAIR, field=field, text=words
        )
        for words in ("It was mended twice.", "It was never mended.")
    ]
    for _step in range(2):
        await table.do(services.move_minutes_on, table.minutes.id)
    with pytest.raises(Conflict, match="nobody has decided"):
        await table.do(services.approve_minutes, table.minutes.id, meeting_id=table.later.id)

    done = [
        await table.do(services.decide_amendment, one.id, is_accepted=accepted)
        for one, accepted in zip(asked, (True, False), strict=True)
    ]

    assert [one.state for one in done] == [AmendmentState.ACCEPTED, AmendmentState.NOT_ACCEPTED]
    assert (await table.sections())[ITEM] == "It was mended twice."
    with pytest.raises(Conflict, match="already"):
        await table.do(services.decide_amendment, asked[0].id, is_accepted=False)


async def test_planted_name_stops_the_approval_and_what_is_taken_out_is_recorded(
    table: Table, hall: Hall
) -> None:
    term = await hall.do(services.set_term, table.council_id, **TERM)
    await hall.member(term, first_name="Zoë", last_name="Okafor")
    await table.do(
        services.edit_minutes, table.minutes.id, texts={await table.field(): "Z. OKA-\nFOR asked."}
    )
    for _step in range(2):
        await table.do(services.move_minutes_on, table.minutes.id)
    with pytest.raises(Conflict, match="wait for a decision"):
        await table.do(services.approve_minutes, table.minutes.id, meeting_id=table.later.id)

    await table.do(services.edit_minutes, table.minutes.id, texts={await table.field(): "A member asked."})

    async with table.room.database.read(table.room.coordinator) as session:
        rows = (await session.scalars(select(Hit).where(Hit.kind == HitKind.NAME_ON_ROLL))).all()
    assert {(row.resolution, row.is_current) for row in rows} == {(Resolution.CORRECTED, False)}
    approved = await table.do(services.approve_minutes, table.minutes.id, meeting_id=table.later.id)
    assert approved.state is M.APPROVED


TERM: dict[str, Any] = {
    "starts_on": today() - timedelta(days=60),
    "ends_on": today() + timedelta(days=300),
    "seats": 8,
}


async def rescan(table: Table) -> list[Publication]:
    found = await table.do(services.rescan_published)
    assert isinstance(found, list)
    return found


async def test_name_that_comes_onto_the_roll_is_taken_out_of_what_is_out(table: Table, hall: Hall) -> None:
    field = await table.field()
    await table.do(services.edit_minutes, table.minutes.id, texts={field: "Lindqvist asked about it."})
    await table.approved()
    await table.publish()
    assert await rescan(table) == []
    term = await hall.do(services.set_term, table.council_id, **TERM)
    await hall.member(term, first_name="Ada", last_name="Lindqvist")

    (masked,) = await rescan(table)

    assert (masked.release, masked.reason) == (Release.MASKED, WithdrawReason.NAME_FOUND)
    release, said = await table.published()
    assert release is Release.MASKED
    assert "Lindqvist" not in said
    assert "[name left out] asked about it." in said
    assert await rescan(table) == []
    with pytest.raises(Conflict, match="1 place waits"):
        await table.publish()


async def test_withdrawn_consent_takes_somebodys_words_out_of_what_is_out(table: Table, hall: Hall) -> None:
    term = await hall.do(services.set_term, table.council_id, **TERM)
    member = await hall.member(term)
    field = await table.field()
    mark: dict[str, Any] = {"field": field, "member_id": member.id}
    with pytest.raises(Invalid, match="have not agreed"):
        await table.do(services.mark_words_of, table.minutes.id, **mark)
    await hall.do(services.record_consent, member.id, purpose=ConsentPurpose.QUOTATION, is_given=True)
    await table.do(services.mark_words_of, table.minutes.id, **mark)
    await table.approved()
    await table.publish()
    assert "was mended" in (await table.published())[1]

    await hall.do(services.record_consent, member.id, purpose=ConsentPurpose.QUOTATION, is_given=False)
    (masked,) = await rescan(table)

    assert masked.reason is WithdrawReason.CONSENT_WITHDRAWN
    assert "was mended" not in (await table.published())[1]
    assert "[left out: somebody has not agreed to it]" in (await table.published())[1]
    await table.publish()
    assert "was mended" not in (await table.published())[1]


async def test_words_of_somebody_who_asked_to_be_forgotten_stay_out(table: Table, hall: Hall) -> None:
    term = await hall.do(services.set_term, table.council_id, **TERM)
    member = await hall.do(
        services.add_member,
        term.id,
        particulars=replace(SOMEBODY, joined_on=None),
        agreed=(ConsentPurpose.QUOTATION,),
    )
    await table.do(services.mark_words_of, table.minutes.id, field=await table.field(), member_id=member.id)
    await table.approved()
    await table.publish()

    await hall.do(services.erase_member, member.id)

    assert len(await rescan(table)) == 1
    assert "was mended" not in (await table.published())[1]


async def test_word_that_touches_security_is_masked_once_the_prison_says_so(table: Table) -> None:
    await table.approved()
    await table.publish()
    word = await table.do(add_word, word="machine", use=WordUse.SECURITY)

    assert len(await rescan(table)) == 1
    assert "[left out for security]" in (await table.published())[1]
    with pytest.raises(Conflict, match="already"):
        await table.do(add_word, word="Máchine", use=WordUse.NO_NAME)
    await table.do(remove_word, word.id)
    await table.publish()
    assert "machine" in (await table.published())[1]


async def test_minutes_are_kept_for_seven_years_and_then_emptied(table: Table) -> None:
    async with table.room.database.write(table.room.coordinator) as session:
        for code in ("council.minutes", "council.published"):
            found = await session.execute(
                text("SELECT keep, least, action FROM retention_rule WHERE code = :code"), {"code": code}
            )
            assert found.one() == (84, 84, "ARCHIVE")


@pytest.mark.parametrize("role", [Role.PRISON_STAFF_READER, Role.GOVERNOR])
async def test_who_only_reads_writes_no_minutes(table: Table, role: Role) -> None:
    by = table.room.role(role)
    for asked in (
        table.do(services.draft_minutes, table.later.id, by=by),
        table.do(services.edit_minutes, table.minutes.id, texts={}, by=by),
        table.do(services.move_minutes_on, table.minutes.id, by=by),
    ):
        with pytest.raises(Forbidden):
            await asked
