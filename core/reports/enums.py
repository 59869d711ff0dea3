"""Why the files of a report went before their time."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class TakenBack(StrEnum):
    """What became of that which a report shows."""

    WITHDRAWN = "WITHDRAWN"
    CORRECTED = "CORRECTED"
    REDACTED = "REDACTED"

    @property
    def label(self) -> Text:
        return LABELS[self]


LABELS: dict[TakenBack, Text] = {
    TakenBack.WITHDRAWN: _(
        "What this showed was taken back, so its files were deleted at once. If it was printed, take it down."
    ),
    TakenBack.CORRECTED: _(
        "What this showed was corrected, so its files were deleted at once. Ask for it again, and put the new"
        " one in the place of what was printed."
    ),
    TakenBack.REDACTED: _(
        "Something was left out of what this showed, so its files were deleted at once. Ask for it again, and"
        " put the new one in the place of what was printed."
    ),
}
