"""How a prison is called: the register writes `Exeter (HMP)`, people say HMP Exeter."""

from __future__ import annotations

import re
from dataclasses import dataclass

REGISTER_FORM = re.compile(r"(?P<place>.+?) \((?P<kind>(?:HM|YOI|IRC|STC)[^)]*)\)")


def spoken_name(name: str) -> str:
    """Return the name as people say it; one of another form stays as it is."""
    match = REGISTER_FORM.fullmatch(name)
    return f"{match['kind']} {match['place']}" if match else name


@dataclass(frozen=True, slots=True)
class PrisonNames:
    """What a prison is called: in English, and in Welsh where it is a Welsh prison."""

    english: str
    welsh: str | None

    @property
    def is_welsh(self) -> bool:
        """Say whether what it tells the public is in Welsh too (HMPPS Welsh Language Scheme)."""
        return self.welsh is not None

    def in_language(self, language: str) -> str:
        return self.welsh if self.welsh and language == "cy" else self.english
