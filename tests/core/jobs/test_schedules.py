"""Each occurrence once, whatever the clocks, the calendar and the workers do."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import text, update

from core.clock import LONDON, bank_holidays
from core.database.unit_of_work import Database
from core.jobs.calendar import When, daily, monthly, on_working_days, weekly
from core.jobs.declarations import Schedule
from core.jobs.schedules import OLDEST, Scheduler
from core.jobs.work import Work
from core.prisons.models import Prison
from core.testkit import NOBODY
from tests.core.jobs.conftest import Desk, open_desk
from tests.workers.jobs import WORK

DAY = timedelta(days=1)


def occurrences(when: When, start: datetime, end: datetime, *, step: timedelta) -> list[date]:
    """Return what a worker that looks at every step would ask for, each day when it first sees it."""
    seen: list[date] = []
    moment = start
    while moment <= end:
        day = when.last(moment, since=start)
        if day is not None and day not in seen:
            seen.append(day)
        moment += step
    return seen


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "day", "moment"),
    [
        (daily(6), date(2027, 1, 15), utc(2027, 1, 15, 6)),
        (daily(6), date(2027, 7, 15), utc(2027, 7, 15, 5)),
        # 28 March 2027: 01:00 GMT becomes 02:00 BST, so 01:30 does not exist and comes an hour later.
        (daily(0, 59), date(2027, 3, 28), utc(2027, 3, 28, 0, 59)),
        (daily(1, 30), date(2027, 3, 28), utc(2027, 3, 28, 1, 30)),
        (daily(2, 0), date(2027, 3, 28), utc(2027, 3, 28, 1, 0)),
        # 31 October 2027: 02:00 BST becomes 01:00 GMT, so 01:30 comes twice and counts the first time.
        (daily(1, 30), date(2027, 10, 31), utc(2027, 10, 31, 0, 30)),
        (daily(2, 0), date(2027, 10, 31), utc(2027, 10, 31, 2, 0)),
    ],
)
def test_times_are_londons(when: When, day: date, moment: datetime) -> None:
    assert when.moment(day) == moment


@pytest.mark.parametrize("at", [time(0), time(0, 59), time(1), time(1, 30), time(2), time(6), time(23, 59)])
@pytest.mark.parametrize("change", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29)])
def test_every_day_has_one_occurrence_across_the_clocks_and_the_leap_day(at: time, change: date) -> None:
    when = When(at=at)
    start = datetime.combine(change - 3 * DAY, time(0), LONDON).astimezone(UTC) - timedelta(seconds=1)
    end = datetime.combine(change + 4 * DAY, time(0, 10), LONDON).astimezone(UTC)
    days = occurrences(when, start, end, step=timedelta(minutes=7))
    assert days[:7] == [change + n * DAY for n in range(-3, 4)]
    moments = [when.moment(day) for day in days]
    assert moments == sorted(set(moments))


def test_a_month_without_the_day_has_its_last() -> None:
    found = occurrences(monthly(30, 3), utc(2028, 1, 1), utc(2028, 4, 30, 12), step=timedelta(hours=6))
    assert found == [date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 30), date(2028, 4, 30)]
    found = occurrences(monthly(30, 3), utc(2027, 2, 1), utc(2027, 3, 1), step=timedelta(hours=6))
    assert found == [date(2027, 2, 28)]


def test_once_a_year_on_a_day() -> None:
    yearly = When(at=time(4), month_days=frozenset({5}), months=frozenset({4}))
    found = occurrences(yearly, utc(2027, 1, 1), utc(2028, 12, 31), step=timedelta(hours=12))
    assert found == [date(2027, 4, 5), date(2028, 4, 5)]


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    start, end = utc(2027, 3, 22), utc(2027, 4, 2, 12)
    found = occurrences(on_working_days(6), start, end, step=timedelta(hours=3))
    assert {date(2027, 3, 26), date(2027, 3, 29)} <= bank_holidays(2027)  # Good Friday, Easter Monday
    assert [day.day for day in found] == [22, 23, 24, 25, 30, 31, 1, 2]


def test_once_a_week() -> None:
    found = occurrences(weekly(0, 7), utc(2027, 3, 22), utc(2027, 4, 5, 12), step=timedelta(hours=5))
    assert found == [date(2027, 3, 22), date(2027, 3, 29), date(2027, 4, 5)]


def test_only_the_last_missed_occurrence_is_due_and_only_for_a_day() -> None:
    friday, back = date(2027, 6, 4), utc(2027, 6, 5, 4, 59)
    assert on_working_days(6).last(back, since=back - OLDEST) == friday
    later = back + timedelta(minutes=1)
    assert on_working_days(6).last(later, since=later - OLDEST) is None
    assert daily(6).last(utc(2027, 6, 9, 12), since=utc(2027, 6, 1)) == date(2027, 6, 9)


async def jobs_by_key(desk: Desk) -> Counter[str]:
    """Count the prison's jobs by their key."""
    async with desk.database.read(desk.viewer) as session:
        return Counter(await session.scalars(text("SELECT dedupe_key FROM job")))


