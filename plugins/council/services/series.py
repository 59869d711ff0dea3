"""Meetings in series: set up, made for half a year ahead, ended; what took place stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    DomainError,
    Invalid,
    InvalidInput,
    Viewer,
    explain_constraint,
    now,
    today,
    translate,
    uuid7,
)
from core.sdk import lazy_gettext as _
from plugins.council.enums import MeetingState, Rhythm
from plugins.council.models import Council, Meeting, Series
from plugins.council.permissions import MEETING_RUN
from plugins.council.queries import council_to_change, known_here
from plugins.council.queries import meetings as queries
from plugins.council.rules.series import AHEAD, LAST_IN_MONTH, Pattern, days_between
from plugins.council.services.agenda import fill_agenda
from plugins.council.services.councils import quorum_of
from plugins.council.services.standing import points_for_agenda, standing_faults

LONGEST_NAME = 80
LONGEST_PLACE = 120
MOST_EVERY = 12
MOST_STANDING = 12
LONGEST_TITLE = 200
explain_constraint(
    "uq_council_series_tenant_id_council_id_name",
    _("This council has meetings of that name. Give these another."),
    "name",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenWhere:
    """When and where a meeting is."""

    starts_at: time
    ends_at: time
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(WhenWhere):
    """When a council meets, and what stands on every agenda."""

    name: str
    rhythm: Rhythm
    weekday: int
    every: int = 1
    place_in_month: int | None = None
    standing: Sequence[str] = field(default_factory=tuple)


async def start_series(
    session: AsyncSession, viewer: Viewer, council_id: UUID, *, plan: Plan, first_on: date | None = None
) -> Series:
    """Say when a council meets, and make its meetings for half a year."""
    viewer.require(MEETING_RUN)
    council = await council_to_change(session, council_id)
    faults = (*_faults(plan), *standing_faults(plan.standing, await known_here(session)))
    if faults:
        raise InvalidInput(faults)
    if council.ended_on is not None:
        raise Conflict(translate("{name} has ended. Choose another council.").format(name=council.name))
    series = Series(
        id=uuid7(),
        council_id=council.id,
        name=" ".join(plan.name.split()),
        rhythm=plan.rhythm,
        every=plan.every,
        weekday=plan.weekday,
        place_in_month=plan.place_in_month,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        place=" ".join(plan.place.split()),
        standing=_points(plan.standing),
        first_on=first_on or today(),
    )
    session.add(series)
    await session.flush()
    await _make(session, series, council, first_on or today())
    return series


async def make_meetings(session: AsyncSession, viewer: Viewer, series_id: UUID) -> list[Meeting]:
    """Make the meetings of a series that half a year from today asks for; none is made twice."""
    viewer.require(MEETING_RUN)
    series = await queries.series_to_change(session, series_id)
    council = await council_to_change(session, series.council_id)
    return await _make(session, series, council, today())


async def make_all_meetings(session: AsyncSession, viewer: Viewer) -> int:
    """Make what half a year from today asks for, of every series that goes on; return how many."""
    viewer.require(MEETING_RUN)
    found = await session.scalars(
        select(Series.id)
        .join(Council, Council.id == Series.council_id)
        .where(Series.ended_on.is_(None), Council.ended_on.is_(None))
        .order_by(Series.id)
    )
    return sum([len(await make_meetings(session, viewer, series_id)) for series_id in found.all()])


async def change_series(
    session: AsyncSession,
    viewer: Viewer,
    series_id: UUID,
    *,
    name: str,
    at: WhenWhere,
    standing: Sequence[str] = (),
) -> Series:
    """Give a series another name, hours, room or standing points, from its next meeting on.

    A meeting that was changed by hand stays as it is; so does an agenda that was made. Another rhythm is
    another series.
    """
    viewer.require(MEETING_RUN)
    series = await queries.series_to_change(session, series_id)
    _require_going_on(series)
    faults = (
        *_naming_faults(name, standing),
        *standing_faults(standing, await known_here(session)),
        *place_and_time_faults(at.starts_at, at.ends_at, at.place),
    )
    if faults:
        raise InvalidInput(faults)
    untouched = await _untouched(session, series)
    series.name, series.standing = " ".join(name.split()), _points(standing)
    moved = (series.starts_at, series.ends_at, series.place)
    series.starts_at, series.ends_at = at.starts_at, at.ends_at
    series.place = " ".join(at.place.split())
    if moved != (series.starts_at, series.ends_at, series.place):
        for meeting in untouched:
            meeting.starts_at, meeting.ends_at, meeting.place = at.starts_at, at.ends_at, series.place
            meeting.revision += 1
            meeting.changed_at = now()
    await session.flush()
    return series


async def end_series(
    session: AsyncSession, viewer: Viewer, series_id: UUID, *, on: date | None = None
) -> Series:
    """End a series: no further meeting is made. Those that are planned stay until they are cancelled."""
    viewer.require(MEETING_RUN)
    series = await queries.series_to_change(session, series_id)
    if series.ended_on is None:
        series.ended_on = max(on or today(), series.first_on)
        await session.flush()
    return series


def _require_going_on(series: Series) -> None:
    if series.ended_on is not None:
        raise Conflict(translate("“{name}” has ended.").format(name=series.name), "seriesId")


async def _untouched(session: AsyncSession, series: Series) -> Sequence[Meeting]:
    """Return the meetings to come that are still as the series made them."""
    found = await session.scalars(
        select(Meeting)
        .where(
            Meeting.series_id == series.id,
            Meeting.state == MeetingState.SCHEDULED,
            Meeting.instead_of_id.is_(None),
            Meeting.held_on > today(),
            Meeting.starts_at == series.starts_at,
            Meeting.ends_at == series.ends_at,
            Meeting.place == series.place,
        )
        .with_for_update()
    )
    return found.all()


async def _make(session: AsyncSession, series: Series, council: Council, first: date) -> list[Meeting]:
    if series.ended_on is not None or council.ended_on is not None:
        return []
    days = days_between(pattern_of(series), first, today() + AHEAD)
    made = [meeting_on(council, series, day) for day in days]
    taken = set(await session.scalars(select(Meeting.planned_on).where(Meeting.series_id == series.id)))
    fresh = [one for one in made if one.planned_on not in taken]
    session.add_all(fresh)
    await session.flush()
    standing = await points_for_agenda(session, series.standing) if fresh else ()
    for meeting in fresh:
        await fill_agenda(session, meeting, standing)
    return fresh


def pattern_of(series: Series) -> Pattern:
    return Pattern(
        rhythm=series.rhythm,
        every=series.every,
        weekday=series.weekday,
        place_in_month=series.place_in_month,
        first_on=series.first_on,
    )


def meeting_on(council: Council, series: Series, day: date) -> Meeting:
    """Return a meeting of a series on a day, as the series says it."""
    made = uuid7()
    return Meeting(
        id=made,
        council_id=council.id,
        series_id=series.id,
        planned_on=day,
        held_on=day,
        starts_at=series.starts_at,
        ends_at=series.ends_at,
        place=series.place,
        calendar_id=made,
        state=MeetingState.SCHEDULED,
        quorum=quorum_of(council),
        revision=0,
        changed_at=now(),
    )


def _points(lines: Sequence[str]) -> list[str]:
    return [" ".join(one.split()) for one in lines if one.strip()]


def _naming_faults(name: str, standing: Sequence[str]) -> Iterator[DomainError]:
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        yield Invalid(translate("Give the meetings a name of 80 characters at most."), "name")
    if len(standing) > MOST_STANDING or any(len(one) > LONGEST_TITLE for one in standing):
        yield Invalid(
            translate("Name at most 12 points for every meeting, each in 200 characters at most."), "standing"
        )


def _faults(plan: Plan) -> Iterator[DomainError]:
    yield from _naming_faults(plan.name, plan.standing)
    if not 1 <= plan.every <= MOST_EVERY:
        yield Invalid(translate("Say every how many weeks or months, from 1 to 12."), "every")
    if plan.rhythm is Rhythm.MONTHS and plan.place_in_month not in range(1, LAST_IN_MONTH + 1):
        yield Invalid(translate("Choose which of these weekdays in the month."), "placeInMonth")
    if plan.rhythm is Rhythm.WEEKS and plan.place_in_month is not None:
        yield Invalid(
            translate("Meetings by the week have no place in the month. Leave it empty."), "placeInMonth"
        )
    yield from place_and_time_faults(plan.starts_at, plan.ends_at, plan.place)


def place_and_time_faults(starts_at: time, ends_at: time, place: str) -> Iterator[DomainError]:
    """Say what is wrong with when and where a meeting is."""
    if ends_at <= starts_at:
        yield Invalid(translate("It ends before it begins. Give a later time."), "endsAt")
    if not 1 <= len(place.strip()) <= LONGEST_PLACE:
        yield Invalid(translate("Say where it is, in 120 characters at most."), "place")
