"""Setting periods, keeping on hold, carrying out what is due, and erasing one person."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.clock import now, today
from core.database.failures import explain_constraint
from core.errors import Conflict, Invalid, NotFound
from core.jobs.enqueue import enqueue
from core.partnership.existing import existing_person
from core.reports.jobs import EXPIRE_REPORTS
from core.retention import queries
from core.retention.enums import HoldReason
from core.retention.models import Hold, RetentionPeriod, RetentionRuleRow, Run
from core.retention.permissions import PERSON_ERASE, RETENTION_CHANGE
from core.texts import tidy
from core.translation import lazy_gettext as _
from core.translation import translate

LONGEST_WITHOUT_REVIEW = timedelta(days=366)
MOST_OF_ONE_PERSON = 10_000
explain_constraint(
    "ck_person_held", _("This record is kept on hold. Data protection has to lift the hold first.")
)


async def set_period(session: AsyncSession, viewer: Viewer, code: str, *, keep: int) -> RetentionPeriod:
    """Set for how long this prison keeps records of one kind, from now on."""
    viewer.require(RETENTION_CHANGE)
    rule = await session.scalar(select(RetentionRuleRow).where(RetentionRuleRow.code == code))
    if rule is None:
        raise NotFound(translate("There is no such kind of record."), "code")
    if not rule.least <= keep <= rule.most:
        raise Invalid(
            translate("Enter a number from {least} to {most}.").format(least=rule.least, most=rule.most),
            "keep",
        )
    period = RetentionPeriod(rule_code=code, keep=keep, set_by=viewer.account_id)
    session.add(period)
    await session.flush()
    return period


async def place_hold(
    session: AsyncSession,
    viewer: Viewer,
    person_id: UUID,
    *,
    reason: HoldReason,
    reference: str,
    review_on: date,
    record_id: UUID | None = None,
) -> Hold:
    """Keep everything about a person, or one record of theirs, until somebody lifts the hold."""
    viewer.require(RETENTION_CHANGE)
    await existing_person(session, person_id)
    if record_id is not None and await queries.record_kind(session, person_id, record_id) is None:
        raise NotFound(translate("That record is not among this person's."), "recordId")
    words = tidy(reference)
    if not words:
        raise Invalid(translate("Enter the reference of the file that says why."), "reference")
    _check_review(review_on)
    hold = Hold(
        person_id=person_id,
        record_id=record_id,
        reason=reason,
        reference=words,
        placed_by=viewer.account_id,
        review_on=review_on,
    )
    session.add(hold)
    await session.flush()
    return hold


async def review_hold(session: AsyncSession, viewer: Viewer, hold_id: UUID, *, review_on: date) -> Hold:
    """Record that somebody looked whether a hold is still needed, and when to look again."""
    viewer.require(RETENTION_CHANGE)
    hold = await _open_hold(session, hold_id)
    _check_review(review_on)
    hold.review_on, hold.reviewed_at, hold.reviewed_by = review_on, now(), viewer.account_id
    await session.flush()
    return hold


async def lift_hold(session: AsyncSession, viewer: Viewer, hold_id: UUID) -> Hold:
    """End a hold; what was past its date goes with the next night."""
    viewer.require(RETENTION_CHANGE)
    hold = await _open_hold(session, hold_id)
    hold.lifted_at, hold.lifted_by = now(), viewer.account_id
    await session.flush()
    return hold


async def carry_out(
    session: AsyncSession, viewer: Viewer, code: str, *, at_most: int, of_person: UUID | None = None
) -> int:
    """Have the database carry out what is due by one rule; return how many records went.

    For one person it goes by the least time that the rule has everybody's records kept.
    """
    viewer.require(PERSON_ERASE)
    return await _carry_out(session, code, at_most=at_most, of_person=of_person)


async def erase_record(session: AsyncSession, viewer: Viewer, code: str, record_id: UUID) -> int:
    """Have the database carry out one rule for one record; the service that asks has required its own right.

    It is for rules over records of nobody who is in the prison's books: such a rule names as the person of a
    row the row itself. What the rule would not take by its least time stays; 0 says so.
    """
    gone = await _carry_out(session, code, at_most=1, of_person=record_id)
    await enqueue(session, EXPIRE_REPORTS, system_viewer(viewer.tenant_id))
    return gone


async def erase_person(session: AsyncSession, viewer: Viewer, person_id: UUID) -> int:
    """Erase all of a person that has not to stay, in this one transaction; return how many records went."""
    viewer.require(PERSON_ERASE)
    await existing_person(session, person_id)
    if any(hold.lifted_at is None for hold in await queries.holds_on(session, person_id)):
        raise Conflict(translate("This record is kept on hold. Data protection has to lift the hold first."))
    gone = 0
    for code in await queries.rule_codes(session):
        gone += await carry_out(session, viewer, code, at_most=MOST_OF_ONE_PERSON, of_person=person_id)
    if not gone:
        raise Conflict(translate("Nothing of this person can be erased yet. The page says why."))
    # As the system: the files go even if whoever asked has no role any more by then.
    await enqueue(session, EXPIRE_REPORTS, system_viewer(viewer.tenant_id))
    return gone


async def _carry_out(session: AsyncSession, code: str, *, at_most: int, of_person: UUID | None) -> int:
    run = Run(rule_code=code, at_most=at_most, of_person=of_person)
    session.add(run)
    await session.flush()
    await session.refresh(run, ["gone_count"])
    return run.gone_count or 0


async def _open_hold(session: AsyncSession, hold_id: UUID) -> Hold:
    hold = await session.scalar(select(Hold).where(Hold.id == hold_id).with_for_update())
    if hold is None:
        raise NotFound(translate("There is no such hold in this prison."), "holdId")
    if hold.lifted_at is not None:
        raise Conflict(translate("This hold was lifted already."))
    return hold


def _check_review(review_on: date) -> None:
    """A hold that nobody looks at again would keep records for ever."""
    if not today() < review_on <= today() + LONGEST_WITHOUT_REVIEW:
        raise Invalid(translate("Choose a day within the next 12 months to look at this again."), "reviewOn")
