"""What the API says of weather."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, func
from strawberry import ID, Info

from core.sdk import (
    Context,
    PersonNode,
    answer,
    as_uuid,
    computed,
    connection,
    extend,
    lookup,
    mutation,
    node,
    writing,
)

from . import models, services
from .enums import Sky
from .permissions import SIGHTING_READ

strawberry.enum(Sky, name="WeatherSky")


def place_key(sighting: Any) -> ColumnElement[str]:
    return func.lower(sighting.place)


@node(models.Sighting, permission=SIGHTING_READ, module="weather", sorted_by=("-seen_on", "place"))
class WeatherSighting:
    id: ID
    place: str
    seen_on: date
    sky: Sky
    person: PersonNode | None
    place_key: str = computed(place_key)


@extend(PersonNode, module="weather")
class PersonWeather:
    weather_sightings: list[WeatherSighting]


@strawberry.type
class WeatherOutlook:
    words: str


def _outlook(info: Info[Context, None]) -> WeatherOutlook:
    info.context.viewer.require(SIGHTING_READ)
    return WeatherOutlook(words="It will be dry after it has been wet.")


outlook: Any = strawberry.field(resolver=_outlook)


class Query:
    weather_sightings = connection(
        WeatherSighting, filters=("sky", "place_key", "seen_on"), orders=("seen_on", "place")
    )
    weather_sighting = lookup(WeatherSighting)
    weather_outlook = outlook


@strawberry.input
class WeatherNewSighting:
    place: str
    sky: Sky
    person_id: ID | None = None


class Mutation:
    @mutation("Record the sky at a place.")
    async def weather_add_sighting(
        self, info: Info[Context, None], given: WeatherNewSighting
    ) -> WeatherSighting:
        async with writing(info) as (session, viewer):
            sighting = await services.add_sighting(
                session,
                viewer,
                place=given.place,
                sky=given.sky,
                person_id=as_uuid(given.person_id) if given.person_id else None,
            )
        return await answer(info, WeatherSighting, sighting.id)  # type: ignore[no-any-return]
