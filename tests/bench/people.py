"""Fictional people and organisations, thousands of them, the same ones every time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_NAMES = (
    *("Abiola", "Agnes", "Alun", "Amara", "Anwen", "Arlo", "Asha", "Bea", "Bram", "Callum"),
    *("Carys", "Cato", "Chidi", "Clem", "Dara", "Delphine", "Dilwyn", "Edda", "Eirian", "Elif"),
    *("Emrys", "Esme", "Farida", "Fenn", "Ffion", "Gareth", "Greta", "Gulsen", "Hafsa", "Hal"),
    *("Idris", "Ilse", "Imran", "Ines", "Ivo", "Jaswinder", "Jory", "Kemi", "Kerensa", "Leif"),
    *("Lowena", "Mabli", "Marek", "Merryn", "Nadia", "Nye", "Odile", "Orla", "Osian", "Perran"),
)
STEMS = (
    *("Alder", "Amber", "Ash", "Barley", "Birch", "Bracken", "Bramble", "Brook", "Cinder", "Clay"),
    *("Copper", "Crane", "Dapple", "Ember", "Fallow", "Fern", "Flint", "Garth", "Gorse", "Hazel"),
    *("Heather", "Holm", "Juniper", "Kestrel", "Larch", "Linden", "Marl", "Meadow", "Otter", "Pebble"),
    *("Quill", "Rowan", "Sedge", "Slate", "Sorrel", "Tansy", "Teasel", "Willow", "Wren", "Yarrow"),
)
ENDINGS = ("by", "combe", "dale", "field", "ford", "hurst", "ley", "mere", "stead", "wick")
PARTNER_KINDS = ("Trust", "Project", "Choir", "Mentors", "Workshop", "Library")
PARTNERS = tuple(f"{stem}gate {kind}" for stem in STEMS[:10] for kind in PARTNER_KINDS)
ROLES = (
    *("Chaplaincy volunteer", "Reading mentor", "Family visits", "Art tutor", "Gardening"),
    *("Debt adviser", "Choir", "Listening service", "Resettlement mentor", "Yoga teacher"),
)
LEVELS = ("EL1", "Enh L1", "EL2", "Enhanced Level 2", "CTC", "Escort only", "SC", "DBS enhanced")
NOTES = ("", "", "", "Tuesdays only", "Prefers e-mail", "Away in August", "Has own transport")
OPEN_WORDS = ("With SSCL", "Form sent", "ID check booked", "Docs seen", "Submitted", "Chasing", "Query")
ENDED_WORDS = ("Withdrawn", "Refused", "Renewal due", "Lapsed")
NAMES = len(FIRST_NAMES) * len(STEMS) * len(ENDINGS)
STRIDE = 7919
"""A prime that shares no factor with the number of names: every name comes once before any comes again."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """One row of a tracker, with the cells as somebody has typed them."""

    surname: str
    first_name: str
    organisation: str
    role: str
    level: str
    form_sent: date | str | None
    sent: date | None
    status: str
    expires: date | None
    key_talk: date | str | None
    training: date | str | None
    note: str


def applicant(number: int, today: date) -> Applicant:
    """Return the person of this number (from 0). Three in five are cleared; the rest are on their way."""
    first_name, surname = name(number)
    form_sent = today - timedelta(days=20 + number % 1400)
    sent = form_sent + timedelta(days=7 + number % 20)
    cleared = sent + timedelta(days=30 + number % 60)
    is_cleared = number % 5 < 3 and cleared <= today
    return Applicant(
        surname=surname,
        first_name=first_name,
        organisation=organisation(number),
        role=ROLES[number % len(ROLES)],
        level=LEVELS[number % len(LEVELS)],
        form_sent=form_sent.strftime("%d/%m/%Y") if number % 40 == 3 else form_sent,
        sent=sent if sent <= today else None,
        status=f"Cleared {cleared:%d/%m/%Y}" if is_cleared else _open_status(number),
        expires=cleared + timedelta(days=3 * 365) if is_cleared else None,
        key_talk=_training(number, cleared if is_cleared else None, today),
        training=_training(number + 3, cleared if is_cleared else None, today),
        note=NOTES[number % len(NOTES)],
    )


def name(number: int) -> tuple[str, str]:
    """Return first name and surname; two numbers below `NAMES` never have the same."""
    place = (number * STRIDE) % NAMES
    place, first = divmod(place, len(FIRST_NAMES))
    ending, stem = divmod(place, len(STEMS))
    return FIRST_NAMES[first], f"{STEMS[stem]}{ENDINGS[ending]}"


def organisation(number: int) -> str:
    """Return a partner's name; one row in fifty names an organisation that is not on the list."""
    if number % 50 == 17:
        return f"{STEMS[number % len(STEMS)]} Society"
    return PARTNERS[number * 13 % len(PARTNERS)]


def _open_status(number: int) -> str:
    words = ENDED_WORDS if number % 11 == 4 else OPEN_WORDS
    return words[number // 11 % len(words)]


def _training(number: int, cleared: date | None, today: date) -> date | str | None:
    if cleared is None:
        return ("", "Booked", "Needs")[number % 3] or None
    done = cleared + timedelta(days=14 + number % 30)
    return done if done <= today else "Booked"
