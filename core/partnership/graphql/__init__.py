"""The partnership in the API: what can be read, and what can be changed."""

from core.partnership.graphql.nodes import Partner, Person, Service
from core.partnership.graphql.organisations import OrganisationMutation
from core.partnership.graphql.people import PeopleMutation
from core.partnership.graphql.roots import Query
from core.partnership.graphql.services import ServiceMutation

__all__ = [
    "OrganisationMutation",
    "Partner",
    "PeopleMutation",
    "Person",
    "Query",
    "Service",
    "ServiceMutation",
]
