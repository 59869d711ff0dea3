"""The rules of vetting as pure functions: a state machine, its guards and its clocks. No I/O."""

from __future__ import annotations

from plugins.vetting.rules.clearances import (
    clearance_state,
    expiring_within,
    levels_missing,
    reminder_reached,
    renewal_due_on,
    runs_out_on,
    training_counts,
    training_expires_on,
    trainings_missing,
)
from plugins.vetting.rules.clocks import (
    DecisionClock,
    alert_reached,
    decision_clock,
    elapsed_days,
    is_over_target,
    submitted_on,
    working_days_in_stage,
)
from plugins.vetting.rules.facts import (
    CaseFacts,
    Clearance,
    Decision,
    Inputs,
    Outcome,
    StageEvent,
    Training,
    apply,
)
from plugins.vetting.rules.moves import AbsentAction, Action, absent_actions, actions, due_move, move
from plugins.vetting.rules.opening import Opening, chase_faults, opening_faults
from plugins.vetting.rules.stages import (
    CHASED,
    FINAL,
    LIVE,
    OPEN,
    TO_CLOSE,
    as_seen_by,
    shown_source,
    shown_stage,
    turn_of,
)
from plugins.vetting.rules.transitions import STEPS

__all__ = [
    "CHASED",
    "FINAL",
    "LIVE",
    "OPEN",
    "STEPS",
    "TO_CLOSE",
    "AbsentAction",
    "Action",
    "CaseFacts",
    "Clearance",
    "Decision",
    "DecisionClock",
    "Inputs",
    "Opening",
    "Outcome",
    "StageEvent",
    "Training",
    "absent_actions",
    "actions",
    "alert_reached",
    "apply",
    "as_seen_by",
    "chase_faults",
    "clearance_state",
    "decision_clock",
    "due_move",
    "elapsed_days",
    "expiring_within",
    "is_over_target",
    "levels_missing",
    "move",
    "opening_faults",
    "reminder_reached",
    "renewal_due_on",
    "runs_out_on",
    "shown_source",
    "shown_stage",
    "submitted_on",
    "training_counts",
    "training_expires_on",
    "trainings_missing",
    "turn_of",
    "working_days_in_stage",
]
