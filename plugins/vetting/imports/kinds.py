"""What can be said of a row of a vetting tracker: codes, severities and the words a person sees."""

from __future__ import annotations

from core.sdk import imports
from core.sdk import lazy_gettext as _

ERROR = imports.Severity.ERROR
WARNING = imports.Severity.WARNING
NOTE = imports.Severity.NOTE


class TrackerKind(imports.Kind):
    """Kinds that only a vetting tracker meets."""

    MISSING_SURNAME = "missing_surname", ERROR, _("The row has no surname. Give the person's surname.")
    EXPIRY_BEFORE_CLEARANCE = (
        "expiry_before_clearance",
        ERROR,
        _("The clearance ends before the day it was granted. Correct one of the two dates."),
    )
    FIRST_NAME_MISSING = "first_name_missing", WARNING, _("The row has one name only.")
    DATES_OUT_OF_ORDER = (
        "dates_out_of_order",
        WARNING,
        _("Sent to the vetting team before the form was sent out. Check the two dates."),
    )
    LEVEL_MISSING = "level_missing", WARNING, _("No level is given. Choose one on the person's page.")
    LEVEL_AMBIGUOUS = (
        "level_ambiguous",
        WARNING,
        _("The level could be more than one. Choose one on the person's page."),
    )
    LEVEL_UNRECOGNISED = (
        "level_unrecognised",
        WARNING,
        _("The level is in no list. Choose one on the person's page."),
    )
    LEVEL_MULTIPLE = "level_multiple", WARNING, _("Two levels in one cell: they become two clearances.")
    LEVEL_RETIRED = "level_retired", WARNING, _("A level of the old scheme. Kept for the record.")
    STATUS_MISSING = "status_missing", WARNING, _("No status is given. Set the stage on the person's page.")
    STATUS_CONFLICT = (
        "status_conflict",
        WARNING,
        _("Refused or withdrawn, yet with an end date for a clearance. The end date is not stored."),
    )
    CLEARED_WITHOUT_EXPIRY = (
        "cleared_without_expiry",
        WARNING,
        _("Cleared at a level that runs out, with no end date. Find out the date."),
    )
    DECIDED_HERE = (
        "decided_here",
        WARNING,
        _("A decision on this case is recorded or awaited here. Security records it: left as it is here."),
    )
    CONFIRMED_HERE = (
        "confirmed_here",
        WARNING,
        _("Security has confirmed this clearance with other dates. Left as it is here."),
    )
    TRAINING_DATE_MISSING = (
        "training_date_missing",
        WARNING,
        _("Training is marked as done, with no date."),
    )
    TRAINING_UNRECOGNISED = (
        "training_unrecognised",
        WARNING,
        _("This cannot be read as training done, booked, due or not needed."),
    )
    COMPLETION_IN_FUTURE = (
        "completion_in_future",
        WARNING,
        _("Training said to be done on a day still to come. Not stored as done."),
    )
    TWO_DATES = (
        "two_dates",
        WARNING,
        _("Two dates in one cell: the later one is taken as the day the training was done."),
    )
    PERSON_NOT_ON_TRACKER = (
        "person_not_on_tracker",
        WARNING,
        _("Nobody here has this name. The person is added with the training, and without a vetting case."),
    )
    PERSON_AMBIGUOUS = (
        "person_ambiguous",
        WARNING,
        _("Several people here have this name. Added as a person of their own: decide who it is."),
    )
    SAME_PERSON_OTHER_LEVEL = (
        "same_person_other_level",
        WARNING,
        _("The same person and organisation as an earlier row, at another level: they hold two clearances."),
    )
    PASS_NOT_RETURNED = (
        "pass_not_returned",
        WARNING,
        _("Left without handing back a pass or keys."),
    )
    DID_NOT_ATTEND = (
        "did_not_attend",
        NOTE,
        _("Booked and did not attend. No training is recorded."),
    )
