"""Small lists of partners that the tests of importing bring in, and what they look at afterwards."""

from __future__ import annotations

from uuid import UUID

from core.imports.actions import Action
from core.imports.queries import PlanState, plan_with_state
from tests.core.imports.conftest import Desk

HEAD = "Organisation,Charity no,Contact,Email,Funding,Notes\n"
TWO = (
    HEAD
    + "Harbour Lights,1912345,Robin Ashdown,robin@example.org,grant,ok\n"
    + "Lantern Table,,Kit Birch,,unfunded,\n"
).encode()
PARTNERS = "SELECT name, funding_basis, note FROM partner ORDER BY name"
CREATE, UPDATE, UNCHANGED, SKIP = Action.CREATE, Action.UPDATE, Action.UNCHANGED, Action.SKIP


def changed(old: str, new: str) -> bytes:
    assert old in TWO.decode()
    return TWO.decode().replace(old, new).encode()


async def state_of(desk: Desk, plan_id: UUID) -> PlanState:
    async with desk.database.read(desk.viewer) as session:
        return (await plan_with_state(session, plan_id))[2]
