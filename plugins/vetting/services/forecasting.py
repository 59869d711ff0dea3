"""Keeping what was forecast when a case was sent, and noting what came, so that it can be said how wrong."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, add_working_days, today
from plugins.vetting import models, queries
from plugins.vetting.permissions import CASE_PROGRESS
from plugins.vetting.policy import policy_of_version
from plugins.vetting.rules.forecast import forecast
from plugins.vetting.rules.stages import DECIDED

STILL_SENDING = 5
"""Working days after the sending in which the forecast is still that of the sending: nights can fail."""


async def keep_forecasts(session: AsyncSession, viewer: Viewer, *, on: date | None = None) -> tuple[int, int]:
    """Forecast what was sent of late, and note which decisions have come; return how many of each.

    A forecast that was given never changes: it is what the prison is measured by.
    """
    viewer.require(CASE_PROGRESS)
    day = on or today()
    came = await _note_what_came(session)
    return await _give(session, day), came


async def _give(session: AsyncSession, on: date) -> int:
    case, given = models.Case, models.Forecast
    known = exists().where(
        given.tenant_id == case.tenant_id, given.case_id == case.id, given.given_on >= case.submitted_on
    )
    wanted = select(case).where(
        case.is_open,
        case.submitted_on >= add_working_days(on, -STILL_SENDING),
        case.submitted_on <= on,
        ~known,
    )
    cases = (await session.scalars(wanted.order_by(case.id))).all()
    if not cases:
        return 0
    facts, passages = await queries.facts_of(session, cases), await queries.finished_passages(session)
    policies, rows = await queries.policies_of(session), []
    for one in cases:
        found = forecast(facts[one.id], passages, on, policy_of_version(policies, one.policy))
        if found is None:
            continue
        row = models.Forecast(
            case_id=one.id,
            person_id=one.person_id,
            partner_id=one.partner_id,
            given_on=on,
            earliest=found.earliest,
            latest=found.latest,
            basis=found.basis,
            sample=found.sample,
        )
        rows.append(row)
    session.add_all(rows)
    await session.flush()
    return len(rows)


async def _note_what_came(session: AsyncSession) -> int:
    """Give each forecast the day of the first decision since; one dated before it was given tells nothing."""
    given, event = models.Forecast, models.StageEvent
    statement = (
        select(given, func.min(event.happened_on))
        .join(event, (event.tenant_id == given.tenant_id) & (event.case_id == given.case_id))
        .where(
            given.came_on.is_(None),
            event.shown_stage.in_(sorted(DECIDED)),
            event.happened_on >= given.given_on,
        )
        .group_by(given.tenant_id, given.id)
    )
    found = (await session.execute(statement)).all()
    for row, came_on in found:
        row.came_on = came_on
    await session.flush()
    return len(found)
