"""What a list kept elsewhere may still say of a case that is here already."""

from __future__ import annotations

from plugins.vetting.enums import VettingStage
from plugins.vetting.rules.stages import shown_stage

S = VettingStage
BARRED = frozenset({S.REFUSED, S.APPEAL_OPEN, S.APPEAL_UPHELD, S.APPEAL_DISMISSED, S.SUSPENDED, S.REVOKED})
"""Whoever stands here comes in again by a decision, and by nothing that a list says."""
OUT_OF_A_LISTS_REACH = (BARRED - {S.REFUSED}) | {S.CLOSED, S.PURGED}
"""Reached by acts recorded here alone. A refusal may itself be what a list said."""


def may_be_told(stage: VettingStage, *, decided_here: bool) -> bool:
    """Say whether a list may still move a case: whoever keeps it does not decide.

    Not when security decided it here; and not while a decision is awaited, which must look alike whether a
    lived-experience assessment is under way or not: what a list can do to the one it can do to the other.
    """
    waits = shown_stage(stage, leap=False) is S.DECISION_PENDING
    return not (decided_here or waits or stage in OUT_OF_A_LISTS_REACH)


def bars_a_list(stage: VettingStage, *, decided_here: bool) -> bool:
    """Say whether a case keeps a list from opening another for the same person as cleared."""
    return stage in BARRED and not may_be_told(stage, decided_here=decided_here)
