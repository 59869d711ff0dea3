"""One prison's council for the tests of its roll and elections, and who works with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from core.sdk import Role, Viewer, today
from core.testkit import viewer
from plugins.council import services
from plugins.council.enums import MemberRole, SeatMethod, WingSize
from plugins.council.models import Member, Term, Wing
from plugins.council.services.members import Particulars

STARTS = today() - timedelta(days=60)
ENDS = today() + timedelta(days=300)
SOMEBODY = Particulars(first_name="Ilan", last_name="Quark", joined_on=STARTS)


@dataclass(frozen=True, slots=True)
class Hall:
    """A prison in which a council meets; its co-ordinator writes, unless somebody else is given."""

    database: Any
    registry: Any
    prison: Any
    viewers: dict[Role, Viewer] = field(default_factory=dict)
    """One of each role, the same whenever asked for: counts tell who typed them in."""

    @property
    def coordinator(self) -> Viewer:
        return self.role(Role.COORDINATOR)

    def role(self, role: Role) -> Viewer:
        return self.viewers.setdefault(role, viewer(self.registry, self.prison, role))

    async def do(self, service: Any, *ids: Any, by: Viewer | None = None, **given: Any) -> Any:
        who = by or self.coordinator
        async with self.database.write(who) as session:
            return await service(session, who, *ids, **given)

    async def read(self, query: Any, *ids: Any) -> Any:
        async with self.database.read(self.coordinator) as session:
            return await query(session, *ids)

    async def term(
        self, seats: int = 8, *, starts_on: date = STARTS, method: SeatMethod = SeatMethod.LARGEST_REMAINDER
    ) -> Term:
        council = await self.do(services.set_up_council, name=f"Council {seats}", quorum=4)
        made = await self.do(
            services.set_term, council.id, starts_on=starts_on, ends_on=ENDS, seats=seats, seat_method=method
        )
        assert isinstance(made, Term)
        return made

    async def wing(self, name: str = "C wing", size: WingSize = WingSize.LARGE) -> Wing:
        made = await self.do(services.set_wing, name=name, size=size)
        assert isinstance(made, Wing)
        return made

    async def member(
        self, term: Term, *, role: MemberRole = MemberRole.COUNCIL_MEMBER, **more: Any
    ) -> Member:
        made = await self.do(services.add_member, term.id, particulars=replace(SOMEBODY, role=role, **more))
        assert isinstance(made, Member)
        return made
