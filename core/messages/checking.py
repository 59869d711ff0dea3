"""What may not leave by mail. A message that holds it is not sent, and somebody is told that it was not."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from core.messages.declarations import Letter

LONGEST_FIELD = 100
LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000
NOT_IN_A_FIELD = re.compile(r"[<>\[\]{}#*^_`|\\]|:?/{2,}")
"""Marks of HTML, of Notify's formatting, and beginnings of addresses."""
SECRET_WORDS = re.compile(
    r"\b(?:refus(?:ed|al)|reject(?:ed|ion)|declin(?:ed|ation)|revo(?:ked|cation)|suspend(?:ed)?|suspension"
    r"|appeal(?:ed)?|lived[ -]experience|vetting|clear(?:ed|ance)|unspent|convict(?:ed|ion|ions)?"
    r"|offen(?:ce|ces|der|ders|sive)|criminal|caution(?:ed)?|DBS|BPSS|CTC|enhanced level|EL[12]"
    r"|governor decision|risk assessment|ACCT|OFFICIAL[- ]SENSITIVE"
    r"|gwrthod(?:wyd|iad)?|diddymwyd|ataliwyd|apêl|fetio|euogfarn(?:au)?|troseddwr|troseddau"
    r"|SWYDDOGOL[- ]SENSITIF)\b",
    re.IGNORECASE,
)
"""Stages, levels and outcomes of vetting, and what stands behind them, in both languages."""
SECRET_CAPITALS = re.compile(r"\b(?:LEAP|SC|DV|SASH)\b")
"""Abbreviations that are words of their own in small letters."""
SECRET_NUMBERS = re.compile(
    r"\b[A-Z]\d{4}[A-Z]{2}\b|\b[A-Z]\d{6}\b|\b(?:19|20)?\d{2}/\d{1,7}[A-Z]\b|\b\d{1,6}/\d{2}[A-Z]\b"
    r"|\b\d{12}\b",
    re.IGNORECASE,
)
"""Numbers of people in prison (NOMIS), on probation (CRN), of the police (PNC, CRO), and of certificates."""
LINK = re.compile(r"\w{0,20}://\S*")


class UnfitLetter(Exception):
    """The message may not be sent; says what kind of thing it held, and never the thing itself."""


def clean_field(value: str | int | date) -> str:
    """Return a value as it may stand in a message: one short line, without link or markup."""
    # A name longer than any is cut before it is looked at: nobody's name may keep a worker busy.
    plain = unicodedata.normalize("NFC", str(value)[: 4 * LONGEST_FIELD])
    visible = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in plain)
    spaced = " ".join(NOT_IN_A_FIELD.sub(" ", visible).split())
    return spaced if len(spaced) <= LONGEST_FIELD else spaced[: LONGEST_FIELD - 1].rstrip() + "…"


def check_letter(letter: Letter, *, site: str) -> None:
    """Raise UnfitLetter for anything that may not leave; `site` is the one address it may link to."""
    if any(unicodedata.category(mark) == "Cc" for mark in letter.subject + letter.to):
        raise UnfitLetter("The subject or the address holds a line break or another control character.")
    if not 0 < len(letter.subject) <= LONGEST_SUBJECT or len(letter.body) > LONGEST_BODY:
        raise UnfitLetter("The message is longer than one can be.")
    links = LINK.findall(letter.body)
    if any(link != site and not link.startswith(f"{site}/") for link in links):
        raise UnfitLetter("The message links to another site.")
    # Our own link is judged above; without it, nothing else is left out of sight.
    text = f"{letter.subject}\n{LINK.sub(' ', letter.body)}"
    folded = unicodedata.normalize("NFKC", text)
    for kind, pattern in (
        ("a word of vetting", SECRET_WORDS),
        ("an abbreviation of vetting", SECRET_CAPITALS),
        ("the number of a person", SECRET_NUMBERS),
    ):
        if pattern.search(folded):
            raise UnfitLetter(f"The message holds {kind}.")
    if "<" in folded or "((" in folded:
        raise UnfitLetter("The message holds markup.")
