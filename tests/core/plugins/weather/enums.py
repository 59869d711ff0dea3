"""Codes of weather, with the words a person sees."""

from __future__ import annotations

from enum import StrEnum

from core.sdk import Text
from core.sdk import lazy_gettext as _


class Sky(StrEnum):
    CLEAR = "CLEAR"
    WET = "WET"

    @property
    def label(self) -> Text:
        return LABELS[self]


LABELS: dict[Sky, Text] = {Sky.CLEAR: _("Clear"), Sky.WET: _("Wet")}
