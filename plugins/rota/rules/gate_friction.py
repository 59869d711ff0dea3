"""Which time a session lost, and by which cause, as far as the sheet itself tells. Pure.

Minutes are those of each person: an hour of a session to which three could not come is three hours lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import time

from plugins.rota.enums import CANCELLED, FrictionCause, SessionOutcome, VisitOutcome

PRISON_CAUSES = frozenset(
    {
        FrictionCause.TURNED_AWAY,
        FrictionCause.NO_ESCORT,
        FrictionCause.LATE_UNLOCK,
        FrictionCause.NO_SPACE,
        FrictionCause.REGIME_CHANGE,
        FrictionCause.CANCELLED_PRISON,
    }
)
"""What the prison's own running cost. The others are the organisations' side: shown beside, never mixed."""
CANCELLED_BY = {
    SessionOutcome.CANCELLED_PRISON: FrictionCause.CANCELLED_PRISON,
    SessionOutcome.CANCELLED_PROVIDER: FrictionCause.CANCELLED_PROVIDER,
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Minutes lost by each of some people."""

    cause: FrictionCause
    minutes: int
    people: int

    @property
    def person_minutes(self) -> int:
        return self.minutes * self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """What is known of a session once its sheet was typed back."""

    starts_at: time
    ends_at: time
    outcome: SessionOutcome | None
    late_minutes: int | None
    expected: int
    """How many were to come, had it not been cancelled."""
    visits: tuple[tuple[VisitOutcome | None, FrictionCause | None], ...] = ()

    @property
    def length(self) -> int:
        """Return the length in minutes."""
        return _minutes(self.ends_at) - _minutes(self.starts_at)


def losses_of(facts: SessionFacts) -> list[Loss]:
    """Derive the losses: a cancelled session counts whole and once; else gate, no-shows and a late start."""
    if facts.outcome in CANCELLED:
        cause = CANCELLED_BY.get(facts.outcome)
        return [Loss(cause, facts.length, facts.expected)] if cause and facts.expected else []
    turned_away = Counter(
        cause or FrictionCause.TURNED_AWAY
        for outcome, cause in facts.visits
        if outcome is VisitOutcome.TURNED_AWAY
    )
    absent = sum(outcome is VisitOutcome.DID_NOT_COME for outcome, _cause in facts.visits)
    came = sum(outcome is VisitOutcome.CAME for outcome, _cause in facts.visits)
    late = min(facts.late_minutes or 0, facts.length)
    found = [Loss(cause, facts.length, people) for cause, people in sorted(turned_away.items())]
    found += [Loss(FrictionCause.LATE_UNLOCK, late, came)] if late and came else []
    return found + ([Loss(FrictionCause.NO_SHOW, facts.length, absent)] if absent else [])


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
