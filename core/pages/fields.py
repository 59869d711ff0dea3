"""The questions a form can ask, and how each answer is read: a value, or a sentence saying what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from core.errors import Invalid
from core.pages.filters import Choices
from core.translation import Text, translate

Autocomplete = Literal["", "off", "name", "email", "tel", "organization", "street-address", "postal-code"]


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it arrived: its name, the type the browser said, and its bytes."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answers:
    """What was typed, exactly, so that nothing of it is lost when something is wrong."""

    texts: Mapping[str, tuple[str, ...]]
    files: Mapping[str, UploadedFile]

    def first(self, name: str) -> str:
        values = self.texts.get(name, ())
        return values[0].strip() if values else ""


Value = str | int | bool | date | tuple[str, ...] | UploadedFile | None
"""An answer as read: what a form hands to its mutation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `argument` is the API's name for it in errors, when it differs from `name`."""

    kind: ClassVar[str]

    name: str
    label: Text
    hint: Text = ""
    required: bool = True
    argument: str = ""
    missing: Text = ""
    """Said when a needed answer is absent, such as "Enter the name of the partner."."""

    def read(self, answers: Answers) -> Value:
        """Return the answer, None when there is none and none is needed; raise Invalid with what to do."""
        raise NotImplementedError

    def _absent(self, sentence: str) -> None:
        """Refuse a needed answer that is absent."""
        if not self.required:
            return
        label = str(self.label)
        if label.endswith("?"):
            said = translate('Answer the question "{label}"').format(label=label)
        else:
            said = sentence.format(label=label)
        raise Invalid(str(self.missing) or said, self.name)


def correction(label: Text, statement: str, order: str, **parts: int) -> str:
    """Say what is wrong: `Start date must be …`, or after a question, `When did it start? Enter …`."""
    if str(label).endswith("?"):
        return f"{label} {order.format(**parts)}"
    return statement.format(label=label, **parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    """A line of text."""

    kind = "text"

    max_length: int = 200
    width: Literal["", "2", "3", "4", "5", "10", "20", "30"] = ""
    input_type: Literal["text", "email", "tel", "search"] = "text"
    autocomplete: Autocomplete = ""

    def read(self, answers: Answers) -> str | None:
        text = answers.first(self.name)
        if not text:
            self._absent(translate("Fill in “{label}”."))
            return None
        return within(text, self.max_length, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextArea(Field):
    """Several lines of text, with the number of characters left."""

    kind = "textarea"

    max_length: int = 2000
    rows: int = 5

    def read(self, answers: Answers) -> str | None:
        text = answers.first(self.name).replace("\r\n", "\n")
        if not text:
            self._absent(translate("Fill in “{label}”."))
            return None
        return within(text, self.max_length, self)


def within(text: str, longest: int, field: Field) -> str:
    """Return the text unless it is too long or holds characters that cannot be stored."""
    if len(text) > longest:
        sentence = correction(
            field.label,
            translate("{label} must be {count} characters or fewer. It is {length} now."),
            translate("Use {count} characters or fewer. There are {length} now."),
            count=longest,
            length=len(text),
        )
        raise Invalid(sentence, field.name)
    if "\x00" in text:
        raise Invalid(
            translate("{label} holds a character that cannot be kept. Type it again.").format(
                label=field.label
            ),
            field.name,
        )
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(Field):
    """A whole number between two bounds, with its unit."""

    kind = "number"

    least: int = 0
    most: int = 1_000_000
    unit: Text = ""

    def read(self, answers: Answers) -> int | None:
        text = answers.first(self.name).replace(",", "")
        if not text:
            self._absent(translate("Fill in “{label}”."))
            return None
        if not text.lstrip("-").isdecimal() or not self.least <= int(text) <= self.most:
            sentence = correction(
                self.label,
                translate("{label} must be a whole number from {least} to {most}."),
                translate("Enter a whole number from {least} to {most}."),
                least=self.least,
                most=self.most,
            )
            raise Invalid(sentence, self.name)
        return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen(Field):
    """A choice of one."""

    choices: Choices

    def read(self, answers: Answers) -> str | None:
        chosen = answers.first(self.name)
        if not chosen:
            self._absent(translate("Choose one under “{label}”."))
        return chosen or None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectField(_Chosen):
    """One of many, as a drop-down list; for more than about seven choices."""

    kind = "select"

    nothing: Text = ""
    """What stands there while nothing is chosen, when it means more than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RadioField(_Chosen):
    """One of a few, each in sight."""

    kind = "radios"

    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckboxesField(Field):
    """Any number of a few."""

    kind = "checkboxes"

    choices: Choices

    def read(self, answers: Answers) -> tuple[str, ...]:
        chosen = tuple(value for value in answers.texts.get(self.name, ()) if value)
        if not chosen:
            self._absent(translate("Choose one under “{label}”."))
        return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckboxField(Field):
    """One statement that is so or not; a needed one must be ticked."""

    kind = "checkbox"

    def read(self, answers: Answers) -> bool:
        ticked = bool(answers.first(self.name))
        if not ticked:
            self._absent(translate("Tick the box “{label}”."))
        return ticked


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(Field):
    """A day, as three numbers (GOV.UK date input)."""

    kind = "date"

    def read(self, answers: Answers) -> date | None:
        parts = [answers.first(f"{self.name}-{part}") for part in DATE_PARTS]
        if not any(parts):
            self._absent(translate("Fill in “{label}”."))
            return None
        try:
            day, month, year = (int(part) for part in parts)
            return date(year if year >= EARLIEST_YEAR else 0, month, day)
        except ValueError:
            sentence = correction(
                self.label,
                translate("{label} must be a real date, such as 27 3 2026."),
                translate("Enter a real date, such as 27 3 2026."),
            )
            raise Invalid(sentence, self.name) from None


DATE_PARTS = ("day", "month", "year")
EARLIEST_YEAR = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class FileField(Field):
    """A file from the person's machine."""

    kind = "file"

    accept: tuple[str, ...] = ()
    """File name endings, such as `.xlsx`."""
    max_bytes: int = 20 * 1024 * 1024

    def read(self, answers: Answers) -> UploadedFile | None:
        file = answers.files.get(self.name)
        if file is None or not file.name:
            self._absent(translate("Choose a file under “{label}”."))
            return None
        if self.accept and not file.name.lower().endswith(self.accept):
            sentence = translate('"{name}" cannot be used here. Choose a file that ends in {kinds}.')
            raise Invalid(sentence.format(name=file.name, kinds=", ".join(self.accept)), self.name)
        if len(file.content) > self.max_bytes:
            sentence = translate('"{name}" is larger than {size} MB. Choose a smaller file, or split it.')
            raise Invalid(sentence.format(name=file.name, size=self.max_bytes // 1024**2), self.name)
        if not file.content:
            raise Invalid(
                translate('"{name}" is empty. Choose another file.').format(name=file.name), self.name
            )
        return file


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenField(Field):
    """A value that a step carries to the next; never a secret, and never trusted."""

    kind = "hidden"

    label: Text = ""

    def read(self, answers: Answers) -> str | None:
        return answers.first(self.name) or None
