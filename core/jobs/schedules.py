"""Turns schedules into jobs: each occurrence once for each prison, however many workers ask, and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import func, select
from structlog.contextvars import bound_contextvars

from core.accounts.system import system_viewer
from core.clock import by_calendar
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.jobs.declarations import Schedule
from core.jobs.enqueue import enqueue
from core.jobs.work import Work, module_of
from core.prisons.models import Prison
from core.told_day import ToldDay, told_day

log = structlog.get_logger(__name__)
OLDEST = timedelta(hours=24)
"""A missed occurrence older than this is left out: what was to be chased then is to be chased today."""


class Scheduler:
    """Asks for what is due. It remembers what it asked for only to spare the database the question."""

    def __init__(self, database: Database, work: Work) -> None:
        self._database = database
        self._work = work
        self._asked: dict[str, str] = {}

    async def tick(self) -> None:
        """Ask for what is due by PostgreSQL's clock, which is the same for every worker."""
        if self._work.schedules:
            async with self._database.engine.connect() as connection:
                moment = (await connection.execute(select(func.now()))).scalar_one()
            await self.tick_at(by_calendar(moment), told_day())

    async def tick_at(self, moment: datetime, told: ToldDay | None = None) -> None:
        """Ask for the latest occurrence of each schedule up to this moment.

        A calendar that was told another day has jumped: the latest occurrence between the real day and the
        told one is asked for, anew at every telling, as there may be more to do than the last time.
        """
        ahead = timedelta(days=told.days_ahead) if told else timedelta(0)
        for schedule in self._work.schedules:
            day = schedule.when.last(moment, since=moment - max(OLDEST, ahead))
            if day is None:
                continue
            # The date alone: moving a schedule by an hour must not make it occur twice that day.
            key = ":".join((schedule.name, day.isoformat(), *((told.told_at,) if told else ())))
            if self._asked.get(schedule.name) != key:
                await self._ask(schedule, day, key)
                self._asked[schedule.name] = key

    async def _ask(self, schedule: Schedule, day: date, key: str) -> None:
        prisons = await self._prisons(module_of(schedule.name))
        for prison_id in prisons:
            viewer = system_viewer(prison_id)
            with bound_contextvars(correlation_id=str(uuid7())):
                async with self._database.write(viewer) as session:
                    await enqueue(session, schedule.job, viewer, dedupe_key=key)
        log.info("schedule_asked", schedule=schedule.name, day=day.isoformat(), prisons=len(prisons))

    async def _prisons(self, module: str) -> list[UUID]:
        """Return the active prisons in which the module is on."""
        statement = (
            select(Prison.id)
            .where(Prison.active, ~Prison.disabled_modules.contains([module]))
            .order_by(Prison.code)
        )
        async with self._database.engine.connect() as connection:
            return list(await connection.scalars(statement))
