"""Asking again: those outside the prison who have the turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import InvalidInput, Viewer, refuse, today
from plugins.vetting import models, queries, rules
from plugins.vetting.permissions import CASE_CHASE
from plugins.vetting.services.many import BulkOutcome, left, missing, reasons


async def chase_cases(
    session: AsyncSession, viewer: Viewer, case_ids: Sequence[UUID], *, on: date | None = None
) -> BulkOutcome:
    """Record that whoever has the turn in each case was asked again; at most once a day."""
    viewer.require(CASE_CHASE)
    day = on or today()
    cases = await queries.cases_to_change(session, case_ids)
    facts = await queries.facts_of(session, cases)
    names = await queries.person_names(session, {case.person_id for case in cases})
    skipped, done = missing(case_ids, cases), 0
    for case in cases:
        faults = tuple(rules.chase_faults(facts[case.id], viewer, case.last_chased_on, day))
        if faults:
            skipped.append(left(case, names, reasons(InvalidInput(faults))))
            continue
        _record_chase(session, viewer, case, facts[case.id], day)
        done += 1
    await session.flush()
    return BulkOutcome(done=done, skipped=tuple(skipped))


def _record_chase(
    session: AsyncSession, viewer: Viewer, case: models.Case, facts: rules.CaseFacts, on: date
) -> None:
    case.last_chased_on = on
    session.add(
        models.Chase(
            case_id=case.id,
            person_id=case.person_id,
            partner_id=case.partner_id,
            turn=rules.turn_of(facts.stage, facts.pathway),
            chased_on=on,
            account_id=viewer.account_id,
        ),
    )


async def record_reply(
    session: AsyncSession, viewer: Viewer, case_id: UUID, *, heard_on: date, on: date | None = None
) -> models.Case:
    """Record that applicant or sponsor was heard from, so that the case does not lapse."""
    viewer.require(CASE_CHASE)
    case = await queries.case_to_change(session, case_id)
    facts = (await queries.facts_of(session, [case]))[case.id]
    refuse(rules.reply_faults(facts, viewer, case.opened_on, heard_on, on or today()))
    case.last_heard_on = max(heard_on, case.last_heard_on or heard_on)
    await session.flush()
    return case
