"""The code of a clearance passport: the prison it leads to, and a secret nobody guesses."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from secrets import choice

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters and figures that look alike, for it is read over the telephone and typed."""
SECRET_LENGTH = 20
"""98 bits: a thousand guesses a second would take longer than the earth is old."""
GROUP = 5
VALID_DAYS = 30
WRITTEN = re.compile(rf"([A-Z0-9]{{3,5}})-?([{LETTERS}]{{{SECRET_LENGTH}}})")


@dataclass(frozen=True, slots=True)
class PassportCode:
    """A code taken apart."""

    prison: str
    secret: str

    def __str__(self) -> str:
        groups = [self.secret[at : at + GROUP] for at in range(0, SECRET_LENGTH, GROUP)]
        return "-".join((self.prison, *groups))

    @property
    def digest(self) -> bytes:
        """Return what is kept of it."""
        return hashlib.sha256(f"{self.prison}-{self.secret}".encode()).digest()


def new_code(prison: str) -> PassportCode:
    """Draw a code that leads to a prison."""
    return PassportCode(prison, "".join(choice(LETTERS) for _ in range(SECRET_LENGTH)))


def read_code(typed: str) -> PassportCode | None:
    """Read a code however it was typed: small letters, spaces, dashes elsewhere; None when it is none."""
    packed = re.sub(r"[\s\u2010-\u2015_.]", "-", typed.strip().upper()).strip("-")
    prison, _dash, rest = packed.partition("-")
    secret = rest.replace("-", "")
    found = WRITTEN.fullmatch(f"{prison}-{secret}")
    return None if found is None else PassportCode(found.group(1), found.group(2))
