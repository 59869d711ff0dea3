"""What the API says of the rota: types over its tables."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func, or_
from strawberry import ID

from core.sdk import Partner, Person, PersonNode, Service, computed, extend, node, through, today
from plugins.rota import models
from plugins.rota.enums import NoticeBearing, SessionOutcome
from plugins.rota.permissions import NOTICE_READ, SESSION_READ

MODULE = "rota"
strawberry.enum(SessionOutcome, name="RotaSessionOutcome")
strawberry.enum(NoticeBearing, name="RotaNoticeBearing")
PERSON_NAME = through("person_id", Person, "name")
"""Null where this viewer may not see them."""
PARTNER_NAME = through("partner_id", Partner, "name")
SERVICE_NAME = through("service_id", Service, "name")


def _lasts(row: Any) -> ColumnElement[bool]:
    return or_(row.last_on.is_(None), row.last_on >= today())


@node(models.Regular, permission=SESSION_READ, module=MODULE, sorted_by=("first_on", "id"))
class RotaRegular:
    id: ID
    pattern_id: ID
    person_id: ID
    first_on: date
    last_on: date | None
    person_name: str | None = computed(PERSON_NAME)
    service_name: str | None = computed(through("pattern_id", models.Pattern, SERVICE_NAME))
    weekday: int | None = computed(through("pattern_id", models.Pattern, "weekday"))
    every_weeks: int | None = computed(through("pattern_id", models.Pattern, "every_weeks"))
    starts_at: time | None = computed(through("pattern_id", models.Pattern, "starts_at"))
    ends_at: time | None = computed(through("pattern_id", models.Pattern, "ends_at"))
    is_current: bool = computed(_lasts)


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
    service_name: str = computed(SERVICE_NAME)
    partner_name: str = computed(PARTNER_NAME)
    is_current: bool = computed(_lasts)


@node(models.StandIn, permission=SESSION_READ, module=MODULE, sorted_by=("id",))
class RotaStandIn:
    id: ID
    session_id: ID
    person_id: ID
    person_name: str | None = computed(PERSON_NAME)


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
    service_name: str = computed(SERVICE_NAME)
    partner_name: str = computed(PARTNER_NAME)


@node(models.Absence, permission=SESSION_READ, module=MODULE, sorted_by=("first_on", "id"))
class RotaAbsence:
    id: ID
    person_id: ID
    partner_id: ID | None
    first_on: date
    last_on: date
    person_name: str | None = computed(PERSON_NAME)
    person_surname: str | None = computed(through("person_id", Person, "sort_key"))
    partner_name: str | None = computed(PARTNER_NAME)


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
    service_name: str | None = computed(SERVICE_NAME)
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
