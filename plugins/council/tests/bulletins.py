"""A council with answers to tell, and its issue, for the tests of "You said, we did"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from core.sdk import Role, Viewer, today
from core.testkit import viewer
from plugins.council import services
from plugins.council.enums import ProposalStatus, Theme, Told
from plugins.council.models import Bulletin, BulletinEntry, Proposal
from plugins.council.queries.bulletins import entries_of
from plugins.council.rules.bulletins import Words
from plugins.council.services.bulletin_entries import Rewording
from plugins.council.services.proposals import Wording

S = ProposalStatus
ANSWERED = (
    ("Unlock ten minutes earlier on visit days.", (S.ACCEPTED, S.IMPLEMENTED), ""),
    ("Open the library on Saturdays.", (S.NOT_ACCEPTED,), "There is nobody to staff it."),
    ("Put the dental wait on every wing.", (S.ACCEPTED_MODIFIED,), "Every two months."),
)
PLAIN = Rewording(told=Told.DID, plain=Words("Unlock us earlier.", "We unlock at 1.20 pm."))


@dataclass(frozen=True, slots=True)
class Desk:
    """One prison, its council, and who works on an issue."""

    database: Any
    registry: Any
    prison: Any

    def role(self, role: Role) -> Viewer:
        return viewer(self.registry, self.prison, role)

    @property
    def facilitator(self) -> Viewer:
        return self.role(Role.COUNCIL_FACILITATOR)

    @property
    def coordinator(self) -> Viewer:
        return self.role(Role.COORDINATOR)

    @property
    def governor(self) -> Viewer:
        return self.role(Role.GOVERNOR)

    async def do(self, service: Any, *ids: Any, by: Viewer | None = None, **given: Any) -> Any:
        who = by or self.coordinator
        async with self.database.write(who) as session:
            return await service(session, who, *ids, **given)

    async def council(self, name: str = "Prison council") -> UUID:
        made = await self.do(services.set_up_council, name=name, quorum=6, on=today() - timedelta(days=200))
        return UUID(str(made.id))

    async def answered(
        self, council_id: UUID, idea: str, way: tuple[ProposalStatus, ...], reason: str
    ) -> Proposal:
        """Let a council have asked, and have been answered on every step of the way."""
        asked = Wording(theme=Theme.REGIME, problem="It is not good today.", idea=idea)
        day = today() - timedelta(days=60)
        made = await self.do(services.raise_proposal, council_id, wording=asked, on=day)
        for place, status in enumerate((S.TABLED, *way)):
            made = await self.step(made.id, status, reason, days_ago=50 - 5 * place)
        assert isinstance(made, Proposal)
        return made

    async def step(
        self, proposal_id: UUID, status: ProposalStatus, reason: str = "", days_ago: int = 0
    ) -> Any:
        on = today() - timedelta(days=days_ago)
        until = today() + timedelta(days=40) if status in {S.ACCEPTED, S.ACCEPTED_MODIFIED} else None
        given: dict[str, Any] = {"status": status, "on": on, "until": until}
        return await self.do(services.record_step, proposal_id, reason=reason or "As they said.", **given)

    async def furnished(self) -> UUID:
        """Return a council that was answered three times: done, refused, and still worked on."""
        council_id = await self.council()
        for idea, way, reason in ANSWERED:
            await self.answered(council_id, idea, way, reason)
        return council_id

    async def draft(self) -> Bulletin:
        made = await self.do(
            services.compose_bulletin, await self.furnished(), by=self.role(Role.COUNCIL_FACILITATOR)
        )
        assert isinstance(made, Bulletin)
        return made

    async def entries(self, bulletin: Bulletin) -> list[BulletinEntry]:
        async with self.database.read(self.coordinator) as session:
            return await entries_of(session, bulletin.id)

    async def approved(self) -> Bulletin:
        draft = await self.draft()
        await self.do(services.check_bulletin, draft.id)
        return await self.do(services.approve_bulletin, draft.id, by=self.governor)  # type: ignore[no-any-return]
