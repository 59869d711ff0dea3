"""E-mail addresses by which somebody is given access: one spelling for each, compared letter by letter."""

from __future__ import annotations

import re

LONGEST = 254
FORM = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
"""The characters of RFC 5322's dot-atom. Letters outside ASCII are refused: some turn into an ASCII letter
when they are made small, and so one person's address into another's."""


def read_address(text: str) -> str | None:
    """Return the address in small letters; None for what is not one."""
    stripped = text.strip()
    if not stripped.isascii() or len(stripped) > LONGEST:
        return None
    address = stripped.lower()
    return address if FORM.fullmatch(address) else None


def name_in(address: str) -> str:
    """Return the name an address suggests: `Robin Ashdown` of `robin.ashdown@example.org`."""
    words = re.split(r"[._-]+", address.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word)
