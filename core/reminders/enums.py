"""Why a step was taken without a message."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class NoticeCode(StrEnum):
    NOBODY = "NOBODY"

    @property
    def label(self) -> Text:
        return NOTICES[self]


NOTICES: dict[NoticeCode, Text] = {
    NoticeCode.NOBODY: _("Nobody could be told: there is no e-mail address"),
}
