"""The pages of planned training: what is coming, who lacks what, sessions, and who came."""

from __future__ import annotations

from plugins.vetting.pages.training.booking import BOOK, BOOK_PERSON, GIVE_UP, MOVE_BOOKING
from plugins.vetting.pages.training.coming import TRAINING
from plugins.vetting.pages.training.keying import KEY, SHEET, WALK_IN
from plugins.vetting.pages.training.needs import NEEDS
from plugins.vetting.pages.training.planning import ADD_COURSE, CHANGE_PLACES, COURSE, PLAN_SESSION
from plugins.vetting.pages.training.session import SESSION

__all__ = ["TRAINING", "TRAINING_PAGES"]

TRAINING_PAGES = (
    TRAINING,
    NEEDS,
    ADD_COURSE,
    PLAN_SESSION,
    SESSION,
    COURSE,
    BOOK,
    BOOK_PERSON,
    MOVE_BOOKING,
    GIVE_UP,
    CHANGE_PLACES,
    KEY,
    WALK_IN,
    SHEET,
)
