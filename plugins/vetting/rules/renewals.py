"""When the renewal of a clearance is to be started, and how long this prison's own history says it takes.

The start is the end, less the working days that four in five cases took here. That may be later or sooner
than the policy's largest reminder, which stands for it while too few cases are finished. It is never later
than the policy's smallest reminder: a few quick cases must not put it off until no warning is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.sdk import add_working_days, is_working_day
from plugins.vetting.enums import Pathway, VettingLevel
from plugins.vetting.enums.renewal import LeadBasis
from plugins.vetting.policy import LONGEST_LEAD, LeadTime, Policy, lead_for
from plugins.vetting.rules.clearances import runs_out_on
from plugins.vetting.rules.facts import CaseFacts
from plugins.vetting.rules.forecast import lead_time
from plugins.vetting.rules.stage_times import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """When what covers a case ends, when its renewal is to start, and by whose number."""

    ends_on: date
    starts_on: date
    lead: LeadTime | None
    """None where the policy's own number of days counts."""


def renewal_starts_on(ends_on: date, lead: LeadTime | None, policy: Policy) -> date:
    """Return the day to start a renewal of what is good until `ends_on`."""
    reminders = policy.renewal_reminder_days
    if lead is None:
        return ends_on - timedelta(days=reminders[0])
    # A day that is no working day is not one of those before the end.
    own = add_working_days(ends_on, -(lead.days + (not is_working_day(ends_on))))
    return min(own, ends_on - timedelta(days=reminders[-1]))


def renewal_of(case: CaseFacts, on: date, policy: Policy) -> Renewal | None:
    """Return when a case's renewal is to start; None when nothing in date runs out."""
    end = runs_out_on(case, on, policy)
    if end is None:
        return None
    lead = lead_for(policy.lead_times, case.required_levels, on)
    return Renewal(ends_on=end, starts_on=renewal_starts_on(end, lead, policy), lead=lead)


def renewal_due_on(case: CaseFacts, on: date, policy: Policy) -> date | None:
    """Return the day on which the renewal should start."""
    renewal = renewal_of(case, on, policy)
    return None if renewal is None else renewal.starts_on


def measure_lead_times(passages: Sequence[Passage], on: date) -> Iterator[LeadTime]:
    """Measure how long vetting takes here: for the prison, and for the levels with enough finished cases.

    Renewals are looked at where enough are finished, else all cases. What was recognised from another prison
    is left out: nobody was vetted.
    """
    vetted = [one for one in passages if one.pathway is not Pathway.TRANSFER_RECOGNITION]
    for levels in sorted({one.levels for one in vetted}, key=sorted):
        alike = [one for one in vetted if one.levels == levels]
        yield from _measure(alike, levels, (LeadBasis.LEVEL_RENEWALS, LeadBasis.LEVEL), on)
    yield from _measure(vetted, frozenset(), (LeadBasis.RENEWALS, LeadBasis.PRISON), on)


def _measure(
    passages: Iterable[Passage],
    levels: frozenset[VettingLevel],
    bases: tuple[LeadBasis, LeadBasis],
    on: date,
) -> Iterator[LeadTime]:
    known = list(passages)
    renewals = [one for one in known if one.pathway is Pathway.RENEWAL]
    for chosen, basis in zip((renewals, known), bases, strict=True):
        if found := lead_time(chosen):
            days = min(max(1, found.high), LONGEST_LEAD)
            yield LeadTime(levels=levels, days=days, sample=found.count, basis=basis, since=on)
            return
