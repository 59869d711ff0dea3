"""Expiry meets rota, as the API says it: sessions below cover, who drops out and why, who could stand in."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, Invalid, today, translate
from plugins.rota import cover
from plugins.rota.graphql.expected import RotaPerson, as_person
from plugins.rota.permissions import COVER_READ

MOST_WEEKS = 12


@strawberry.type
class RotaLost:
    """Somebody who was to come and will not; the words are the gravest reason, as far as it may be read."""

    person: RotaPerson
    is_away: bool
    words: str


@strawberry.type
class RotaShortSession:
    id: ID
    service_id: ID
    service_name: str
    partner_name: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    minimum_cover: int
    coming: list[RotaPerson]
    lost: list[RotaLost]
    substitutes: list[RotaPerson]


@strawberry.type
class RotaCover:
    """The sessions of some weeks at which fewer may come in than are needed, the earliest first."""

    first: date
    last: date
    sessions: int
    short: list[RotaShortSession]


async def _cover(info: Info[Context, None], weeks: int = 12, substitutes: bool = True) -> RotaCover:  # noqa: FBT001, FBT002 -- an argument of the API
    viewer = info.context.viewer
    viewer.require(COVER_READ)
    if not 1 <= weeks <= MOST_WEEKS:
        raise Invalid(translate("Ask for 1 to {most} weeks.").format(most=MOST_WEEKS), "weeks")
    async with info.context.database.read(viewer) as session:
        found = await cover.read_cover(
            session, info.context.decide, first=today(), weeks=weeks, with_substitutes=substitutes
        )
    return RotaCover(
        first=found.first,
        last=found.last,
        sessions=found.sessions,
        short=[_short(one) for one in found.short],
    )


def _short(one: cover.ShortSession) -> RotaShortSession:
    row = one.session
    return RotaShortSession(
        id=ID(str(row.id)),
        service_id=ID(str(row.service_id)),
        service_name=row.service.name,
        partner_name=row.service.partner.name,
        held_on=row.held_on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        minimum_cover=row.minimum_cover,
        coming=[as_person(person) for person in one.coming],
        lost=[
            RotaLost(person=as_person(lost.person), is_away=lost.is_away, words=str(lost.words))
            for lost in one.lost
        ],
        substitutes=[as_person(person) for person in one.substitutes],
    )


read_cover: Any = strawberry.field(
    resolver=_cover, description="Which sessions of the coming weeks fall below cover, and who could help."
)
