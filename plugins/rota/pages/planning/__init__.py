"""Forms that say when sessions take place: regular times and single sessions."""

from plugins.rota.pages.planning.sessions import SESSIONS, back_to_session, of_session
from plugins.rota.pages.planning.times import TIMES, back_to_time

PLANNING = (*TIMES, *SESSIONS)

__all__ = ["PLANNING", "back_to_session", "back_to_time", "of_session"]
