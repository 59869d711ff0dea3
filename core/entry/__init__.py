"""Whether somebody may come in on a day: one question, answered by the checks of every module."""

from core.entry.deciding import Decision
from core.entry.declarations import EntryCheck, Judge, Reason, ReasonKind, Visit, Weigh
from core.entry.enums import Bearing, EntryAnswer

__all__ = [
    "Bearing",
    "Decision",
    "EntryAnswer",
    "EntryCheck",
    "Judge",
    "Reason",
    "ReasonKind",
    "Visit",
    "Weigh",
]
