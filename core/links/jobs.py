"""How long dead addresses are kept: long enough to say that there was one, and when it was used."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, or_

from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.links.models import Link
from core.translation import lazy_gettext as _

DEAD_KEPT_FOR = timedelta(days=90)


async def forget_links(context: JobContext) -> None:
    """Delete a prison's addresses that have been dead for long, with the days of their use."""
    over = func.now() - DEAD_KEPT_FOR
    async with context.finish() as session:
        await session.execute(
            delete(Link).where(or_(Link.revoked_at < over, Link.used_at < over, Link.expires_at < over))
        )


FORGET_LINKS = Job(name="core.forget_links", run=forget_links, title=_("Forget dead links"))
NIGHTLY_LINKS = Schedule(name="core.nightly_links", job=FORGET_LINKS, when=daily(2, 40))
