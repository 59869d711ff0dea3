"""A referee in the tests: asked by the desk, and somebody with a browser who was sent the link."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.links.services import MadeLink
from plugins.vetting import models, services
from plugins.vetting.enums.reference import Relation
from plugins.vetting.rules.references import Referee
from plugins.vetting.tests.desk import Desk

EMAIL = "frances.hollow@example.org"
ANSWERS = {
    "known_for": "FROM_3_TO_5_YEARS",
    "knows_as": "COLLEAGUE",
    "reliable": "YES",
    "suitable": "UNSURE",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A case and the link by which its referee answers."""

    desk: Desk
    case: models.Case
    reference: models.Reference
    link: MadeLink

    async def again(self) -> MadeLink:
        """Send the referee a new link."""
        by = self.desk.coordinator
        async with self.desk.database.write(by) as session:
            made = await services.ask_reference_again(session, by, self.reference.id, by_mail=False)
        assert made.link is not None
        return made.link

    async def now(self) -> models.Reference:
        """Return the reference as it stands now."""
        async with self.desk.database.read(self.desk.coordinator) as session:
            wanted = select(models.Reference).where(models.Reference.id == self.reference.id)
            found: models.Reference = (await session.scalars(wanted)).one()
            return found


async def ask(desk: Desk, case: models.Case | None = None, *, email: str = EMAIL) -> Asked:
    """Ask a referee, as the co-ordinator."""
    opened = case or await desk.opened()
    by: Viewer = desk.coordinator
    referee = Referee(name="Frances Hollow", email=email, relation=Relation.COLLEAGUE)
    async with desk.database.write(by) as session:
        asked = await services.ask_reference(session, by, opened.id, referee=referee, by_mail=False)
    assert asked.link is not None
    return Asked(desk, opened, asked.reference, asked.link)
