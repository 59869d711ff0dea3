"""Making, ending and using up secret addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.viewer import OpenedLink, Viewer
from core.errors import NotFound
from core.links.declarations import Purpose
from core.links.models import Link
from core.links.queries import is_open
from core.links.secrets import digest_of, new_secret
from core.translation import lazy_gettext as _

GONE = _("This link does not work any more, or never did. Ask whoever gave it to you for a new one.")
"""The one sentence for every address that opens nothing."""


@dataclass(frozen=True, slots=True)
class MadeLink:
    """An address as it is shown, once: whoever has the path can open it."""

    id: UUID
    path: str
    expires_at: datetime | None


async def make_link(
    session: AsyncSession,
    viewer: Viewer,
    purpose: Purpose,
    subject_id: UUID,
    *,
    person_id: UUID | None = None,
    partner_id: UUID | None = None,
) -> MadeLink:
    """Make the address of a thing; the one it had is dead at once. The caller has asked who may.

    With `person_id` or `partner_id` the database shows whoever opens it that person's or organisation's rows.
    """
    # One after the other: of two people who make it at once, the second ends the first one's.
    key = func.hashtextextended(f"link:{purpose.code}:{subject_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(key)))
    await end_links(session, purpose, subject_id)
    secret = new_secret()
    link = Link(
        purpose=purpose.code,
        subject_id=subject_id,
        person_id=person_id,
        partner_id=partner_id,
        digest=digest_of(secret),
        made_by=viewer.account_id,
        expires_at=_end(purpose),
        one_use=purpose.one_use,
    )
    session.add(link)
    await session.flush()
    path = f"/{(viewer.tenant_code or '').lower()}/links/{purpose.code}/{secret}{purpose.suffix}"
    return MadeLink(link.id, path, link.expires_at)


def _end(purpose: Purpose) -> datetime | None:
    """Return the midnight in London after the last day."""
    if purpose.days is None:
        return None
    after = clock.today() + timedelta(days=purpose.days + 1)
    return datetime.combine(after, time(), clock.LONDON).astimezone(UTC)


async def end_links(session: AsyncSession, purpose: Purpose, subject_id: UUID) -> None:
    """Make the address of a thing useless, if it has one."""
    await session.execute(
        update(Link)
        .where(Link.purpose == purpose.code, Link.subject_id == subject_id, Link.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def require_link(viewer: Viewer, purpose: Purpose) -> OpenedLink:
    """Return the link this viewer came by; raise NotFound unless it is one for this purpose."""
    if viewer.link is None or viewer.link.purpose != purpose.code:
        raise NotFound(GONE)
    return viewer.link


async def use_up_link(session: AsyncSession, viewer: Viewer) -> None:
    """Use up the link that this viewer changes something by; raise NotFound if it is dead by now.

    Locked, so that of two people who send at once one is told that it is done already.
    """
    if viewer.link is None:
        return
    wanted = select(Link).where(Link.id == viewer.link.id, is_open()).with_for_update()
    link = await session.scalar(wanted.execution_options(populate_existing=True))
    if link is None:
        raise NotFound(GONE)
    if link.one_use:
        link.used_at = clock.now()
