"""A prison shows what its council published to everybody, or stops doing so."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, explain_constraint
from core.sdk import lazy_gettext as _
from plugins.council.models import NoticeBoard
from plugins.council.permissions import BOARD_DECIDE
from plugins.council.queries import bulletins as found

explain_constraint(
    "uq_council_notice_board_tenant_id_number",
    _("Somebody else decided about it at the same moment. Look at what holds now."),
)


async def decide_notice_board(session: AsyncSession, viewer: Viewer, *, is_open: bool) -> NoticeBoard:
    """Open or close the public page; from the next look on it is there, or gone. Twice is once."""
    viewer.require(BOARD_DECIDE)
    last = await found.notice_board(session)
    if last is not None and last.is_open == is_open:
        return last
    number = 1 if last is None else last.number + 1
    decided = NoticeBoard(number=number, is_open=is_open, decided_by=viewer.account_id)
    session.add(decided)
    await session.flush()
    return decided
