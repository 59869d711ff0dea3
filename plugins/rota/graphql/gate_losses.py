"""What the API says of lost time: each row, the sums that the rows make, and what is recorded by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, func
from strawberry import ID, Info

from core.sdk import (
    Context,
    Invalid,
    Partner,
    Service,
    answer,
    as_uuid,
    computed,
    connection,
    lookup,
    mutation,
    node,
    reports,
    through,
    translate,
    writing,
)
from plugins.rota import gate_queries, models
from plugins.rota.enums import FrictionCause
from plugins.rota.permissions import GATE_READ
from plugins.rota.reports import HOURS_LOST
from plugins.rota.rules.gate_friction import PRISON_CAUSES
from plugins.rota.rules.gate_hours import HoursLost, Share, hours_lost
from plugins.rota.services.gate_friction import record_loss, remove_loss


def _wings(service: Any) -> ColumnElement[str]:
    """Return the wings of a service as one text, as the sums are named (`wing_key`)."""
    return func.array_to_string(service.wings, ", ", type_=Text)


@node(models.Friction, permission=GATE_READ, module="rota", sorted_by=("-happened_on", "id"))
class RotaFriction:
    """Time lost at a session, by one cause."""

    id: ID
    session_id: ID
    happened_on: date
    cause: FrictionCause
    minutes_lost: int
    people_affected: int
    is_derived: bool
    person_minutes: int = computed(lambda row: row.minutes_lost * row.people_affected)
    is_by_prison: bool = computed(lambda row: row.cause.in_(sorted(PRISON_CAUSES)))
    service_id: ID = computed(through("session_id", models.Session, "service_id"))
    service_name: str = computed(
        through("session_id", models.Session, through("service_id", Service, "name"))
    )
    wings: str = computed(through("session_id", models.Session, through("service_id", Service, _wings)))
    partner_name: str = computed(through("partner_id", Partner, "name"))


@strawberry.type
class RotaShare:
    """A part of the lost time: minutes of one person."""

    key: str
    label: str
    minutes: int


@strawberry.type
class RotaLostTime:
    """One side's lost time, divided four ways; the parts of each make the whole."""

    minutes: int
    by_cause: list[RotaShare]
    by_service: list[RotaShare]
    by_wing: list[RotaShare]
    by_month: list[RotaShare]


@strawberry.type
class RotaHoursLost:
    """What the prison's causes cost, and beside it what organisations and their people did."""

    prison: RotaLostTime
    organisations: RotaLostTime


async def _hours_lost(info: Info[Context, None], first: date, last: date) -> RotaHoursLost:
    viewer = info.context.viewer
    viewer.require(GATE_READ)
    if last < first:
        raise Invalid(translate("The last day must not be before the first."), "last")
    async with info.context.database.read(viewer) as session:
        rows = await gate_queries.lost_time(session, first, last)
    return RotaHoursLost(
        prison=_side(hours_lost(rows, by_prison=True)),
        organisations=_side(hours_lost(rows, by_prison=False)),
    )


def _side(lost: HoursLost) -> RotaLostTime:
    return RotaLostTime(
        minutes=lost.minutes,
        by_cause=_shares(lost.by_cause),
        by_service=_shares(lost.by_service),
        by_wing=_shares(lost.by_wing),
        by_month=_shares(lost.by_month),
    )


def _shares(shares: tuple[Share, ...]) -> list[RotaShare]:
    return [RotaShare(key=one.key, label=str(one.label), minutes=one.minutes) for one in shares]


@strawberry.input
class RotaNewLoss:
    """Time lost at a session that no sheet tells of: a cause, no words."""

    session_id: ID
    cause: FrictionCause
    minutes: int
    people: int = 1


@strawberry.type
class RotaRemoved:
    id: ID


@strawberry.type
class RotaAsked:
    """A report that was asked for."""

    report_id: ID


class LossQuery:
    rota_frictions = connection(
        RotaFriction,
        filters=("cause", "happened_on", "service_id", "wings", "is_by_prison", "session_id"),
        orders=("happened_on", "minutes_lost", "service_name"),
        description="Time lost at the gate and on the wings.",
    )
    rota_friction = lookup(RotaFriction)
    rota_hours_lost: Any = strawberry.field(
        resolver=_hours_lost, description="Lost time from one day to another, added up."
    )


class LossMutation:
    @mutation("Record time that was lost at a session.")
    async def rota_record_loss(self, info: Info[Context, None], given: RotaNewLoss) -> RotaFriction:
        async with writing(info) as (session, viewer):
            made = await record_loss(
                session,
                viewer,
                as_uuid(given.session_id),
                cause=given.cause,
                minutes=given.minutes,
                people=given.people,
            )
        return await answer(info, RotaFriction, made.id)  # type: ignore[no-any-return]

    @mutation("Take back lost time that was recorded by hand.")
    async def rota_remove_loss(self, info: Info[Context, None], id: ID) -> RotaRemoved:
        async with writing(info) as (session, viewer):
            await remove_loss(session, viewer, as_uuid(id))
        return RotaRemoved(id=id)

    @mutation("Ask for the report of the hours lost from one day to another.")
    async def rota_report_hours_lost(self, info: Info[Context, None], first: date, last: date) -> RotaAsked:
        async with writing(info) as (session, viewer):
            given = {"first": first, "last": last}
            asked = await reports.request_report(session, viewer, HOURS_LOST, parameters=given)
        return RotaAsked(report_id=ID(str(asked.id)))
