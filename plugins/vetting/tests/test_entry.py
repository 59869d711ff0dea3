"""Whether somebody may come in, asked of the whole desk: all checks, in one prison, by one viewer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from core.sdk import Role, entry
from core.testkit import decide_entry, entry_checks, viewer
from plugins.vetting import services
from plugins.vetting.enums import (
    AccessMode,
    ClearanceScope,
    Pathway,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.tests.desk import DECIDED, TO_THE_TEAM, Desk

LATER = DECIDED + timedelta(days=30)
RENEWING = tuple(verb for verb in TO_THE_TEAM if verb is not Verb.ASK_SPONSOR)
A, B = entry.EntryAnswer, entry.Bearing


async def decided(desk: Desk, on: date = LATER, by: Any = None) -> Any:
    visit = entry.Visit(desk.person.id, None, on)
    [found] = await decide_entry(desk.database, by or desk.coordinator, entry_checks(desk.registry), visit)
    return found


def codes(decision: Any) -> list[tuple[str, entry.Bearing]]:
    return [(reason.code, reason.bearing) for reason in decision.reasons]


async def test_somebody_without_a_case_stays_outside(desk: Desk) -> None:
    found = await decided(desk)
    assert found.answer is A.NO
    assert found.until is None
    [reason] = [one for one in found.reasons if one.bearing is B.BLOCKS]
    assert (reason.code, str(reason.next_step), str(reason.whose_turn)) == (
        "vetting.case",
        "Open a case",
        "Co-ordinator",
    )


async def test_somebody_active_comes_in_until_the_first_thing_ends(desk: Desk) -> None:
    await desk.active(await desk.opened())
    found = await decided(desk)
    assert found.answer is A.YES
    said = {bearing for code, bearing in codes(found) if code.startswith("vetting.")}
    assert said == {B.PASSES}
    assert found.until == date(2027, 6, 1), "The induction is good for 12 months."
    after = await decided(desk, on=date(2027, 6, 2))
    assert after.answer is A.YES_ESCORTED
    assert ("vetting.training", B.NEEDS_ESCORT) in codes(after)


async def test_somebody_approved_and_not_trained_comes_in_escorted(desk: Desk) -> None:
    case = await desk.approved(await desk.opened())
    found = await decided(desk)
    assert found.answer is A.YES_ESCORTED
    await desk.trained(case.person_id, TrainingType.SECURITY_INDUCTION)
    await desk.trained(case.person_id, TrainingType.SASH_ACCT)
    assert (await decided(desk)).answer is A.YES


async def test_the_day_asked_for_decides_and_not_today(desk: Desk) -> None:
    await desk.active(await desk.opened())
    assert (await decided(desk, on=DECIDED - timedelta(days=1))).answer is A.NO
    assert (await decided(desk, on=DECIDED)).answer is A.YES


async def test_suspended_stays_outside(desk: Desk) -> None:
    case = await desk.active(await desk.opened())
    await desk.moved(case, Verb.SUSPEND, desk.security, on=LATER)
    found = await decided(desk)
    assert found.answer is A.NO
    assert str(found.reasons[0].words) == "Vetting: suspended."
    assert str(found.reasons[0].next_step) == "Decide whether the suspension ends"


async def test_a_renewal_granted_while_suspended_does_not_let_them_in(desk: Desk) -> None:
    case = await desk.active(await desk.opened())
    await desk.moved(case, Verb.SUSPEND, desk.security, on=LATER)
    renewal = await desk.opened(on=LATER, pathway=Pathway.RENEWAL)
    for verb in RENEWING:
        renewal = await desk.moved(renewal, verb, on=LATER)
    await desk.moved(
        renewal,
        Verb.APPROVE,
        desk.security,
        on=LATER,
        happened_on=LATER,
        level=VettingLevel.HMPPS_EL2,
        reference="SSCL-2026-0043",
    )
    found = await decided(desk)
    assert found.answer is A.NO
    assert [str(one.words) for one in found.reasons if one.bearing is B.BLOCKS] == ["Vetting: suspended."]


async def test_a_clearance_for_named_prisons_waits_for_security(desk: Desk) -> None:
    await desk.taken_over(VettingStage.ACTIVE, access_mode=AccessMode.ESCORTED)
    given: dict[str, Any] = {"level": VettingLevel.HMPPS_EL2, "reference": "SSCL-2026-0044"}
    given |= {"granted_on": DECIDED, "expires_on": LATER + timedelta(days=300), "on": LATER}
    said = []
    for scope in (ClearanceScope.NAMED_PRISONS, ClearanceScope.THIS_PRISON):
        async with desk.database.write(desk.security) as session:
            await services.record_clearance(session, desk.security, desk.person.id, scope=scope, **given)
        said.append(await decided(desk))
    assert [one.answer for one in said] == [A.NO, A.YES_ESCORTED]
    [reason] = [one for one in said[0].reasons if one.bearing is B.BLOCKS]
    assert (
        str(reason.next_step) == "Ask security whether it covers this prison, and to record it as good here"
    )
    assert str(reason.whose_turn) == "Security vetting contact"


async def test_assessment_of_lived_experience_looks_like_any_other_wait(desk: Desk) -> None:
    case = await desk.with_the_team(await desk.opened())
    await desk.moved(case, Verb.START_LEAP, desk.security)
    told = await decided(desk)
    assert str(told.reasons[0].words) == "Vetting: waiting for a decision."
    assert str(told.reasons[0].whose_turn) == "Prison security"
    known = await decided(desk, by=desk.security)
    assert str(known.reasons[0].words) != str(told.reasons[0].words)


async def test_reasons_are_kept_from_those_who_may_not_read_them(desk: Desk) -> None:
    await desk.opened()
    staff = viewer(desk.registry, desk.prison, Role.PRISON_STAFF_READER)
    found = await decided(desk, by=staff)
    assert found.answer is A.NO
    assert str(found.reasons[0].words) == "The reason is for those who may see it."
    assert (found.reasons[0].next_step, found.reasons[0].whose_turn, found.until) == (None, None, None)


async def test_nobody_comes_in_where_no_module_vouches(desk: Desk) -> None:
    await desk.active(await desk.opened())
    others = [check for check in entry_checks(desk.registry) if not check.vouches]
    [found] = await decide_entry(
        desk.database, desk.coordinator, others, entry.Visit(desk.person.id, None, LATER)
    )
    assert found.answer is A.NO
    assert found.reasons[0].code == "core.unvouched"


async def test_another_prison_knows_nothing_of_them(desk: Desk, other_desk: Desk) -> None:
    await desk.active(await desk.opened())
    found = await decided(desk, by=other_desk.coordinator)
    assert found.answer is A.NO
    assert codes(found)[0] == ("core.person", B.BLOCKS)
    assert desk.partner.name not in " ".join(str(reason.words) for reason in found.reasons)


async def test_volunteer_asks_about_themselves_alone(desk: Desk) -> None:
    await desk.active(await desk.opened())
    assert (await decided(desk, by=desk.volunteer(desk.person.id))).answer is A.YES
    another = await desk.another("Fenwick")
    assert (await decided(desk, by=desk.volunteer(another.id))).answer is A.NO


async def test_many_visits_take_no_more_statements_than_one(desk: Desk) -> None:
    people = [desk.person, await desk.another("Fenwick"), await desk.another("Garrow")]
    for person in people:
        await desk.active(await desk.opened(person))
    visits = [entry.Visit(one.id, None, LATER + timedelta(days=day)) for one in people for day in range(14)]
    asked: list[int] = []
    for some in (visits[:1], visits):
        with counted(desk.database.engine) as sent:
            found = await decide_entry(desk.database, desk.coordinator, entry_checks(desk.registry), *some)
        asked.append(len(sent))
        assert [one.visit for one in found] == some
        assert {one.answer for one in found} == {A.YES}
    assert asked[0] == asked[1] > 0


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[list[str]]:
    """Note what is sent to PostgreSQL while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


def test_vetting_vouches_and_nothing_else_does(desk: Desk) -> None:
    assert [check.name for check in entry_checks(desk.registry) if check.vouches] == ["vetting.entry"]
