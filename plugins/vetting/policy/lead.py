"""How long vetting takes in a prison by its own history: beside the policy, which only knows a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins.vetting.enums import VettingLevel
from plugins.vetting.enums.renewal import LeadBasis

LONGEST_LEAD = 250
"""Working days, about a year: nobody begins a renewal sooner, and lists know the day so long ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """The working days that four in five cases took at most, as they were measured on a night."""

    levels: frozenset[VettingLevel] = frozenset()
    """Of cases that needed these; empty, of all in the prison."""
    days: int
    sample: int
    basis: LeadBasis
    since: date
    """The night it was measured: before, nobody could go by it."""


def lead_for(known: Iterable[LeadTime], levels: frozenset[VettingLevel], on: date) -> LeadTime | None:
    """Return what holds on a day for cases that need these levels; None where too little is known."""
    by_levels = {lead.levels: lead for lead in known if lead.since <= on}
    return by_levels.get(levels) or by_levels.get(frozenset())
