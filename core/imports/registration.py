"""Registration numbers of organisations, and the org-id.guide identifiers made of them. Never made to fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.imports.problems import Kind, Severity
from core.texts import fold_phrase
from core.translation import lazy_gettext as _


class RegistrationKind(Kind):
    """What can be said of a registration number."""

    IDENTIFIER_MALFORMED = (
        "identifier_malformed",
        Severity.WARNING,
        _("The number has the wrong shape. It is kept as written and not looked up."),
    )
    IDENTIFIER_PENDING = (
        "identifier_pending",
        Severity.WARNING,
        _("Registration is applied for; there is no number yet."),
    )
    IDENTIFIER_NONE = "identifier_none", Severity.NOTE, _("Words that say there is no registration number.")


class Register(StrEnum):
    """Where an organisation can be registered."""

    CHARITY = "charity"
    SCOTTISH_CHARITY = "scottish_charity"
    NORTHERN_IRISH_CHARITY = "northern_irish_charity"
    COMPANY = "company"
    SOCIETY = "society"
    NONE = "none"
    PENDING = "pending"
    MALFORMED = "malformed"
    BLANK = "blank"


SCHEMES: dict[Register, str] = {
    Register.CHARITY: "GB-CHC",
    Register.SCOTTISH_CHARITY: "GB-SC",
    Register.NORTHERN_IRISH_CHARITY: "GB-NIC",
    Register.COMPANY: "GB-COH",
    Register.SOCIETY: "GB-MPR",
}
"""The list codes of org-id.guide."""

NO_NUMBER = re.compile(
    r"(?:n/?a|n\.a\.|none|nil|no|no number|not registered|unregistered|exempt|excepted|not a charity|"
    r"[-\u2013])(?:\s*\(.*\))?",
)
PENDING = re.compile(r"\b(?:pending|applied(?: for)?|awaiting|awaited|in progress|being registered)\b")
COMPANY_WORDS = re.compile(r"\b(?:company|companies house|co|coh|crn|cic|ltd)\b")
WORDS = re.compile(
    r"\b(?:registered|registration|reg|charity|charities|charitable|company|companies house|co|coh|crn|cic|"
    r"cio|ltd|number|num|no|nos|society|ewc|uk)\b\.?",
)
CHARITY_NUMBER = re.compile(r"\d{6,7}")
LINKED_CHARITY = re.compile(r"(\d{6,7})-(\d{1,3})")
COMPANY_NUMBER = re.compile(r"\d{8}|(?:SC|NI|OC|SO|NC|R0|ZC|FC|GE|LP|CE|CS)\d{6}")
SOCIETY_NUMBER = re.compile(r"RS\d{5,6}|(?:IP|SP|NO|NP)\d{5}R|RS\d{6}[A-Z]?")


@dataclass(frozen=True, slots=True)
class Registration:
    """A registration as it was read."""

    register: Register
    number: str | None = None
    kind: Kind | None = None

    @property
    def identifier(self) -> str | None:
        """Return the org-id.guide identifier, such as `GB-CHC-1074546`; None without a sound number."""
        scheme = SCHEMES.get(self.register)
        return f"{scheme}-{self.number}" if scheme and self.number else None


def read_registration(text: str) -> Registration:
    """Read a registration number with whatever words stand round it."""
    phrase = fold_phrase(text)
    if not phrase:
        return Registration(Register.BLANK)
    if NO_NUMBER.fullmatch(phrase):
        return Registration(Register.NONE, kind=RegistrationKind.IDENTIFIER_NONE)
    if PENDING.search(phrase) and not any(letter.isdigit() for letter in phrase):
        return Registration(Register.PENDING, kind=RegistrationKind.IDENTIFIER_PENDING)
    company = COMPANY_WORDS.search(phrase) is not None
    written = WORDS.sub(" ", phrase).strip(" :.#-\u2013").upper()
    found = _company(written) if company else _charity_or_society(written)
    return found or Registration(Register.MALFORMED, kind=RegistrationKind.IDENTIFIER_MALFORMED)


def _joined(text: str) -> str:
    return re.sub(r"[ ,\-\u2011\u2013]", "", text.removesuffix(".0"))


def _company(written: str) -> Registration | None:
    number = _joined(written)
    return Registration(Register.COMPANY, number) if COMPANY_NUMBER.fullmatch(number) else None


def _charity_or_society(written: str) -> Registration | None:
    if linked := LINKED_CHARITY.fullmatch(written.replace(" ", "")):
        return Registration(Register.CHARITY, f"{linked[1]}-{linked[2]}")
    number = _joined(written)
    if CHARITY_NUMBER.fullmatch(number):
        return Registration(Register.CHARITY, number)
    if re.fullmatch(r"SC\d{6}", number):
        return Registration(Register.SCOTTISH_CHARITY, number)
    if re.fullmatch(r"NIC\d{6}", number):
        return Registration(Register.NORTHERN_IRISH_CHARITY, number)
    if SOCIETY_NUMBER.fullmatch(number):
        return Registration(Register.SOCIETY, number)
    return Registration(Register.COMPANY, number) if COMPANY_NUMBER.fullmatch(number) else None
