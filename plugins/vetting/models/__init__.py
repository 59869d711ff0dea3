"""Tables of vetting. None has a column for a reason, a conviction, or a document's number or image."""

from plugins.vetting.models.case import IS_OPEN, TURN, TURN_PLACE, TURN_PLACES, Case, Chase, StageEvent
from plugins.vetting.models.clearance import Clearance
from plugins.vetting.models.document import Document
from plugins.vetting.models.forecast import Forecast
from plugins.vetting.models.lead_time import MeasuredLeadTime
from plugins.vetting.models.passport import Passport, PassportUse, Recognition
from plugins.vetting.models.policy import PolicyVersion
from plugins.vetting.models.reference import Reference
from plugins.vetting.models.role_requirement import RoleRequirement
from plugins.vetting.models.training import Booking, Course, CourseSession, Training

__all__ = [
    "IS_OPEN",
    "TURN",
    "TURN_PLACE",
    "TURN_PLACES",
    "Booking",
    "Case",
    "Chase",
    "Clearance",
    "Course",
    "CourseSession",
    "Document",
    "Forecast",
    "MeasuredLeadTime",
    "Passport",
    "PassportUse",
    "PolicyVersion",
    "Recognition",
    "Reference",
    "RoleRequirement",
    "StageEvent",
    "Training",
]
