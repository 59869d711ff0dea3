"""How a module declares work for later: a job, what the job is handed, and a schedule that asks for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.entry.deciding import Decision
from core.entry.declarations import Visit
from core.identifiers import JobId
from core.jobs.calendar import When
from core.translation import Text

if TYPE_CHECKING:
    from core.jobs.work import Work


class JobContext(Protocol):
    """What a running job is handed besides its arguments."""

    @property
    def job_id(self) -> JobId: ...

    @property
    def viewer(self) -> Viewer:
        """The account that asked, with the roles it holds now; the system itself for a schedule."""

    @property
    def attempt(self) -> int:
        """Count from 1. A later attempt may follow one that was killed anywhere before `finish()`."""

    @property
    def result(self) -> dict[str, object]:
        """Ids and figures for the person who asked; kept when `finish()` commits."""

    def read(self) -> AbstractAsyncContextManager[AsyncSession]:
        """Open a read-only transaction in the job's prison."""

    def finish(self) -> AbstractAsyncContextManager[AsyncSession]:
        """Open the one transaction for the job's effects; it also marks the job done, once.

        It rolls back when another worker has taken the job over, so an effect written here happens once
        however often the job was started. Anything outside this block may happen more than once.
        """

    async def decide(self, session: AsyncSession, visits: Sequence[Visit]) -> list[Decision]:
        """Ask of many visits at once whether they may come in: all checks that are on, few statements."""

    def note(self) -> AbstractAsyncContextManager[AsyncSession]:
        """Open a transaction for what must be known even if this attempt is killed a moment later.

        It commits at once and rolls back when another worker has taken the job over. What is written here
        happens again with each attempt: before something leaves the house, say here that it is about to.
        """

    @property
    def work(self) -> Work:
        """What all modules declare for later: jobs, kinds of mail, reminders."""

    async def progress(self, done: int, total: int) -> None:
        """Tell the person who waits, at once and whatever becomes of the job."""


JobFunction = Callable[..., Awaitable[None]]
"""`async def run(context: JobContext, *, case_id: UUID) -> None`: arguments arrive as annotated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that is done later, at least once, with its effects in the database taking place once."""

    name: str
    """Module and verb, `vetting.chase_people`: kept in rows, so it never changes."""
    run: JobFunction
    title: Text = ""
    """What the person asked for, in a few plain words and without anybody's name: shown when it fails."""
    max_attempts: int = 5
    timeout_seconds: float = 600
    """For one attempt; it then counts as failed and is tried again."""
    retry_seconds: float = 5
    """The wait after the first failed attempt; each further one waits twice as long, up to ten minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A job without arguments that each prison gets at every occurrence, exactly once.

    An outage of the workers does not lose it: the last missed occurrence runs once when they are back,
    if it is less than 24 hours old; older ones are left out.
    """

    name: str
    """Module and occasion, `vetting.morning_chase`: part of the key that makes an occurrence unique."""
    job: Job
    when: When
