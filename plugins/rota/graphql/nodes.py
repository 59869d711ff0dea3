"""What the API says of the rota: types over its tables."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func, or_, select
from strawberry import ID

from core.sdk import Partner, Person, PersonNode, Service, computed, extend, node, today
from plugins.rota import models
from plugins.rota.enums import NoticeBearing, SessionOutcome
from plugins.rota.permissions import NOTICE_READ, SESSION_READ

MODULE = "rota"
strawberry.enum(SessionOutcome, name="RotaSessionOutcome")
strawberry.enum(NoticeBearing, name="RotaNoticeBearing")


def _one(value: Any, of: Any, row: Any, key: Any) -> ColumnElement[Any]:
    """Return a value of the row of another table that this one points at."""
    found: ColumnElement[Any] = (
        select(value).where(of.tenant_id == row.tenant_id, of.id == key).correlate(row).scalar_subquery()
    )
    return found


def service_name(row: Any) -> ColumnElement[str]:
    return _one(Service.name, Service, row, row.service_id)


def partner_name(row: Any) -> ColumnElement[str]:
    return _one(Partner.name, Partner, row, row.partner_id)


def person_name(row: Any) -> ColumnElement[str]:
    """Return the name of the row's person; null where this viewer may not see them."""
    name = func.trim(func.concat(Person.first_name, " ", Person.surname))
    return _one(name, Person, row, row.person_id)


def person_surname(row: Any) -> ColumnElement[str]:
    return _one(Person.sort_key, Person, row, row.person_id)


def _lasts(row: Any) -> ColumnElement[bool]:
    return or_(row.last_on.is_(None), row.last_on >= today())


@node(models.Regular, permission=SESSION_READ, module=MODULE, sorted_by=("first_on", "id"))
class RotaRegular:
    id: ID
    pattern_id: ID
    person_id: ID
    first_on: date
    last_on: date | None
    person_name: str | None = computed(person_name)
    service_name: str | None = computed(
        lambda row: (
            select(Service.name)
            .join(
                models.Pattern,
                (models.Pattern.tenant_id == Service.tenant_id) & (models.Pattern.service_id == Service.id),
            )
            .where(models.Pattern.tenant_id == row.tenant_id, models.Pattern.id == row.pattern_id)
            .correlate(row)
            .scalar_subquery()
        )
    )
    weekday: int | None = computed(lambda row: _of_pattern(row, models.Pattern.weekday))
    every_weeks: int | None = computed(lambda row: _of_pattern(row, models.Pattern.every_weeks))
    starts_at: time | None = computed(lambda row: _of_pattern(row, models.Pattern.starts_at))
    ends_at: time | None = computed(lambda row: _of_pattern(row, models.Pattern.ends_at))
    is_current: bool = computed(_lasts)


def _of_pattern(row: Any, value: Any) -> ColumnElement[Any]:
    return _one(value, models.Pattern, row, row.pattern_id)


@node(models.Pattern, permission=SESSION_READ, module=MODULE, sorted_by=("weekday", "starts_at", "id"))
class RotaPattern:
    id: ID
    partner_id: ID
    service_id: ID
    weekday: int
    every_weeks: int
    starts_at: time
    ends_at: time
    place: str
    entrance: str
    minimum_cover: int
    escort_needed: bool
    first_on: date
    last_on: date | None
    regulars: list[RotaRegular]
    service_name: str = computed(service_name)
    partner_name: str = computed(partner_name)
    is_current: bool = computed(_lasts)


@node(models.StandIn, permission=SESSION_READ, module=MODULE, sorted_by=("id",))
class RotaStandIn:
    id: ID
    session_id: ID
    person_id: ID
    person_name: str | None = computed(person_name)


@node(models.Session, permission=SESSION_READ, module=MODULE, sorted_by=("held_on", "starts_at", "id"))
class RotaSession:
    id: ID
    partner_id: ID
    service_id: ID
    pattern_id: ID | None
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    entrance: str
    minimum_cover: int
    escort_needed: bool
    by_hand: bool
    outcome: SessionOutcome | None
    attendance: int | None
    revision: int
    stand_ins: list[RotaStandIn]
    service_name: str = computed(service_name)
    partner_name: str = computed(partner_name)


@node(models.Absence, permission=SESSION_READ, module=MODULE, sorted_by=("first_on", "id"))
class RotaAbsence:
    id: ID
    person_id: ID
    partner_id: ID | None
    first_on: date
    last_on: date
    person_name: str | None = computed(person_name)
    person_surname: str | None = computed(person_surname)
    partner_name: str | None = computed(partner_name)


@node(models.EntryNotice, permission=NOTICE_READ, module=MODULE, sorted_by=("first_on", "id"))
class RotaEntryNotice:
    id: ID
    service_id: ID | None
    wings: list[str]
    bearing: NoticeBearing
    words: str
    first_on: date
    last_on: date | None
    withdrawn_on: date | None
    service_name: str | None = computed(service_name)
    is_over: bool = computed(
        lambda row: or_(
            func.coalesce(row.last_on < today(), False), func.coalesce(row.withdrawn_on <= today(), False)
        )
    )


@extend(PersonNode, module=MODULE)
class PersonRota:
    """When somebody comes, and when they are away."""

    rota_regulars: list[RotaRegular]
    rota_absences: list[RotaAbsence]
