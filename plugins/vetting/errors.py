"""What can be wrong with a vetting move: a code for each; the sentence stands where it is raised."""

from __future__ import annotations

from core.sdk import Conflict, Forbidden, Invalid


class ActionUnavailable(Conflict):
    default_code = "VETTING_ACTION_UNAVAILABLE"


class ActionNotYours(Forbidden):
    default_code = "VETTING_ACTION_NOT_YOURS"


class SameHands(Forbidden):
    default_code = "VETTING_SAME_HANDS"


class DeciderUnknown(Forbidden):
    default_code = "VETTING_DECIDER_UNKNOWN"


class ClearanceMissing(Invalid):
    default_code = "VETTING_CLEARANCE_MISSING"


class ClearanceUnconfirmed(Invalid):
    default_code = "VETTING_CLEARANCE_UNCONFIRMED"


class ClearanceInDate(Invalid):
    default_code = "VETTING_CLEARANCE_IN_DATE"


class TrainingMissing(Invalid):
    default_code = "VETTING_TRAINING_MISSING"


class DocumentsMissing(Invalid):
    default_code = "VETTING_DOCUMENTS_MISSING"


class DocumentInvalid(Invalid):
    default_code = "VETTING_DOCUMENT_INVALID"


class DocumentsSettled(Conflict):
    default_code = "VETTING_DOCUMENTS_SETTLED"


class RenewalNotDue(Invalid):
    default_code = "VETTING_RENEWAL_NOT_DUE"


class RenewalStillDue(Invalid):
    default_code = "VETTING_RENEWAL_STILL_DUE"


class NotSilentLongEnough(Invalid):
    default_code = "VETTING_NOT_SILENT_LONG_ENOUGH"


class KeysNotReturned(Invalid):
    default_code = "VETTING_KEYS_NOT_RETURNED"


class KeysInvalid(Invalid):
    default_code = "VETTING_KEYS_INVALID"


class NobodyToAnswer(Conflict):
    default_code = "VETTING_NOBODY_TO_ANSWER"


class KeptTooShort(Invalid):
    default_code = "VETTING_KEPT_TOO_SHORT"


class InputUnexpected(Invalid):
    default_code = "VETTING_INPUT_UNEXPECTED"


class DateMissing(Invalid):
    default_code = "VETTING_DATE_MISSING"


class DateInFuture(Invalid):
    default_code = "VETTING_DATE_IN_FUTURE"


class DateTooEarly(Invalid):
    default_code = "VETTING_DATE_TOO_EARLY"


class DateTooLate(Invalid):
    default_code = "VETTING_DATE_TOO_LATE"


class ReferenceInvalid(Invalid):
    default_code = "VETTING_REFERENCE_INVALID"


class ReferenceClosed(Conflict):
    default_code = "VETTING_REFERENCE_CLOSED"


class LevelInvalid(Invalid):
    default_code = "VETTING_LEVEL_INVALID"


class SourceInvalid(Invalid):
    default_code = "VETTING_SOURCE_INVALID"


class ConditionMissing(Invalid):
    default_code = "VETTING_CONDITION_MISSING"


class AccessInvalid(Invalid):
    default_code = "VETTING_ACCESS_INVALID"


class OpeningInvalid(Invalid):
    default_code = "VETTING_OPENING_INVALID"


class AlreadyChased(Conflict):
    default_code = "VETTING_ALREADY_CHASED"


class NobodyToChase(Conflict):
    default_code = "VETTING_NOBODY_TO_CHASE"


class CourseInvalid(Invalid):
    default_code = "VETTING_COURSE_INVALID"


class SessionInvalid(Invalid):
    default_code = "VETTING_SESSION_INVALID"


class SessionClosed(Conflict):
    default_code = "VETTING_SESSION_CLOSED"


class BookingInvalid(Invalid):
    default_code = "VETTING_BOOKING_INVALID"


class AlreadyBooked(Conflict):
    default_code = "VETTING_ALREADY_BOOKED"


class MarkInvalid(Invalid):
    default_code = "VETTING_MARK_INVALID"
