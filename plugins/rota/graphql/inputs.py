"""What the mutations of the rota are given."""

from __future__ import annotations

from datetime import date, time

import strawberry
from strawberry import ID

from plugins.rota.enums import NoticeBearing, SessionOutcome
from plugins.rota.services import Timing


@strawberry.input
class RotaTiming:
    """When, where, through which entrance, with how many; London times."""

    starts_at: time
    ends_at: time
    place: str
    entrance: str
    minimum_cover: int = 1
    escort_needed: bool = False

    def value(self) -> Timing:
        return Timing(
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            place=self.place,
            entrance=self.entrance,
            minimum_cover=self.minimum_cover,
            escort_needed=self.escort_needed,
        )


@strawberry.input
class RotaWeekly:
    """A regular time: 0 is Monday; every how many weeks, counted from the week of the first day."""

    weekday: int
    every_weeks: int = 1
    first_on: date
    last_on: date | None = None
    timing: RotaTiming


@strawberry.input
class RotaNewRegular:
    pattern_id: ID
    person_id: ID
    first_on: date
    last_on: date | None = None


@strawberry.input
class RotaNewAbsence:
    """Days on which somebody does not come; there is no place for why."""

    person_id: ID
    first_on: date
    last_on: date | None = None


@strawberry.input
class RotaRecord:
    session_id: ID
    outcome: SessionOutcome
    attendance: int | None = None


@strawberry.input
class RotaNewNotice:
    bearing: NoticeBearing
    words: str
    first_on: date
    last_on: date | None = None
    service_id: ID | None = None
    wings: list[str] = strawberry.field(default_factory=list)


@strawberry.type
class RotaTaken:
    """What was taken off the rota: nothing of it can be read any longer."""

    id: ID
