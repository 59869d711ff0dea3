"""Codes of the prison register."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class Gender(StrEnum):
    MALE = "MALE"
    FEMALE = "FEMALE"
    MIXED = "MIXED"
    NOT_RECORDED = "NOT_RECORDED"

    @property
    def label(self) -> Text:
        return GENDER_LABELS[self]


GENDER_LABELS: dict[Gender, Text] = {
    Gender.MALE: _("Men"),
    Gender.FEMALE: _("Women"),
    Gender.MIXED: _("Women and men"),
    Gender.NOT_RECORDED: _("Not recorded"),
}