async def only(database: Database, *desks: Desk) -> None:
    """Close every other prison, so that the schedules of a test are asked for in these alone."""
    async with database.write(NOBODY) as session:
        ids = [desk.prison.id for desk in desks]
        await session.execute(update(Prison).values(active=Prison.id.in_(ids)))


async def test_three_workers_with_skewed_clocks_ask_once_for_each_occurrence(
    job_database: Database, desk: Desk
) -> None:
    await only(job_database, desk)
    work = Work(
        {WORK.name: WORK},
        (
            Schedule(name="test.night", job=WORK, when=daily(1, 30)),
            Schedule(name="test.working", job=WORK, when=on_working_days(6)),
        ),
    )
    workers = [Scheduler(job_database, work) for _ in range(3)]
    chance = random.Random(20270328)  # noqa: S311 -- the same skews each time
    start, step = utc(2027, 3, 24, 12), timedelta(minutes=7)
    outage = (utc(2027, 3, 25, 5), utc(2027, 3, 25, 8))
    ticks = [start + number * step for number in range(1030)]
    for moment in ticks:
        if outage[0] <= moment < outage[1]:
            continue
        if outage[1] <= moment < outage[1] + step:
            workers = [Scheduler(job_database, work) for _ in range(3)]
        skews = [timedelta(seconds=chance.uniform(-2, 2)) for _ in workers]
        await asyncio.gather(
            *(worker.tick_at(moment + skew) for worker, skew in zip(workers, skews, strict=True))
        )
    nights = [f"test.night:2027-03-{day}" for day in (24, 25, 26, 27, 28, 29)]
    working = [f"test.working:2027-03-{day}" for day in (24, 25)]
    assert await jobs_by_key(desk) == Counter(nights + working)


async def test_each_prison_has_its_own_occurrence_unless_the_module_is_off(
    job_database: Database, desk: Desk
) -> None:
    other = await open_desk(job_database)
    await only(job_database, desk, other)
    schedule = Schedule(name="test.each", job=WORK, when=daily(6))
    await Scheduler(job_database, Work({WORK.name: WORK}, (schedule,))).tick_at(utc(2027, 5, 1, 12))
    assert await jobs_by_key(desk) == await jobs_by_key(other) == Counter({"test.each:2027-05-01": 1})
    async with job_database.write(NOBODY) as session:
        await session.execute(
            update(Prison).where(Prison.id == other.prison.id).values(disabled_modules=["test"])
        )
    await Scheduler(job_database, Work({WORK.name: WORK}, (schedule,))).tick_at(utc(2027, 5, 2, 12))
    assert set(await jobs_by_key(desk)) == {"test.each:2027-05-01", "test.each:2027-05-02"}
    assert set(await jobs_by_key(other)) == {"test.each:2027-05-01"}
