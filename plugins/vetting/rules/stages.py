"""What each stage is: open, live or final; whose turn it is; what those see who may not know of LEAP."""

from __future__ import annotations

from dataclasses import replace

from core.sdk import Viewer
from plugins.vetting.enums import DecisionSource, Pathway, Turn, Verb, VettingStage
from plugins.vetting.permissions import CASE_LEAP, DECISION_READ
from plugins.vetting.rules.facts import CaseFacts, StageEvent

S = VettingStage

LIVE = frozenset({S.ACTIVE, S.RENEWAL_DUE, S.SUSPENDED})
"""The person has been let in; the case follows the clearance."""
FINAL = frozenset(
    {S.REFUSED, S.APPEAL_DISMISSED, S.EXPIRED, S.REVOKED, S.WITHDRAWN, S.LAPSED, S.CLOSED, S.PURGED},
)
"""Nothing more is expected; only a named way leads out."""
OPEN = frozenset(S) - LIVE - FINAL
"""In progress: somebody has to act."""
TO_CLOSE = FINAL - {S.CLOSED, S.PURGED}
CLEARED = frozenset({S.APPROVED, S.APPROVED_CONDITIONS, S.ONBOARDING})
"""Cleared, and not yet coming in."""
DECIDED = frozenset({S.APPROVED, S.APPROVED_CONDITIONS, S.REFUSED})
AWAITING_REPLY = frozenset(
    {S.SPONSOR_REVIEW, S.INVITED, S.FORM_IN_PROGRESS, S.DOCUMENTS_BOOKED, S.QUERY_RAISED},
)
"""Where silence of applicant or sponsor can end the case."""
WITH_VETTING_TEAM = frozenset({S.SUBMITTED, S.IN_CHECKS, S.QUERY_RAISED, S.DECISION_PENDING})
"""Where the time to a decision runs."""
LEAP_STAGES = frozenset({S.LEAP_RISK_ASSESSMENT, S.GOVERNOR_DECISION})

TURNS: dict[VettingStage, Turn] = {
    S.DRAFT: Turn.COORDINATOR,
    S.SPONSOR_REVIEW: Turn.PARTNER,
    S.INVITED: Turn.APPLICANT,
    S.FORM_IN_PROGRESS: Turn.APPLICANT,
    S.DOCUMENTS_BOOKED: Turn.COORDINATOR,
    S.DOCUMENTS_VERIFIED: Turn.COORDINATOR,
    S.SUBMITTED: Turn.VETTING_TEAM,
    S.IN_CHECKS: Turn.VETTING_TEAM,
    S.QUERY_RAISED: Turn.APPLICANT,
    S.LEAP_RISK_ASSESSMENT: Turn.PRISON_SECURITY,
    S.GOVERNOR_DECISION: Turn.GOVERNOR,
    S.DECISION_PENDING: Turn.PRISON_SECURITY,
    S.APPROVED: Turn.COORDINATOR,
    S.APPROVED_CONDITIONS: Turn.COORDINATOR,
    S.REFUSED: Turn.NOBODY,
    S.APPEAL_OPEN: Turn.PRISON_SECURITY,
    S.APPEAL_UPHELD: Turn.PRISON_SECURITY,
    S.APPEAL_DISMISSED: Turn.NOBODY,
    S.ONBOARDING: Turn.COORDINATOR,
    S.ACTIVE: Turn.NOBODY,
    S.RENEWAL_DUE: Turn.COORDINATOR,
    S.EXPIRED: Turn.NOBODY,
    S.SUSPENDED: Turn.PRISON_SECURITY,
    S.REVOKED: Turn.NOBODY,
    S.WITHDRAWN: Turn.NOBODY,
    S.LAPSED: Turn.NOBODY,
    S.CLOSED: Turn.NOBODY,
    S.PURGED: Turn.NOBODY,
}
CHASED = frozenset({Turn.APPLICANT, Turn.PARTNER, Turn.VETTING_TEAM})
"""Those outside the prison whom the co-ordinator can chase."""
RECOGNISED_HERE = frozenset({S.SUBMITTED, S.IN_CHECKS})
"""Recognising a clearance from elsewhere is this prison's own work, not the vetting team's."""


CLEARED_STAGES = frozenset({S.APPROVED, S.APPROVED_CONDITIONS})


CALLED_CLEARED = CLEARED_STAGES | {S.ONBOARDING, S.ACTIVE, S.RENEWAL_DUE}
"""Stages that say of somebody that they may come in, or are about to."""


def is_cleared_on_record(stage: VettingStage, *, decided_here: bool) -> bool:
    """Say whether a case rests because the records taken over call the person cleared.

    Nobody decided it here, and most such people come in already: the case waits for nobody until somebody
    takes its next step.
    """
    return stage in CLEARED_STAGES and not decided_here


def turn_of(stage: VettingStage, pathway: Pathway) -> Turn:
    """Return whose turn it is."""
    if pathway is Pathway.TRANSFER_RECOGNITION and stage in RECOGNISED_HERE:
        return Turn.PRISON_SECURITY
    return TURNS[stage]


def shown_stage(stage: VettingStage, *, leap: bool) -> VettingStage:
    """Return the stage as shown: without the right to know of LEAP it is a decision like any other."""
    return S.DECISION_PENDING if stage in LEAP_STAGES and not leap else stage


def shown_source(source: DecisionSource | None, viewer: Viewer) -> DecisionSource | None:
    """Return the source of a refusal as this viewer may know it."""
    if not viewer.may(DECISION_READ):
        return None
    if source is DecisionSource.LEAP_PANEL and not viewer.may(CASE_LEAP):
        return DecisionSource.GOVERNOR
    return source


def as_seen_by(case: CaseFacts, viewer: Viewer) -> CaseFacts:
    """Return the case as this viewer may know it; without the right, a LEAP case looks like any other."""
    if viewer.may(CASE_LEAP):
        return case
    return replace(case, is_leap=False, history=shown_history(case.history))


def shown_history(history: tuple[StageEvent, ...]) -> tuple[StageEvent, ...]:
    """Fold the LEAP stages into one wait for a decision; leave out who began the wait and who decided.

    An assessment may follow the checks directly: the wait for it then shows as the checks' end. A governor's
    name there would tell, since governors record no such thing.
    """
    shown: list[StageEvent] = []
    for event in history:
        stage = shown_stage(event.stage, leap=False)
        if stage is S.DECISION_PENDING and shown and shown[-1].stage is stage:
            continue
        verb = Verb.RECORD_CHECKS_COMPLETE if event.verb is Verb.START_LEAP else event.verb
        by = None if stage in DECIDED or stage is S.DECISION_PENDING else event.by
        shown.append(replace(event, stage=stage, verb=verb, by=by))
    return tuple(shown)
