"""How long an import can be taken back, and when it cannot."""

from __future__ import annotations

from datetime import timedelta

from core import clock
from core.errors import Conflict
from core.imports.models import ImportPlan
from core.translation import translate

UNDO_FOR = timedelta(days=7)


def refuse_late_undo(plan: ImportPlan) -> None:
    """Raise Conflict for an import that was not carried out, was undone, or is older than a week."""
    if plan.committed_at is None:
        raise Conflict(translate("This import was not carried out, so there is nothing to undo."))
    if plan.undo_until is None:
        raise Conflict(translate("What this import brought is a history, and a history is not taken back."))
    if plan.undone_at is not None:
        raise Conflict(translate("This import was undone already."))
    if plan.undo_until <= clock.now() or plan.forgotten_at is not None:
        raise Conflict(translate("An import can be undone for 7 days. This one is older."))
