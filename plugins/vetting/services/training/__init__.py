"""Training that is planned: courses and sessions, places in them, and who came."""

from __future__ import annotations

from plugins.vetting.services.training.attendance import key_attendance, record_walk_in
from plugins.vetting.services.training.booking import (
    BookingOutcome,
    NotBooked,
    book_places,
    give_up_place,
    move_booking,
)
from plugins.vetting.services.training.courses import (
    add_course,
    cancel_session,
    change_places,
    plan_session,
)
from plugins.vetting.services.training.needs import (
    PartnerPlaces,
    PersonNeed,
    partner_places,
    training_needs,
)

__all__ = [
    "BookingOutcome",
    "NotBooked",
    "PartnerPlaces",
    "PersonNeed",
    "add_course",
    "book_places",
    "cancel_session",
    "change_places",
    "give_up_place",
    "key_attendance",
    "move_booking",
    "partner_places",
    "plan_session",
    "record_walk_in",
    "training_needs",
]
