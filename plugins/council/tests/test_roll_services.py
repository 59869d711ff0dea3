"""The roll as it is written: members, terms, wings and consents, in one prison alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import ProgrammingError

from core.sdk import Conflict, Forbidden, Invalid, InvalidInput, NotFound, Role, today
from core.testkit import make_person
from plugins.council import services
from plugins.council.enums import ConsentPurpose, HitKind, MemberRole, SeatMethod, Theme, WingSize
from plugins.council.models import Consent, Member
from plugins.council.queries import known_here
from plugins.council.queries.roll import consents_of, names_on_roll
from plugins.council.rules.scan import KnownName, scan
from plugins.council.tests.council import ENDS, SOMEBODY, STARTS, Hall

P = ConsentPurpose


async def test_member_is_written_down_with_what_they_agreed_to(hall: Hall) -> None:
    term, wing = await hall.term(), await hall.wing()
    given = replace(SOMEBODY, first_name=" Zoë  Mae ", role=MemberRole.WING_REP, wing_id=wing.id)

    first = await hall.do(services.add_member, term.id, particulars=given, agreed=(P.ROLL, P.QUOTATION))
    second = await hall.member(term)

    assert (first.first_name, first.number, second.number) == ("Zoë Mae", 1, 2)
    found = await hall.read(consents_of, first.id)
    assert [(entry.purpose, entry.on, entry.is_given) for entry in found] == [
        (P.ROLL, STARTS, True),
        (P.QUOTATION, STARTS, True),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_name": " "}, "firstName"),
        ({"last_name": "x" * 61}, "lastName"),
        ({"role": MemberRole.THEME_REP}, "theme"),
        ({"role": MemberRole.WING_REP}, "wingId"),
        ({"joined_on": STARTS - timedelta(days=1)}, "joinedOn"),
        ({"inducted_on": today() + timedelta(days=1)}, "inductedOn"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    hall: Hall, wrong: dict[str, Any], field: str
) -> None:
    term = await hall.term()

    with pytest.raises(InvalidInput) as refused:
        await hall.member(term, **wrong)
    assert [fault.field for fault in refused.value.errors] == [field]
    assert await hall.read(names_on_roll) == ()


async def test_who_works_here_lives_on_no_wing(hall: Hall) -> None:
    term, wing = await hall.term(), await hall.wing()

    with pytest.raises(InvalidInput) as refused:
        await hall.member(term, role=MemberRole.STAFF_MEMBER, wing_id=wing.id)
    assert refused.value.errors[0].field == "wingId"


async def test_scan_knows_the_roll_of_its_own_prison(hall: Hall, other_hall: Hall) -> None:
    await make_person(hall.database, hall.coordinator, first_name="Ben", surname="Trewartha")
    term = await hall.term()
    await hall.member(term)
    await hall.member(term, first_name="Una", last_name="Vose", role=MemberRole.STAFF_MEMBER)

    assert await hall.read(names_on_roll) == (
        KnownName("Ilan", "Quark"),
        KnownName("Una", "Vose", is_staff=True),
    )
    kinds = [hit.kind for hit in scan("I. QUARK asked U Vose and Trewartha.", await hall.read(known_here))]
    assert kinds == [HitKind.NAME_ON_ROLL, HitKind.NAME_OF_STAFF, HitKind.NAME_OF_STAFF]
    assert await other_hall.read(names_on_roll) == ()


async def test_consent_is_a_history_to_which_rows_are_added(hall: Hall) -> None:
    member = await hall.member(await hall.term())

    async def say(purpose: P, is_given: bool) -> Any:  # noqa: FBT001 -- read as the table it fills
        return await hall.do(services.record_consent, member.id, purpose=purpose, is_given=is_given)

    for purpose, is_given in ((P.ROLL, True), (P.PHOTO, True), (P.ROLL, False), (P.ROLL, True)):
        await say(purpose, is_given)
    for again in ((P.PHOTO, True), (P.QUOTATION, False)):
        with pytest.raises(InvalidInput):
            await say(*again)
    found = await hall.read(consents_of, member.id)
    assert [(entry.purpose, entry.is_given) for entry in found] == [
        (P.ROLL, True),
        (P.PHOTO, True),
        (P.ROLL, False),
        (P.ROLL, True),
    ]


@pytest.mark.parametrize("statement", [update(Consent).values(withdrawn_on=None), delete(Consent)])
async def test_consent_cannot_be_rewritten(hall: Hall, statement: Any) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with hall.database.write(hall.coordinator) as session:
            await session.execute(statement)


async def test_leaving_is_within_the_time_on_the_council(hall: Hall) -> None:
    term = await hall.term()
    member = await hall.member(term)
    nominee = await hall.member(term, joined_on=None)

    for day in (STARTS - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(Invalid):
            await hall.do(services.leave_council, member.id, on=day)
    with pytest.raises(Conflict):
        await hall.do(services.leave_council, nominee.id)
    assert (await hall.do(services.leave_council, member.id)).left_on == today()


async def test_who_asks_to_be_forgotten_is_and_the_trail_never_had_the_name(hall: Hall) -> None:
    member = await hall.member(await hall.term())
    await hall.do(services.record_consent, member.id, purpose=P.ROLL, is_given=True)
    with pytest.raises(Conflict):
        await hall.do(services.erase_member, member.id)
    await hall.do(services.leave_council, member.id)
    await hall.do(services.erase_member, member.id)

    async with hall.database.read(hall.coordinator) as session:
        left = [await session.scalar(select(func.count()).select_from(kind)) for kind in (Member, Consent)]
        trail = select(func.count()).select_from(text("audit_entry AS a"))
        named = trail.where(text("(a.before::text || a.after::text) LIKE '%Quark%'"))
        assert left == [0, 0]
        # Joined, left, asked to be forgotten, deleted.
        assert await session.scalar(trail.where(text("a.table_name = 'council_member'"))) == 4
        assert await session.scalar(named) == 0


async def test_terms_follow_one_another(hall: Hall) -> None:
    term = await hall.term()
    with pytest.raises(Conflict):
        await hall.do(
            services.set_term, term.council_id, starts_on=ENDS, ends_on=ENDS + timedelta(days=99), seats=5
        )
    following = ENDS + timedelta(days=1)
    await hall.do(
        services.set_term, term.council_id, starts_on=following, ends_on=ENDS + timedelta(days=99), seats=5
    )
    with pytest.raises(Conflict):
        await hall.do(
            services.change_term, term.id, ends_on=following, seats=8, seat_method=SeatMethod.DHONDT
        )


async def test_wing_is_set_by_coordinators_and_stays_while_somebody_lives_there(hall: Hall) -> None:
    wing = await hall.wing()
    member = await hall.member(await hall.term(), wing_id=wing.id)
    again = await hall.do(services.set_wing, wing_id=wing.id, name="C  wing", size=WingSize.SMALL)

    assert (again.id, again.name, again.size) == (wing.id, "C wing", WingSize.SMALL)
    with pytest.raises(Conflict):
        await hall.do(services.remove_wing, wing.id)
    await hall.do(services.change_member, member.id, particulars=SOMEBODY)
    await hall.do(services.remove_wing, wing.id)
    with pytest.raises(Forbidden):
        await hall.do(
            services.set_wing, by=hall.role(Role.COUNCIL_FACILITATOR), name="D", size=WingSize.SMALL
        )


async def test_roll_of_another_prison_is_not_found(hall: Hall, other_hall: Hall) -> None:
    theirs = await other_hall.term()
    wing = await other_hall.wing()
    member = await other_hall.member(theirs, wing_id=wing.id)
    mine = await hall.term()

    for asked in (
        hall.member(theirs),
        hall.member(mine, wing_id=wing.id),
        hall.do(services.leave_council, member.id),
        hall.do(services.record_consent, member.id, purpose=P.ROLL, is_given=True),
        hall.do(services.remove_wing, wing.id),
    ):
        with pytest.raises(NotFound):
            await asked


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.SMT_LEAD, Role.PRISON_STAFF_READER])
async def test_only_who_runs_the_council_writes_its_roll(hall: Hall, role: Role) -> None:
    term = await hall.term()

    with pytest.raises(Forbidden):
        await hall.do(services.add_member, term.id, by=hall.role(role), particulars=SOMEBODY)
    facilitator = hall.role(Role.COUNCIL_FACILITATOR)
    given = replace(SOMEBODY, role=MemberRole.THEME_REP, theme=Theme.HEALTH)
    assert await hall.do(services.add_member, term.id, by=facilitator, particulars=given)
