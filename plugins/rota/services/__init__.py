"""Changes to the rota: each takes a session and a viewer, and writes what the rules decide."""

from plugins.rota.services.absences import record_absence, withdraw_absence
from plugins.rota.services.feeds import (
    Feed,
    end_feed,
    find_feed,
    list_feeds,
    make_feed,
    person_feed,
    prison_feed,
    service_feed,
    session_calendar,
)
from plugins.rota.services.making import AHEAD, make_sessions
from plugins.rota.services.notices import put_up_notice, withdraw_notice
from plugins.rota.services.patterns import add_pattern, change_pattern, end_pattern
from plugins.rota.services.people import add_regular, add_stand_in, end_regular, remove_stand_in
from plugins.rota.services.sessions import (
    add_session,
    cancel_session,
    change_session,
    record_session,
    restore_session,
)
from plugins.rota.services.timing import Timing

__all__ = [
    "AHEAD",
    "Feed",
    "Timing",
    "add_pattern",
    "add_regular",
    "add_session",
    "add_stand_in",
    "cancel_session",
    "change_pattern",
    "change_session",
    "end_feed",
    "end_pattern",
    "end_regular",
    "find_feed",
    "list_feeds",
    "make_feed",
    "make_sessions",
    "person_feed",
    "prison_feed",
    "put_up_notice",
    "record_absence",
    "record_session",
    "remove_stand_in",
    "restore_session",
    "service_feed",
    "session_calendar",
    "withdraw_absence",
    "withdraw_notice",
]
