"""People, what they are here, and their parts in services."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func, literal
from strawberry import ID

from core.accounts.models import Account
from core.clock import today
from core.partnership import models
from core.partnership.enums import PersonKind, PersonStatus
from core.partnership.graphql.nodes.organisations import Partner
from core.partnership.graphql.nodes.services import Service
from core.partnership.permissions import AGE_CONFIRM, PERSON_READ
from core.reads.declarations import computed, node
from core.reads.through import through
from core.retention.holding import keeps_person
from core.retention.permissions import RETENTION_READ

for code_list in (PersonKind, PersonStatus):
    strawberry.enum(code_list)


@node(models.PersonRole, permission=PERSON_READ, sorted_by=("kind", "id"))
class PersonRole:
    id: ID
    kind: PersonKind
    title: str | None
    starts_on: date | None
    ends_on: date | None
    partner: Partner | None


MINIMUM_AGE = through("role_id", models.RoleDescription, "minimum_age")
"""Of a part: null where its role is not described, or is for everybody."""


def _is_old_enough(assignment: Any) -> ColumnElement[bool]:
    confirmed = through("person_id", models.Person, lambda person: func.coalesce(person.age_confirmed, 0))
    return confirmed(assignment) >= MINIMUM_AGE(assignment)


@node(models.Assignment, permission=PERSON_READ, sorted_by=("role_title", "id"))
class Assignment:
    id: ID
    person_id: ID
    service_id: ID
    role_id: ID | None
    role_title: str
    starts_on: date | None
    ends_on: date | None
    service: Service
    minimum_age: int | None = computed(MINIMUM_AGE)
    """From which age the described role is."""
    is_old_enough: bool | None = computed(_is_old_enough)
    """Whether that was confirmed; null where the role does not ask."""
    person_name: str = computed(through("person_id", models.Person, "name"))
    is_current: bool = computed(
        lambda assignment: (
            (func.coalesce(assignment.starts_on, literal(today())) <= today())
            & (func.coalesce(assignment.ends_on, literal(today())) >= today())
        ),
    )


@node(models.Person, permission=PERSON_READ, sorted_by=("sort_key",), sensitive=True)
class Person:
    id: ID
    first_name: str
    surname: str
    name_key: str
    sort_key: str
    team: str | None
    email: str | None
    status: PersonStatus
    left_on: date | None
    pass_returned: bool | None
    note: str | None
    partner_id: ID | None
    created_at: datetime
    age_confirmed: int | None
    age_confirmed_on: date | None
    partner: Partner | None
    person_roles: list[PersonRole]
    assignments: list[Assignment]
    age_confirmed_by_name: str | None = computed(
        through("age_confirmed_by", Account, "name"), permission=AGE_CONFIRM
    )
    is_on_hold: bool = computed(keeps_person, permission=RETENTION_READ)
    name: str = computed(lambda person: person.name)
    partner_name: str | None = computed(through("partner_id", models.Partner, "name"))
