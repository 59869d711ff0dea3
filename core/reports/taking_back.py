"""Files of reports go at once when what they show is taken back, and nobody downloads them meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import cast, func, update
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.system import system_viewer
from core.accounts.viewer import Viewer
from core.jobs.enqueue import enqueue
from core.reports.enums import TakenBack
from core.reports.jobs import EXPIRE_REPORTS
from core.reports.models import ReportFile

NAMES_ONE = cast("$.* ? (@ == $ids[*])", JSONPATH)


async def take_back_reports(
    session: AsyncSession, viewer: Viewer, about: Collection[UUID], *, why: TakenBack
) -> int:
    """Take back every report that was asked for with one of these ids as a parameter; return how many.

    From this transaction on nobody downloads them; a job of it deletes the files. One that is still being
    made is taken back too: it may have read what is no longer so.
    """
    ids = {"ids": [str(one) for one in about]}
    taken = await session.execute(
        update(ReportFile)
        .where(ReportFile.deleted_at.is_(None), ReportFile.taken_back.is_(None))
        .where(func.jsonb_path_exists(ReportFile.parameters, NAMES_ONE, cast(ids, JSONB)))
        .values(taken_back=why, taken_back_at=clock.now())
        .returning(ReportFile.id)
    )
    count = len(taken.all())
    if count:
        # As the system: the files go even if whoever took it back has no role any more by then.
        await enqueue(session, EXPIRE_REPORTS, system_viewer(viewer.tenant_id))
    return count
