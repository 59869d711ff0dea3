"""Tables of the rota. None says why somebody is away, or anything about people in prison but their number."""

from plugins.rota.models.gate import Friction, GateList, Visit
from plugins.rota.models.notice import EntryNotice
from plugins.rota.models.session import Absence, Pattern, Regular, Session, StandIn

__all__ = [
    "Absence",
    "EntryNotice",
    "Friction",
    "GateList",
    "Pattern",
    "Regular",
    "Session",
    "StandIn",
    "Visit",
]
