"""What the calendar does to cases by itself: a renewal falls due, a clearance runs out, silence ends them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, add_working_days, today
from plugins.vetting import models, queries, rules
from plugins.vetting.permissions import CASE_PROGRESS
from plugins.vetting.policy import Policy, policy_of_version
from plugins.vetting.queries.silence import cases_that_may_lapse
from plugins.vetting.services.cases import take_step

LEFT_AS_TAKEN_OVER = timedelta(days=7)
"""An import can be taken back for so long, while nobody worked with it: the calendar does not spoil that.

What is shown goes by the dates meanwhile, so nobody reads as cleared who is not.
"""


async def move_due_cases(
    session: AsyncSession,
    viewer: Viewer,
    *,
    on: date | None = None,
    left_as_taken_over: timedelta = LEFT_AS_TAKEN_OVER,
) -> int:
    """Take every step that the calendar alone calls for; return how many.

    Each is dated on the day it fell due, so a night that was missed leaves no trace in the dates; but a lapse
    is dated on its night, as until then somebody could still record an answer.
    """
    viewer.require(CASE_PROGRESS)
    day = on or today()
    policies = await queries.policies_of(session)
    ends_by = _ends_to_look_at(policies, day)
    wanted = await queries.cases_that_may_be_due(session, rules.RUNS_OUT, ends_by, left_as_taken_over)
    cases = await queries.cases_to_change(session, wanted)
    facts, moved = await queries.facts_of(session, cases), 0
    for case in cases:
        policy = policy_of_version(policies, case.policy)
        moved += await _catch_up(session, viewer, case, facts[case.id], policy, day)
    return moved + await _lapse_silent(session, viewer, policies, day)


async def _lapse_silent(session: AsyncSession, viewer: Viewer, policies: Sequence[Policy], on: date) -> int:
    """End the cases that nobody outside has answered; return how many."""
    waits = [policy.lapse_after_days for policy in policies]
    heard_by, taken_over_by = (on - timedelta(days=days) for days in (min(waits), max(waits)))
    wanted = await cases_that_may_lapse(session, rules.LAPSES_ALONE, heard_by, taken_over_by)
    cases = await queries.cases_to_change(session, wanted)
    facts, ended = await queries.facts_of(session, cases), 0
    for case in cases:
        policy = policy_of_version(policies, case.policy)
        step = rules.lapse_step(facts[case.id], on, policy)
        if step is not None:
            inputs = rules.Inputs()
            await take_step(
                session, viewer, case, facts[case.id], policy, verb=step.verb, inputs=inputs, on=step.on
            )
            ended += 1
    return ended


def _ends_to_look_at(policies: Sequence[Policy], on: date) -> date:
    """Return the last end for which a renewal can be due by a day, by any version or lead time."""
    by_policy = max(policy.renewal_reminder_days[0] for policy in policies)
    measured = [lead.days for policy in policies for lead in policy.lead_times]
    by_lead = add_working_days(on, max(measured, default=0) + 1)
    return max(on + timedelta(days=by_policy), by_lead)


async def _catch_up(
    session: AsyncSession,
    viewer: Viewer,
    case: models.Case,
    facts: rules.CaseFacts,
    policy: Policy,
    on: date,
) -> int:
    """Take the steps that are due in one case: after an outage a renewal falls due and runs out in one go."""
    taken = 0
    while (step := rules.due_step(facts, on, policy)) is not None:
        inputs = rules.Inputs(happened_on=step.on)
        facts = await take_step(session, viewer, case, facts, policy, verb=step.verb, inputs=inputs, on=on)
        taken += 1
    return taken
