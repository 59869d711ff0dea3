"""An answer that only training asks for: a row of an attendance sheet."""

from __future__ import annotations

from dataclasses import dataclass

from core.sdk import Invalid, pages, translate

CAME, STAYED_AWAY = "a", "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkField(pages.TextField):
    """A row of an attendance sheet, typed back with one key."""

    def read(self, answers: pages.Answers) -> str | None:
        text = answers.first(self.name).lower()
        if text in {"", CAME, STAYED_AWAY}:
            return text or None
        raise Invalid(translate("Type a for attended, n for not attended, or leave it blank."), self.name)
