"""Expiry meets rota: which sessions fall below cover, who drops out, and who could stand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.sdk import entry
from core.testkit import decide_entry, entry_checks
from plugins.rota import cover, rules, services
from plugins.rota.enums import SessionOutcome
from plugins.rota.permissions import SESSION_READ
from plugins.rota.tests.desk import MONDAY, TUESDAY, Desk, timing
from plugins.rota.tests.test_services_sessions import counted

WEEK = timedelta(weeks=1)
people = st.integers(0, 6).map(lambda number: UUID(int=number))
days = st.integers(0, 2).map(lambda number: MONDAY + timedelta(days=number))


@st.composite
def sessions(draw: st.DrawFn) -> rules.Planned:
    start = draw(st.integers(8, 12))
    return rules.Planned(
        id=draw(st.uuids()),
        service_id=UUID(int=draw(st.integers(100, 102))),
        held_on=draw(days),
        starts_at=time(start),
        ends_at=time(start + draw(st.integers(1, 3))),
        minimum_cover=draw(st.integers(1, 4)),
        coming=draw(st.frozensets(people)),
        away=frozenset(),
    )


visits = st.sets(st.tuples(people, st.integers(100, 102).map(lambda n: UUID(int=n)), days))
all_people = [UUID(int=number) for number in range(7)]


@given(st.lists(sessions(), max_size=6), visits, visits)
def test_substitute_has_the_answer_yes_on_that_day_for_that_service(
    planned: list[rules.Planned], cleared: set[Any], escorted: set[Any]
) -> None:
    """Whoever is offered is cleared, free and not there already, whatever the rest of the rota says."""
    short = rules.shortfalls(planned, lambda *visit: visit in cleared | escorted)
    elsewhere = rules.at_sessions(planned)
    for one in short:
        offered = rules.substitutes(
            one.session,
            all_people,
            elsewhere=elsewhere,
            is_away=lambda _person, _day: False,
            is_cleared=lambda *visit: visit in cleared,
        )
        for person in offered:
            assert (person, one.session.service_id, one.session.held_on) in cleared
            assert person not in one.session.coming
            assert not any(one.session.meets(other) for other in planned if person in other.coming)


@given(st.lists(sessions(), max_size=6), visits)
def test_short_is_exactly_what_has_fewer_inside_than_needed(
    planned: list[rules.Planned], cleared: set[Any]
) -> None:
    short = {one.session.id: one for one in rules.shortfalls(planned, lambda *visit: visit in cleared)}
    for one in planned:
        inside = {person for person in one.coming if (person, one.service_id, one.held_on) in cleared}
        assert (one.id in short) == (len(inside) < one.minimum_cover)
        if one.id in short:
            assert short[one.id].inside | short[one.id].stopped == one.coming
            assert short[one.id].missing == one.minimum_cover - len(inside)


def vouched(until: dict[UUID, date]) -> entry.EntryCheck:
    """Return a check that vouches for people until a day each: another module, with rules of its own."""

    async def prepare(*_given: Any) -> entry.Judge:
        def judge(visit: entry.Visit) -> Sequence[entry.Reason]:
            good = visit.on <= until.get(visit.person_id, date.min)
            bearing = entry.Bearing.PASSES if good else entry.Bearing.BLOCKS
            return (entry.Reason(code="badge.entry", bearing=bearing, words="No badge on that day."),)

        return judge

    return entry.EntryCheck(
        name="badge.entry", title="Badges", permission=SESSION_READ, prepare=prepare, vouches=True
    )


async def read(desk: Desk, until: dict[UUID, date], *, weeks: int = 12, by: Any = None) -> cover.Cover:
    """Read the cover from the Monday on, with the checks of the house and these badges for vetting."""
    others = [check for check in entry_checks(desk.registry) if not check.vouches]
    checks = [*others, vouched(until)]
    who = by or desk.coordinator

    async def decide(_session: Any, visits: Sequence[entry.Visit]) -> list[entry.Decision]:
        return await decide_entry(desk.database, who, checks, *visits)

    async with desk.database.read(who) as session:
        return await cover.read_cover(session, decide, first=MONDAY, weeks=weeks)


def surnames(found: Sequence[Any]) -> list[str]:
    return [person.surname for person in found]


async def test_expiry_meets_rota(desk: Desk, other_desk: Desk) -> None:
    """Somebody's clearance runs out in the third week: from the fourth on the session is one short."""
    pattern = await desk.pattern(timing=timing(minimum_cover=2))
    fenwick, garrow, hale = [await desk.another(name) for name in ("Fenwick", "Garrow", "Hale")]
    await desk.regular(pattern)
    await desk.regular(pattern, fenwick)
    always = date(2027, 1, 1)
    until = {desk.person.id: always, fenwick.id: TUESDAY + 2 * WEEK, garrow.id: always}
    found = await read(desk, until)
    assert (found.sessions, len(found.short)) == (12, 9)
    first = found.short[0]
    assert first.session.held_on == TUESDAY + 3 * WEEK
    assert surnames(first.coming) == ["Ashdown"]
    assert [(one.person.surname, one.is_away, str(one.words)) for one in first.lost] == [
        ("Fenwick", False, "No badge on that day.")
    ]
    assert surnames(first.substitutes) == ["Garrow"], f"{hale.surname} has no badge."
    await desk.do(services.add_stand_in, first.session.id, garrow.id, on=MONDAY)
    assert len((await read(desk, until)).short) == 8
    assert (await read(other_desk, until)).sessions == 0


