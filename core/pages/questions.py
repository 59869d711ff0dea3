"""A form as it is shown: each question with what stands in it and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from core.pages.fields import Field
from core.pages.filters import Choice


@dataclass(frozen=True, slots=True)
class Question:
    """A field as it is shown: with what stands in it, what can be chosen and what is wrong with it."""

    field: Field
    texts: tuple[str, ...]
    parts: tuple[str, ...]
    choices: tuple[Choice, ...]
    error: str

    @property
    def items(self) -> list[dict[str, object]]:
        """Return the choices as GOV.UK's radios and checkboxes take them."""
        return [
            {
                "value": choice.value,
                "text": choice.label,
                "checked": choice.value in self.texts,
                "hint": {"text": choice.hint} if choice.hint else None,
            }
            for choice in self.choices
        ]

    @property
    def target(self) -> str:
        """Where an error's link leads: the first control of the field."""
        return f"{self.field.name}-day" if self.field.kind == "date" else self.field.name


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as it is shown. `others` are errors that belong to no field."""

    questions: tuple[Question, ...]
    others: tuple[str, ...]
    lead: str
    has_file: bool

    @property
    def is_wrong(self) -> bool:
        return bool(self.others) or any(question.error for question in self.questions)
