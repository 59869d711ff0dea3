"""Tables of the partnership: registry organisations, and per prison partners, people and services.

Relationships are for reading only: a write sets ids, so that the composite keys are never half copied.
"""

from core.partnership.models.partner import (
    Organisation,
    Partner,
    PartnerAgreement,
    PartnerContact,
    PartnerInsurance,
)
from core.partnership.models.person import Assignment, Person, PersonRole
from core.partnership.models.service import RoleDescription, Service, ServiceStatusChange

__all__ = [
    "Assignment",
    "Organisation",
    "Partner",
    "PartnerAgreement",
    "PartnerContact",
    "PartnerInsurance",
    "Person",
    "PersonRole",
    "RoleDescription",
    "Service",
    "ServiceStatusChange",
]
