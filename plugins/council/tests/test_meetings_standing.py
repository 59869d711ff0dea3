"""Points that stand on every agenda name nobody: neither as they are typed, nor once a name is learned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.sdk import InvalidInput, Role, today
from core.testkit import make_person
from plugins.council import services
from plugins.council.enums import WordUse
from plugins.council.models import Series
from plugins.council.rules.scan import LEFT_OUT
from plugins.council.services.series import Plan
from plugins.council.services.words import add_word
from plugins.council.tests.meeting_room import HERE, MeetingRoom


async def know(room: MeetingRoom, surname: str = "Trewartha") -> None:
    """Let the prison have somebody of that name in its books."""
    await make_person(room.database, room.coordinator, first_name="Ben", surname=surname)


async def say(room: MeetingRoom, series: Series, *standing: str) -> Any:
    return await room.do(services.change_series, series.id, name="Weekly", at=HERE, standing=standing)


async def test_point_that_names_somebody_is_refused_as_it_is_typed(meeting_room: MeetingRoom) -> None:
    council = await meeting_room.council()
    series = await meeting_room.series(council)
    await know(meeting_room)

    for said, words in (("News from B. TREWARTHA", "B. TREWARTHA"), ("List of A1234BC", "A1234BC")):
        with pytest.raises(InvalidInput) as refused:
            await say(meeting_room, series, "Welcome", said)
        (fault,) = refused.value.errors
        assert fault.field == "standing"
        assert f"“{words}” must not stand on every agenda" in fault.message
        with pytest.raises(InvalidInput):
            await meeting_room.do(services.start_series, council.id, plan=plan_of(series, said))
    assert (await say(meeting_room, series, "Welcome", "News from the librarian")).standing[1]


async def test_who_looks_texts_over_may_say_that_it_is_nobodys_name(meeting_room: MeetingRoom) -> None:
    series = await meeting_room.series(await meeting_room.council())
    await know(meeting_room, "Library")
    with pytest.raises(InvalidInput):
        await say(meeting_room, series, "Library")

    facilitator = meeting_room.role(Role.COUNCIL_FACILITATOR)
    await meeting_room.do(add_word, word="library", use=WordUse.NO_NAME, by=facilitator)

    assert (await say(meeting_room, series, "Library")).standing == ["Library"]


async def test_name_learned_since_is_left_out_of_agendas_made_from_then_on(
    meeting_room: MeetingRoom,
) -> None:
    council = await meeting_room.council()
    series = await meeting_room.series(council)
    await say(meeting_room, series, "Welcome", "News from Trewartha")
    await know(meeting_room)

    called = await meeting_room.do(services.add_meeting, council.id, on=today() + timedelta(days=2), at=HERE)

    assert (await meeting_room.titles(called))[:2] == ["Welcome", f"News from {LEFT_OUT}"]


def plan_of(series: Series, *standing: str) -> Plan:
    return Plan(
        name="Others",
        rhythm=series.rhythm,
        weekday=series.weekday,
        starts_at=HERE.starts_at,
        ends_at=HERE.ends_at,
        place=HERE.place,
        standing=standing,
    )
