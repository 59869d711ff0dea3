"""Confirming clearances that were taken over from a list: security stands by them, one at a time or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, now, today, translate
from plugins.vetting import models, queries
from plugins.vetting.permissions import CASE_DECIDE
from plugins.vetting.policy import Policy
from plugins.vetting.rules import WORTH_CONFIRMING, clearance_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """A clearance that was left as it is, and why."""

    clearance_id: UUID
    person_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOutcome:
    """What became of many clearances: those confirmed, and those left with the reason."""

    done: int
    skipped: tuple[Unconfirmed, ...]


async def confirm_clearances(
    session: AsyncSession, viewer: Viewer, clearance_ids: Sequence[UUID], *, on: date | None = None
) -> ConfirmOutcome:
    """Record that security stands by clearances; what cannot be confirmed is left, with the reason.

    Whoever brought a case in from a list does not confirm its clearance: two people stand behind each.
    """
    viewer.require(CASE_DECIDE)
    held = models.Clearance
    wanted = list(dict.fromkeys(clearance_ids))
    statement = select(held).where(held.id.in_(wanted)).order_by(held.id).with_for_update()
    found = {row.id: row for row in await session.scalars(statement)}
    names = await queries.person_names(session, {row.person_id for row in found.values()})
    cases = await _senders(session, [row.case_id for row in found.values() if row.case_id is not None])
    day = on or today()
    policy = await queries.policy_on(session, day)
    skipped, moment = [], now()
    for clearance_id in wanted:
        row = found.get(clearance_id)
        reason = _reason(row, cases, viewer, day, policy)
        if row is None or reason is not None:
            name = names.get(row.person_id, "") if row is not None else ""
            skipped.append(Unconfirmed(clearance_id=clearance_id, person_name=name, reason=reason or ""))
            continue
        row.confirmed_at, row.confirmed_by = moment, viewer.account_id
    await session.flush()
    return ConfirmOutcome(done=len(wanted) - len(skipped), skipped=tuple(skipped))


async def _senders(session: AsyncSession, case_ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Return who sent each case, or brought it in from a list."""
    wanted = select(models.Case.id, models.Case.submitted_by).where(models.Case.id.in_(case_ids))
    return {row.id: row.submitted_by for row in await session.execute(wanted)}


def _reason(
    row: models.Clearance | None,
    senders: dict[UUID, UUID | None],
    viewer: Viewer,
    on: date,
    policy: Policy,
) -> str | None:
    """Return why a clearance cannot be confirmed; None when it can."""
    if row is None:
        return translate("That clearance is not in this prison.")
    if row.confirmed_at is not None:
        return translate("It is confirmed already.")
    state = clearance_state(queries.clearance_facts(row), on, policy)
    if state not in WORTH_CONFIRMING:
        return translate("It is no longer good: {state}.").format(state=state.label)
    if row.case_id is not None and senders.get(row.case_id) == viewer.account_id:
        return translate("You brought this case in yourself, so somebody else of security has to confirm it.")
    return None
