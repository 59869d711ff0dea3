"""E-mail addresses and telephone numbers as people write them in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.imports.problems import Kind, Severity
from core.texts import fold_phrase
from core.translation import lazy_gettext as _


class ContactKind(Kind):
    """What can be wrong with a way to reach somebody."""

    CONTACT_PLACEHOLDER = (
        "contact_placeholder",
        Severity.WARNING,
        _("A word such as “tbc” or “vacant” in place of a name. No contact is made."),
    )
    EMAIL_INVALID = "email_invalid", Severity.WARNING, _("This is not an e-mail address. It is not stored.")
    EMAIL_MULTIPLE = (
        "email_multiple",
        Severity.WARNING,
        _("More than one e-mail address. The first is used."),
    )
    EMAIL_SHARED = (
        "email_shared",
        Severity.WARNING,
        _("The same e-mail address as an earlier row with another name."),
    )
    PHONE_INVALID = "phone_invalid", Severity.WARNING, _("This is not a telephone number. It is not stored.")
    PHONE_MULTIPLE = (
        "phone_multiple",
        Severity.WARNING,
        _("More than one telephone number. The first is used."),
    )
    PHONE_LEADING_ZERO_LOST = (
        "phone_leading_zero_lost",
        Severity.WARNING,
        _("The number has lost its leading nought. It was put back."),
    )
    EMAIL_TIDIED = (
        "email_tidied",
        Severity.NOTE,
        _("“mailto:”, a name before the address or capital letters were taken off."),
    )


NO_CONTACT = frozenset(
    {
        "tbc",
        "tba",
        "vacant",
        "vacancy",
        "n/a",
        "na",
        "none",
        "nobody",
        "no one",
        "unknown",
        "?",
        "-",
        "post vacant",
    },
)

ADDRESS = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+(?<!\.)@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]",
)
NAMED_ADDRESS = re.compile(r"[^<>]*<([^<>]+)>")
BETWEEN_ADDRESSES = re.compile(r"\s*[;,/|\n]\s*|\s+(?:or|and|&)\s+|\s+")
LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell comes to, and what is to be said of it."""

    value: str | None
    kinds: tuple[Kind, ...] = ()


def is_no_contact(name: str) -> bool:
    """Say whether a word stands in place of a name."""
    return fold_phrase(name) in NO_CONTACT


def read_email(text: str) -> Reading:
    """Read one e-mail address, in lower case; the first one where a cell holds several."""
    if not text:
        return Reading(None)
    bare = _bare_address(text)
    if _is_address(bare):
        return Reading(bare, (ContactKind.EMAIL_TIDIED,) if bare != text else ())
    parts = [_bare_address(part) for part in BETWEEN_ADDRESSES.split(text) if part]
    if len(parts) > 1 and all(_is_address(part) for part in parts):
        return Reading(parts[0], (ContactKind.EMAIL_MULTIPLE,))
    return Reading(None, (ContactKind.EMAIL_INVALID,))


def _bare_address(text: str) -> str:
    named = NAMED_ADDRESS.fullmatch(text)
    return (named[1] if named else text).strip().lower().removeprefix("mailto:").strip()


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and ".." not in text and ADDRESS.fullmatch(text) is not None


EXTENSION = re.compile(r"\s*(?:ext(?:ension|n)?|x)\.?\s*(\d{1,6})\s*$", re.IGNORECASE)
NUMBER = re.compile(r"\+?[\d(][\d ()\-.]*\d")
BETWEEN_NUMBERS = re.compile(r"\s*[/;,|\n]\s*|\s+(?:or|and|&)\s+")
EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
"""A number a spreadsheet program has shortened to a power of ten: its digits are gone."""
LENGTHS = range(10, 12)
"""Digits of a British number with its leading nought."""
LENGTHS_ABROAD = range(8, 16)


def read_phone(text: str) -> Reading:
    """Read one telephone number, written with digits only; the first one where a cell holds several."""
    if not text:
        return Reading(None)
    extension = EXTENSION.search(text)
    body = text[: extension.start()] if extension else text
    readings = [_read_number(part) for part in BETWEEN_NUMBERS.split(body)]
    numbers = [reading for reading in readings if reading.value is not None]
    if not numbers or EXPONENT.fullmatch(text.strip()):
        return Reading(None, (ContactKind.PHONE_INVALID,))
    number = f"{numbers[0].value} ext {extension[1]}" if extension else numbers[0].value
    several: tuple[Kind, ...] = (ContactKind.PHONE_MULTIPLE,) if len(numbers) > 1 else ()
    return Reading(number, (*several, *numbers[0].kinds))


def _read_number(text: str) -> Reading:
    found = NUMBER.search(text)
    if found is None:
        return Reading(None)
    written = found[0].replace("(0)", "")
    digits = "".join(letter for letter in written if letter.isdigit())
    if written.startswith("+") or digits.startswith("00"):
        abroad = digits.removeprefix("00")
        if not abroad.startswith("44"):
            return Reading(f"+{abroad}" if len(abroad) in LENGTHS_ABROAD else None)
        digits = "0" + abroad.removeprefix("44").removeprefix("0")
    if digits.startswith("0"):
        return Reading(digits if len(digits) in LENGTHS else None)
    if digits[0] in "12378" and len(digits) + 1 in LENGTHS:
        return Reading(f"0{digits}", (ContactKind.PHONE_LEADING_ZERO_LOST,))
    return Reading(None)
