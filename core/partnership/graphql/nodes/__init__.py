"""What the API says of the partnership: types over its tables."""

from core.partnership.graphql.nodes.organisations import (
    Organisation,
    Partner,
    PartnerAgreement,
    PartnerContact,
    PartnerInsurance,
)
from core.partnership.graphql.nodes.people import Assignment, Person, PersonRole
from core.partnership.graphql.nodes.prisons import Prison, PrisonGroup
from core.partnership.graphql.nodes.services import RoleDescription, Service, ServiceStatusChange

__all__ = [
    "Assignment",
    "Organisation",
    "Partner",
    "PartnerAgreement",
    "PartnerContact",
    "PartnerInsurance",
    "Person",
    "PersonRole",
    "Prison",
    "PrisonGroup",
    "RoleDescription",
    "Service",
    "ServiceStatusChange",
]
