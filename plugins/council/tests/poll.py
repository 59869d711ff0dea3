"""An election of three parties for the tests, as far as its votes are being counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from core.sdk import Role, today
from plugins.council import services
from plugins.council.enums import ElectionStatus, Electorate, NominationStatus, Theme
from plugins.council.models import Election, Party
from plugins.council.queries.elections import parties_of
from plugins.council.services.parties import Programme
from plugins.council.tests.council import Hall

S = ElectionStatus
E = Electorate
THEMES = (Theme.DIVERSITY_EQUALITY, Theme.RESETTLEMENT, Theme.TRAINING_EDUCATION)


class Poll:
    """An election of three parties, each with three on its list, as far as its votes are being counted."""

    def __init__(self, hall: Hall, election: Election, parties: list[Party]) -> None:
        self.hall, self.election, self.parties = hall, election, parties

    @classmethod
    async def open(cls, hall: Hall, *, seats: int = 5, voters: int = 100, staff: int = 0) -> Poll:
        term = await hall.term(seats)
        election = await hall.do(services.plan_election, term.id, votes_on=today())
        parties = [
            await hall.do(
                services.add_party, election.id, programme=Programme(name=f"Party {theme.value}", theme=theme)
            )
            for theme in THEMES
        ]
        poll = cls(hall, election, parties)
        await poll.move(S.NOMINATIONS)
        for place, party in enumerate(parties):
            for name in ("Ash", "Birch", "Cedar"):
                put = await hall.do(
                    services.nominate_member, party.id, first_name=name, last_name=f"Tree{place}"
                )
                await hall.do(services.decide_nomination, put.id, status=NominationStatus.ACCEPTED)
        await poll.move(S.CAMPAIGN)
        await poll.move(S.VOTING, prisoners_eligible=voters, staff_eligible=staff)
        return poll

    async def move(self, status: S, **more: Any) -> Election:
        moved = await self.hall.do(services.move_election, self.election.id, status=status, **more)
        assert isinstance(moved, Election)
        return moved

    def votes(self, *figures: int) -> dict[UUID, int]:
        return {party.id: figure for party, figure in zip(self.parties, figures, strict=True)}

    async def key(
        self, *figures: int, spoilt: int = 0, of: E = E.PRISONER, by: Role = Role.COORDINATOR
    ) -> Any:
        return await self.hall.do(
            services.key_count,
            self.election.id,
            by=self.hall.role(by),
            electorate=of,
            votes=self.votes(*figures),
            spoilt=spoilt,
        )

    async def twice(self, *figures: int, of: E = E.PRISONER) -> None:
        await self.key(*figures, of=of)
        await self.key(*figures, of=of, by=Role.SMT_LEAD)

    async def agree(self, *figures: int, spoilt: int = 0) -> Any:
        return await self.hall.do(
            services.agree_count,
            self.election.id,
            electorate=E.PRISONER,
            votes=self.votes(*figures),
            spoilt=spoilt,
        )

    async def result(self) -> list[tuple[int | None, int | None, int | None]]:
        return [
            (one.prisoner_votes, one.staff_votes, one.seats)
            for one in await self.hall.read(parties_of, self.election.id)
        ]
