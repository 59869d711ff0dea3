"""Where reading of the partnership begins: the root fields."""

from __future__ import annotations

from sqlalchemy import func

from core.partnership.graphql.nodes import Assignment, Partner, Person, Prison, RoleDescription, Service
from core.reads.roots import connection, lookup, own_prison


class Query:
    prison = own_prison(Prison, description="The prison of this address.")
    partners = connection(
        Partner,
        filters=("name_key", "funding_basis", "status", "on_mailing_list", "people_count"),
        orders=("name", "name_key", "funding_basis", "status", "people_count"),
        search=lambda partner: partner.name,
    )
    partner = lookup(Partner)
    people = connection(
        Person,
        filters=("name_key", "status", "partner_id", "team", "pass_returned"),
        orders=("sort_key", "surname", "first_name", "partner_name", "team", "status"),
        search=lambda person: func.concat(person.first_name, " ", person.surname),
    )
    person = lookup(Person)
    services = connection(
        Service,
        filters=("status", "partner_id"),
        orders=("name", "status", "status_since", "partner_name"),
        search=lambda service: service.name,
    )
    service = lookup(Service)
    role_description = lookup(RoleDescription)
    assignments = connection(
        Assignment,
        filters=("person_id", "service_id", "role_id", "is_current"),
        orders=("role_title", "starts_on"),
    )
