"""A council: proposals at every step, answered in time, late, refused and done."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, today
from plugins.council import services
from plugins.council.demo.stories import stories_of
from plugins.council.enums import MemberRole
from plugins.council.models import Council
from plugins.council.rules.proposals import NEEDS_DAY
from plugins.council.services.proposals import Wording


async def load_proposals(session: AsyncSession, viewer: Viewer) -> Council:
    """Set up a council, and let it have proposed for four months."""
    council = await services.set_up_council(
        session, viewer, name="Prison council", quorum=6, on=today() - timedelta(days=200)
    )
    for story in stories_of(viewer.tenant_code):
        raised_on = today() - timedelta(days=story.days_ago)
        proposal = await services.raise_proposal(
            session,
            viewer,
            council.id,
            wording=Wording(
                theme=story.theme,
                problem=story.problem,
                idea=story.idea,
                raised_by=MemberRole.THEME_REP,
            ),
            on=raised_on,
        )
        for status, days, reason in story.way:
            on = raised_on + timedelta(days=days)
            until = on + timedelta(days=45) if status in NEEDS_DAY else None
            await services.record_step(
                session, viewer, proposal.id, status=status, on=on, reason=reason, until=until
            )
    return council
