"""What can be said of a row of a council's log: codes, severities and the words a person sees."""

from __future__ import annotations

from core.sdk import imports
from core.sdk import lazy_gettext as _

ERROR = imports.Severity.ERROR
WARNING = imports.Severity.WARNING


class LogKind(imports.Kind):
    """Kinds that only a council's log meets."""

    MISSING_PROPOSAL = (
        "missing_proposal",
        ERROR,
        _("The row does not say what was proposed. Write it in, or take the row out."),
    )
    MISSING_DAY = (
        "missing_day",
        ERROR,
        _("The row has no date, and none stands above it in its month. Give the day of the meeting."),
    )
    THEME_UNRECOGNISED = (
        "theme_unrecognised",
        WARNING,
        _("This is none of the themes. It comes in as “Something else”, and its words stay in the file."),
    )
    REASON_MISSING = (
        "reason_missing",
        WARNING,
        _("The answer needs a reason, and the list has none. It comes in without one."),
    )
    DONE_BUT_NOT_AGREED = (
        "done_but_not_agreed",
        WARNING,
        _("Said to be done, though it was not agreed. It comes in as not accepted."),
    )
    DONE_DAY_UNLIKELY = (
        "done_day_unlikely",
        WARNING,
        _("The day it was done is before the meeting or still to come. It is kept as done, without the day."),
    )
    HISTORY_STANDS = (
        "history_stands",
        WARNING,
        _("What the list says now does not follow from the history here, which stays. Add the step by hand."),
    )
    RESIDENT_NAME = (
        "resident_name",
        WARNING,
        _("The text seems to name somebody. The name is left out, and the proposal is held back."),
    )
    HELD_BACK = (
        "held_back",
        WARNING,
        _("The text says something that may not be published. The proposal is held back."),
    )
