"""Changes to the partnership: organisations, people, services, and what was agreed."""

from core.partnership.existing import existing_partner, existing_person, existing_service
from core.partnership.services.ages import confirm_age, take_back_age
from core.partnership.services.agreements import end_agreement, record_agreement, record_insurance
from core.partnership.services.organisations import (
    add_contact,
    add_partner,
    change_partner,
    registered_organisation,
    required_text,
)
from core.partnership.services.people import (
    add_person,
    assign_person,
    change_person,
    end_assignment,
    record_leaving,
    record_return,
)
from core.partnership.services.running import (
    add_service,
    apply_service_statuses,
    change_role,
    change_service,
    change_service_status,
    describe_role,
)

__all__ = [
    "add_contact",
    "add_partner",
    "add_person",
    "add_service",
    "apply_service_statuses",
    "assign_person",
    "change_partner",
    "change_person",
    "change_role",
    "change_service",
    "change_service_status",
    "confirm_age",
    "describe_role",
    "end_agreement",
    "end_assignment",
    "existing_partner",
    "existing_person",
    "existing_service",
    "record_agreement",
    "record_insurance",
    "record_leaving",
    "record_return",
    "registered_organisation",
    "required_text",
    "take_back_age",
]
