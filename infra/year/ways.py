"""The ways a case can go, step by step: each by whom, and how many working days it takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from plugins.vetting.enums import Verb

V = Verb


class Hand(Enum):
    """Who takes a step."""

    DESK = auto()
    SECURITY = auto()
    GOVERNOR = auto()


@dataclass(frozen=True, slots=True)
class Leg:
    """One step, taken so many working days after the one before."""

    verb: Verb
    shortest: int
    longest: int
    by: Hand = Hand.DESK


SENDING = (
    Leg(V.ASK_SPONSOR, 1, 4),
    Leg(V.SEND_FORM, 2, 9),
    Leg(V.RECORD_FORM_STARTED, 2, 12),
    Leg(V.BOOK_DOCUMENTS, 3, 15),
    Leg(V.ACCEPT_DOCUMENTS, 2, 12),
    Leg(V.SEND_TO_VETTING_TEAM, 1, 5),
    Leg(V.RECORD_CHECKS_STARTED, 3, 12),
)
QUERY = (Leg(V.RAISE_QUERY, 10, 40), Leg(V.ANSWER_QUERY, 5, 25))
CHECKED = (Leg(V.RECORD_CHECKS_COMPLETE, 12, 110),)
APPROVED = Leg(V.APPROVE, 1, 10, Hand.SECURITY)
COMING_IN = (Leg(V.START_ONBOARDING, 1, 8), Leg(V.ACTIVATE, 4, 30))
RENEWAL_WAY = (*SENDING[1:], *CHECKED)
"""A sponsor is not asked again; what is decided in the end lies ahead."""
REFUSED = Leg(V.REFUSE, 1, 10, Hand.SECURITY)
APPEALED = Leg(V.OPEN_APPEAL, 3, 12)
CLEARED_WAY = (*SENDING, *CHECKED, APPROVED, *COMING_IN)
WAYS: tuple[tuple[int, tuple[Leg, ...]], ...] = (
    (62, CLEARED_WAY),
    (14, (*SENDING, *QUERY, *CHECKED, APPROVED, *COMING_IN)),
    (3, (*SENDING, *CHECKED, REFUSED)),
    (1, (*SENDING, *CHECKED, REFUSED, APPEALED, Leg(V.DISMISS_APPEAL, 10, 30, Hand.GOVERNOR))),
    (
        1,
        (
            *(*SENDING, *CHECKED, REFUSED, APPEALED, Leg(V.UPHOLD_APPEAL, 10, 30, Hand.GOVERNOR)),
            *(APPROVED, *COMING_IN),
        ),
    ),
    (
        2,
        (
            *(*SENDING, Leg(V.START_LEAP, 15, 50, Hand.SECURITY)),
            Leg(V.SEND_TO_GOVERNOR, 8, 25, Hand.SECURITY),
            *(Leg(V.APPROVE, 2, 12, Hand.GOVERNOR), *COMING_IN),
        ),
    ),
    (8, (*SENDING[:3], Leg(V.LAPSE, 46, 70))),
    (4, (*SENDING[:4], Leg(V.WITHDRAW, 2, 20))),
    (5, (*CLEARED_WAY, Leg(V.RECORD_LEAVING, 10, 90))),
)
"""Of every hundred cases so many go this way, as far as the year lets them come."""
