"""Roles from a minimum age: what was confirmed of somebody, and what the gate makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from core.entry import Bearing, EntryAnswer, Reason, Visit
from core.entry.deciding import Weighing, decide
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.identifiers import uuid7
from core.partnership import services
from core.partnership.age import CODE, age_asked, age_reason
from core.partnership.entry import PARTNERSHIP_CHECK
from core.partnership.enums import ServiceStatus
from core.partnership.models import Person, RoleDescription, Service
from core.testkit import decide_entry, make_partner, make_person

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
ROLES = tuple(UUID(int=number) for number in range(1, 4))
AGES = st.none() | st.integers(16, 21)
WEIGHTS = st.dictionaries(st.just(CODE), st.sampled_from([Bearing.BLOCKS, Bearing.NEEDS_ESCORT]))


@given(
    own=st.lists(st.none() | st.sampled_from(ROLES), max_size=3),
    minimums=st.dictionaries(st.sampled_from(ROLES), AGES),
    known=AGES,
    days=st.integers(-2, 2),
    weights=WEIGHTS,
)
@settings(max_examples=150)
def test_the_answer_never_contradicts_what_the_policy_makes_of_the_age(
    own: list[UUID | None],
    minimums: dict[UUID, int | None],
    known: int | None,
    days: int,
    weights: dict[str, Bearing],
) -> None:
    asked = age_asked(own, minimums)
    wanted = [age for role in own if role and (age := minimums.get(role)) is not None]
    if own:
        assert asked == (max(wanted) if wanted else None)
    elif asked is not None:
        assert all(age is not None and age >= asked for age in minimums.values())
    if asked is None:
        return
    seen_on = None if known is None else MONDAY + days * DAY
    person = SimpleNamespace(age_confirmed=known, age_confirmed_on=seen_on)
    weighing = Weighing([PARTNERSHIP_CHECK], [lambda _day: weights])
    reason = weighing.weighed(age_reason(person, asked, MONDAY), MONDAY)
    answer = decide(Visit(uuid7(), None, MONDAY), [reason]).answer
    if seen_on is not None and known is not None and seen_on <= MONDAY and known >= asked:
        assert answer is EntryAnswer.YES
        return
    expected = {Bearing.BLOCKS: EntryAnswer.NO, Bearing.NEEDS_ESCORT: EntryAnswer.YES_ESCORTED}
    chosen = weights.get(CODE, Bearing.WARNS)
    assert answer is expected.get(chosen, EntryAnswer.YES)
    assert reason.bearing is chosen
    assert reason.next_step
    assert str(reason.whose_turn) == "Co-ordinator"


@pytest_asyncio.fixture
async def service(database: Database, coordinator: Viewer) -> Service:
    partner = await make_partner(database, coordinator)
    async with database.write(coordinator) as session:
        return await services.add_service(
            session,
            coordinator,
            partner.id,
            name="Tuesday mentoring",
            status=ServiceStatus.OPERATING_FULL,
        )


@pytest_asyncio.fixture
async def role(database: Database, coordinator: Viewer, service: Service) -> RoleDescription:
    async with database.write(coordinator) as session:
        return await services.describe_role(
            session, coordinator, service.id, title="Mentor", purpose="Meets people.", minimum_age=18
        )


@pytest_asyncio.fixture
async def person(database: Database, coordinator: Viewer, service: Service) -> Person:
    return await make_person(database, coordinator, partner_id=service.partner_id)


async def said(
    database: Database, by: Viewer, person: Person, service: Service, on: date
) -> Mapping[str, Reason]:
    visit = Visit(person.id, service.id, on)
    [decision] = await decide_entry(database, by, [PARTNERSHIP_CHECK], visit)
    return {reason.code: reason for reason in decision.reasons}


async def confirm(
    database: Database, by: Viewer, person: Person, at_least: int, on: date | None = None
) -> None:
    async with database.write(by) as session:
        await services.confirm_age(session, by, person.id, at_least=at_least, on=on)


@pytest.mark.usefixtures("role")
async def test_what_was_confirmed_counts_from_its_day_on_and_for_every_lower_minimum(
    database: Database, coordinator: Viewer, person: Person, service: Service
) -> None:
    assert (await said(database, coordinator, person, service, today()))[CODE].bearing is Bearing.WARNS
    yesterday = today() - DAY
    await confirm(database, coordinator, person, 21, yesterday)
    for days, bearing in ((-2, Bearing.WARNS), (-1, Bearing.PASSES), (3650, Bearing.PASSES)):
        reasons = await said(database, coordinator, person, service, today() + days * DAY)
        assert reasons[CODE].bearing is bearing
    with pytest.raises(Conflict, match="21 or over"):
        await confirm(database, coordinator, person, 18)


async def test_a_part_in_words_of_its_own_asks_for_no_age_and_a_described_one_does(
    database: Database, coordinator: Viewer, person: Person, service: Service, role: RoleDescription
) -> None:
    async with database.write(coordinator) as session:
        part = await services.assign_person(session, coordinator, person.id, service.id, role_title="Guest")
    assert CODE not in await said(database, coordinator, person, service, today())
    async with database.write(coordinator) as session:
        await services.end_assignment(session, coordinator, part.id, on=today())
        await services.assign_person(session, coordinator, person.id, service.id, role_id=role.id)
    assert (await said(database, coordinator, person, service, today()))[CODE].bearing is Bearing.WARNS


async def test_a_mistake_is_taken_back_and_the_trail_says_who_did_what(
    database: Database, coordinator: Viewer, person: Person
) -> None:
    await confirm(database, coordinator, person, 18)
    async with database.write(coordinator) as session:
        await services.take_back_age(session, coordinator, person.id)
    with pytest.raises(Conflict):
        async with database.write(coordinator) as session:
            await services.take_back_age(session, coordinator, person.id)
    async with database.read(coordinator) as session:
        trail = await session.execute(
            text(
                "SELECT account_id, after ->> 'age_confirmed' AS known FROM audit_entry"
                " WHERE table_name = 'person' AND operation = 'UPDATE' ORDER BY id"
            )
        )
        assert [tuple(row) for row in trail] == [
            (coordinator.account_id, "18"),
            (coordinator.account_id, None),
        ]


@pytest.mark.parametrize("at_least", [15, 100])
async def test_no_minimum_that_no_role_may_have_is_confirmed(
    database: Database, coordinator: Viewer, person: Person, at_least: int
) -> None:
    with pytest.raises(Invalid):
        await confirm(database, coordinator, person, at_least)


async def test_nobody_confirms_what_is_still_to_be_seen_or_without_the_right_or_elsewhere(
    database: Database,
    coordinator: Viewer,
    other_coordinator: Viewer,
    person: Person,
    as_role: Callable[[Role], Viewer],
) -> None:
    with pytest.raises(Invalid):
        await confirm(database, coordinator, person, 18, today() + DAY)
    with pytest.raises(Forbidden):
        await confirm(database, as_role(Role.GOVERNOR), person, 18)
    with pytest.raises(NotFound):
        await confirm(database, other_coordinator, person, 18)
