"""What weather does later."""

from __future__ import annotations

from core.sdk import Job, JobContext, Schedule, daily

from .services import clear_up


async def run(context: JobContext) -> None:
    async with context.finish() as session:
        await clear_up(session, context.viewer)


CLEAR_UP = Job(name="weather.clear_up", run=run)
EACH_MORNING = Schedule(name="weather.each_morning", job=CLEAR_UP, when=daily(6))
