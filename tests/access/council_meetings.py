"""A council's meetings for the house: one today with a point, a paper, an outcome and an action."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from core.accounts.roles import Role
from core.clock import today
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import viewer
from plugins.council import services
from plugins.council.enums import AttendanceState, ItemKind, MemberRole, OutcomeKind, Rhythm
from plugins.council.services.actions import Task
from plugins.council.services.agenda import ItemWords
from plugins.council.services.attendance import Line
from plugins.council.services.outcomes import OutcomeWords
from plugins.council.services.series import Plan, WhenWhere

PLAN = Plan(
    name="Now and then",
    rhythm=Rhythm.WEEKS,
    every=12,
    weekday=2,
    starts_at=time(9),
    ends_at=time(10),
    place="Chapel",
    standing=("Welcome",),
)


async def meet(database: Database, registry: Registry, prison: Prison, of: dict[str, str]) -> dict[str, str]:
    """Plan meetings of a council, and hold one today as far as its outcomes."""
    by = viewer(registry, prison, Role.COORDINATOR)
    at = WhenWhere(starts_at=PLAN.starts_at, ends_at=PLAN.ends_at, place=PLAN.place)
    point = ItemWords(kind=ItemKind.OTHER, title="Anything else")
    there = Line(role=MemberRole.CHAIR, state=AttendanceState.PRESENT)
    task = Task(words="Ask again.", owner_role=MemberRole.CHAIR, due_on=today())
    # Whose action is open cannot be taken back: it is there for whoever asks after all others.
    agreed = OutcomeWords(kind=OutcomeKind.ACTION, words="It is asked again.", task=task)
    async with database.write(by) as session:
        council_id = UUID(of["council_id"])
        series = await services.start_series(session, by, council_id, plan=PLAN)
        meeting = await services.add_meeting(session, by, council_id, on=today(), at=at)
        item = await services.add_item(session, by, meeting.id, words=point)
        paper = await services.write_paper(session, by, item.id, title="A paper", body="In short.")
        await services.record_attendance(session, by, meeting.id, lines=[there])
        outcome = await services.record_outcome(session, by, item.id, words=agreed)
        action = await services.add_action(session, by, UUID(of["proposal_id"]), task=task)
    made = {"series": series, "meeting": meeting, "item": item, "paper": paper}
    made |= {"outcome": outcome, "action": action}
    return {f"{name}_id": str(row.id) for name, row in made.items()}
