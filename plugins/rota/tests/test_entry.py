"""What the rota says at the gate: notices, absences, sessions; and what it says of cover."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from core.sdk import entry
from core.testkit import decide_entry, entry_checks
from plugins.rota import services
from plugins.rota.enums import NoticeBearing, SessionOutcome
from plugins.rota.tests.desk import MONDAY, TUESDAY, Desk, timing

B = entry.Bearing
WEEK = timedelta(weeks=1)


async def said(desk: Desk, on: date = TUESDAY, service_id: UUID | None = None, by: Any = None) -> Any:
    """Return what the rota says of the desk's person, for the desk's service unless another is named."""
    visit = entry.Visit(desk.person.id, service_id or desk.service.id, on)
    [found] = await decide_entry(desk.database, by or desk.coordinator, entry_checks(desk.registry), visit)
    return {reason.code: reason for reason in found.reasons if reason.code.startswith("rota.")}


async def put_up(desk: Desk, bearing: NoticeBearing, **more: Any) -> Any:
    given: dict[str, Any] = {"words": "C wing is closed for repairs.", "first_on": TUESDAY}
    return await desk.do(services.put_up_notice, bearing=bearing, on=MONDAY, **(given | more))


async def test_notice_holds_on_its_days_with_its_words(desk: Desk, other_desk: Desk) -> None:
    await put_up(desk, NoticeBearing.NOBODY_COMES_IN, last_on=TUESDAY + WEEK)
    notice = (await said(desk))["rota.notice"]
    assert (notice.bearing, notice.until) == (B.BLOCKS, TUESDAY + WEEK)
    assert str(notice.words) == "Nobody comes in: C wing is closed for repairs."
    assert str(notice.next_step) == "Come after 10 March 2026"
    assert "rota.notice" not in await said(desk, on=MONDAY)
    assert "rota.notice" not in await said(desk, on=TUESDAY + WEEK + timedelta(days=1))
    assert "rota.notice" not in await said(other_desk)


async def test_notice_that_was_taken_down_held_until_then(desk: Desk) -> None:
    notice = await put_up(desk, NoticeBearing.ESCORTED_ONLY)
    assert (await said(desk))["rota.notice"].bearing is B.NEEDS_ESCORT
    await desk.do(services.withdraw_notice, notice.id, on=TUESDAY + WEEK)
    assert "rota.notice" in await said(desk)
    assert "rota.notice" not in await said(desk, on=TUESDAY + WEEK)


async def test_notice_concerns_its_service_or_its_wings_alone(desk: Desk) -> None:
    """The desk's service is on A wing, the other on C wing."""
    other = await desk.another_service("Choir")
    await put_up(desk, NoticeBearing.BE_AWARE, service_id=other.id)
    await put_up(desk, NoticeBearing.NOBODY_COMES_IN, wings=["c"])
    assert "rota.notice" not in await said(desk)
    assert (await said(desk, service_id=other.id))["rota.notice"].bearing in {B.BLOCKS, B.WARNS}
    visit = entry.Visit(desk.person.id, None, TUESDAY)
    [found] = await decide_entry(desk.database, desk.coordinator, entry_checks(desk.registry), visit)
    wings = [str(reason.words) for reason in found.reasons if reason.code == "rota.notice"]
    assert wings == ["Nobody comes in: C wing is closed for repairs. (on c)"]


async def test_absence_warns_and_does_not_say_why(desk: Desk) -> None:
    assert "rota.absence" not in await said(desk)
    await desk.do(services.record_absence, desk.person.id, first_on=TUESDAY, on=MONDAY)
    reason = (await said(desk))["rota.absence"]
    assert (reason.bearing, reason.until) == (B.WARNS, TUESDAY)
    assert str(reason.words) == "They are away that day, by their own word."


async def test_session_planned_cancelled_escorted_or_none(desk: Desk) -> None:
    assert (await said(desk))["rota.session"].bearing is B.WARNS
    row = await desk.do(services.add_session, desk.service.id, held_on=TUESDAY, timing=timing(), on=MONDAY)
    reason = (await said(desk))["rota.session"]
    assert (reason.bearing, str(reason.words)) == (B.PASSES, "There is a session: 14:00 to 16:00, Chapel.")
    escorted = timing(escort_needed=True)
    await desk.do(services.change_session, row.id, held_on=TUESDAY, timing=escorted, on=MONDAY)
    reason = (await said(desk))["rota.session"]
    assert (reason.bearing, str(reason.next_step)) == (B.NEEDS_ESCORT, "Ask for an escort")
    await desk.do(services.cancel_session, row.id, outcome=SessionOutcome.CANCELLED_PRISON)
    assert (await said(desk))["rota.session"].bearing is B.BLOCKS
