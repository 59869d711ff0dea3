"""One worker process: its parts, started together, and ended so that nothing running is broken off."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator

import structlog
from sqlalchemy.exc import SQLAlchemyError

import core.models  # noqa: F401 -- the metadata must be whole before the first query, whatever the jobs import
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.jobs.dispatch import Dispatcher
from core.jobs.pulse import Pulse
from core.jobs.queue import forget_worker
from core.jobs.runner import Runner
from core.jobs.schedules import Scheduler
from core.jobs.work import Work
from core.metrics import serve_metrics
from core.settings import Settings
from workers.listener import Listener
from workers.metrics import watch_attempt
from workers.pacing import cancel, keep_trying, repeat
from workers.relay import Relay
from workers.reporting import Reporter
from workers.slots import Slots
from workers.waking import Waking

log = structlog.get_logger(__name__)
CONCURRENT_JOBS = 4
REPORT_SECONDS = 5.0
SCHEDULE_SECONDS = 1.0
ANSWER_SECONDS = 60.0
GRACE_SECONDS = 25.0
"""Less than the thirty seconds that Kubernetes gives before it kills."""


class WorkerProcess:
    """The parts, and how they hang together."""

    def __init__(self, settings: Settings, work: Work) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stop, self.hurry, self.hint = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._id = uuid7()
        self._listening_url = settings.listening_url
        self._database = Database.from_settings(settings)
        self._pulse = Pulse(self._listening_url)
        runner = Runner(self._database, work, self._pulse, name=self.name, watch=watch_attempt)
        self._slots = Slots(runner, limit=CONCURRENT_JOBS, on_free=self.hint.set)
        redis_url = settings.redis_url.get_secret_value()
        self._dispatcher = Dispatcher(redis_url)
        self._waking = Waking(redis_url, self._slots)
        self._work = work

    async def run(self) -> None:
        """Work until told to stop, then let what runs finish."""
        self._pulse.start()
        parts = [
            asyncio.create_task(keep_trying(name, part, self.stop), name=name)
            for name, part in self._parts().items()
        ]
        await self.stop.wait()
        log.info("worker_stopping", worker=self.name, running=self._slots.busy)
        self._slots.refuse()
        await cancel(parts, again_seconds=1, times=5)
        await self._slots.close(grace_seconds=GRACE_SECONDS, hurry=self.hurry)
        self._pulse.stop()
        with contextlib.suppress(SQLAlchemyError, OSError):
            await forget_worker(self._database, self._id)
        await self._dispatcher.close()
        await self._database.close()

    def _parts(self) -> dict[str, Callable[[], Awaitable[None]]]:
        database, stop, slots = self._database, self.stop, self._slots
        relay = Relay(database, self._work, self._dispatcher, slots, hint=self.hint, stop=stop)
        reporter = Reporter(database, slots, worker_id=self._id, name=self.name)
        scheduler = Scheduler(database, self._work)
        return {
            "relay": relay.carry,
            "listener": Listener(self._listening_url, self.hint.set).listen,
            "redis": self._waking.listen,
            "reporter": lambda: repeat(reporter.report, stop, seconds=REPORT_SECONDS, at_most=ANSWER_SECONDS),
            "scheduler": lambda: repeat(
                scheduler.tick, stop, seconds=SCHEDULE_SECONDS, at_most=ANSWER_SECONDS
            ),
        }


async def run_worker(settings: Settings, work: Work) -> None:
    """Do jobs until SIGTERM or Ctrl-C; a second one breaks off what still runs and gives it back."""
    process = WorkerProcess(settings, work)
    with _signals(process), serve_metrics(settings, settings.worker_metrics_port):
        log.info("worker_started", worker=process.name, jobs=len(work.jobs), schedules=len(work.schedules))
        await process.run()
        log.info("worker_stopped", worker=process.name)


@contextlib.contextmanager
def _signals(process: WorkerProcess) -> Iterator[None]:
    def heard() -> None:
        if process.stop.is_set():
            process.hurry.set()
        process.stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, heard)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
