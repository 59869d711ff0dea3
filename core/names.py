"""Whom a prison knows by name changes: what modules do then is asked for in the same transaction."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.jobs.declarations import Job
from core.jobs.enqueue import enqueue
from core.jobs.work import module_of
from core.plugins.activation import enabled

ASKED = "asked since names changed"
_followers: dict[str, Job] = {}


def follow_names(job: Job) -> None:
    """Ask for this job, which takes no arguments, whenever a prison learns a name or writes one anew."""
    _followers[job.name] = job


async def names_changed(session: AsyncSession, viewer: Viewer) -> None:
    """Ask for what follows on a name, once in a transaction however many names it brings.

    The jobs run as the system: whoever wrote the name need not have the rights of the module that follows.
    """
    asked: set[str] = session.info.setdefault(ASKED, set())
    for name, job in _followers.items():
        if name not in asked and viewer.tenant_id is not None and enabled(viewer, module_of(name)):
            asked.add(name)
            await enqueue(session, job, system_viewer(viewer.tenant_id))
