"""A council in the demo: proposals at every step, answered in time, late, refused and done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, today
from plugins.council import services
from plugins.council.enums import MemberRole, ProposalStatus, Theme
from plugins.council.rules.proposals import NEEDS_DAY
from plugins.council.services.proposals import Wording

S = ProposalStatus


@dataclass(frozen=True, slots=True)
class Story:
    """A proposal, how many days ago it was raised, and the steps it took: after how many days, why."""

    theme: Theme
    problem: str
    idea: str
    days_ago: int
    way: tuple[tuple[ProposalStatus, int, str], ...] = ()


STORIES = (
    Story(
        Theme.REGIME,
        "On visit days people reach the hall ten minutes late.",
        "Unlock ten minutes earlier on visit days.",
        120,
        (
            (S.TABLED, 7, ""),
            (S.ACCEPTED, 20, ""),
            (S.IN_PROGRESS, 25, ""),
            (S.IMPLEMENTED, 60, ""),
            (S.FEEDBACK_PUBLISHED, 70, ""),
        ),
    ),
    Story(
        Theme.HEALTH,
        "Nobody knows how long the wait for the dentist is.",
        "Put the length of the dental waiting list on every wing each month.",
        95,
        (
            (S.TABLED, 5, ""),
            (S.ACCEPTED_MODIFIED, 30, "Every two months, as healthcare prints it."),
            (S.IN_PROGRESS, 40, ""),
        ),
    ),
    Story(
        Theme.TRAINING_EDUCATION,
        "The library is closed when people are out of work.",
        "Open the library on Saturday mornings.",
        80,
        ((S.TABLED, 6, ""), (S.NOT_ACCEPTED, 33, "There is no member of staff for Saturdays this year.")),
    ),
    Story(
        Theme.FAMILY_CONTACT,
        "Families hear of Christmas visits too late to book a train.",
        "Say the days of the Christmas visits by the first of November.",
        50,
        ((S.TABLED, 8, ""),),
    ),
    Story(
        Theme.RESPECT_DECENCY,
        "Shower repairs are reported, and nobody hears what became of them.",
        "A list on each wing with the day each repair was reported.",
        22,
        ((S.CANVASSED, 3, ""), (S.TABLED, 10, "")),
    ),
    Story(
        Theme.RESETTLEMENT,
        "People leave without an address for their first letter.",
        "Give the release address in writing two weeks before.",
        18,
        ((S.TABLED, 4, ""), (S.ESCALATED_NATIONAL, 12, "Two weeks is for probation to decide.")),
    ),
    Story(
        Theme.SAFETY,
        "On the first night nobody knows whom to ask.",
        "A first night card with a plain list of who to ask.",
        4,
    ),
)


async def load_demo(session: AsyncSession, viewer: Viewer, _wishes: Mapping[str, Any]) -> None:
    """Set up a council, and let it have proposed for four months."""
    council = await services.set_up_council(
        session, viewer, name="Prison council", quorum=6, on=today() - timedelta(days=200)
    )
    for story in STORIES:
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