async def test_substitute_is_neither_away_nor_at_another_session_at_that_time(desk: Desk) -> None:
    pattern = await desk.pattern(last_on=TUESDAY, timing=timing(minimum_cover=2))
    await desk.regular(pattern)
    fenwick, garrow, hale = [await desk.another(name) for name in ("Fenwick", "Garrow", "Hale")]
    until = {one.id: date(2027, 1, 1) for one in (desk.person, fenwick, garrow, hale)}
    assert surnames((await read(desk, until)).short[0].substitutes) == ["Fenwick", "Garrow", "Hale"]
    await desk.do(services.record_absence, fenwick.id, first_on=TUESDAY, on=MONDAY)
    choir = await desk.another_service("Choir")
    meanwhile = timing(starts_at=time(15), ends_at=time(17))
    await desk.regular(await desk.pattern(choir, timing=meanwhile), garrow)
    short = (await read(desk, until)).short
    assert [surnames(one.substitutes) for one in short if one.session.pattern_id == pattern.id] == [["Hale"]]


async def test_person_away_is_named_as_away_and_cancelled_sessions_need_nobody(desk: Desk) -> None:
    pattern = await desk.pattern()
    await desk.regular(pattern)
    first, second, *_ = await desk.sessions(pattern)
    until = {desk.person.id: date(2027, 1, 1)}
    assert (await read(desk, until)).short == ()
    await desk.do(
        services.record_absence, desk.person.id, first_on=TUESDAY, last_on=TUESDAY + WEEK, on=MONDAY
    )
    await desk.do(services.cancel_session, second.id, outcome=SessionOutcome.CANCELLED_PRISON)
    [short] = (await read(desk, until)).short
    assert short.session.id == first.id
    assert [(one.person.surname, one.is_away) for one in short.lost] == [("Ashdown", True)]


async def test_cover_of_many_sessions_takes_no_more_statements_than_of_one(desk: Desk) -> None:
    until = {desk.person.id: date(2027, 1, 1)}
    sent = []
    for number in range(3):
        service = await desk.another_service(f"Service {number}")
        pattern = await desk.pattern(service, timing=timing(minimum_cover=3))
        for name in ("Fenwick", "Garrow"):
            person = await desk.another(f"{name} {number}")
            until[person.id] = date(2027, 1, 1)
            await desk.regular(pattern, person)
        with counted(desk.database.engine) as statements:
            found = await read(desk, until)
        assert len(found.short) == 12 * (number + 1)
        assert found.short[0].substitutes != ()
        sent.append(len(statements))
    assert sent[0] == sent[1] == sent[2] > 0
