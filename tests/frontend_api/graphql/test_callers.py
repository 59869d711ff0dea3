"""A program's rights are remembered from call to call, and not one call longer than they hold."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from litestar import Litestar
from sqlalchemy import select, update

from core.accounts.models import Account, Membership, RightsClock
from core.accounts.roles import Role
from core.accounts.sign_ins import record_sign_in
from core.clock import today
from core.database.unit_of_work import Database
from core.identifiers import AccountId
from core.prisons.models import Prison
from frontend_api.sign_in.visitor import NOBODY
from tests.frontend_api.conftest import Person
from tests.frontend_api.graphql.conftest import Program

PARTNERS = "{ partners { totalCount } }"
MIXED = "{ reportOffers { code } partners { totalCount } }"
"""What Python computes is asked when the statement beside it has proven the rights."""
PEOPLE = "{ people { totalCount } }"
"""What a co-ordinator may see and the facilitator of the council may not."""
ADD = "mutation Add($name: String!) { addPartner(given: {name: $name}) { name } }"


@dataclass
class Desk:
    """A program that is known already, its account and its prison."""

    program: Program
    person: Person
    member: Membership
    prison: Prison
    database: Database

    async def change(
        self, table: type[Account | Membership | Prison], row_id: UUID, **values: object
    ) -> None:
        async with self.database.write(NOBODY) as session:
            await session.execute(update(table).where(table.id == row_id).values(values))

    async def ticks(self) -> int:
        async with self.database.read(NOBODY) as session:
            return int(await session.scalar(select(RightsClock.ticks)) or 0)


@pytest_asyncio.fixture
async def desk(program: Program, person: Person, prison: Prison, database: Database) -> AsyncIterator[Desk]:
    async with database.read(NOBODY) as session:
        member = await session.scalar(select(Membership).where(Membership.account_id == person.account.id))
    assert member is not None
    made = Desk(program, person, member, prison, database)
    assert await program.told(PARTNERS) == {"partners": {"totalCount": 0}}
    yield made
    await made.change(Prison, prison.id, active=True, disabled_modules=[])


@pytest.fixture
def asked(app: Litestar, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note how often the application reads who asks."""
    reading, found = app.state.database.reading, []
    rows = reading.rows

    async def noting(text: str, arguments: object) -> object:
        found.append(text)
        return await rows(text, arguments)

    monkeypatch.setattr(reading, "rows", noting)
    return found


@pytest.mark.parametrize("document", [PARTNERS, MIXED])
async def test_known_caller_is_not_read_again(desk: Desk, asked: list[str], document: str) -> None:
    for _ in range(3):
        await desk.program.told(document)
    assert asked == []


async def test_whoever_changes_something_is_read_each_time(desk: Desk, asked: list[str]) -> None:
    for place, name in enumerate(("Harbour Lights", "Open Gate"), start=1):
        await desk.program.told(ADD, {"name": name})
        assert len(asked) == place
    assert await desk.program.told(PARTNERS) == {"partners": {"totalCount": 2}}


async def taken_away(desk: Desk) -> None:
    await desk.change(Membership, desk.member.id, taken_away_at=today())


async def over(desk: Desk) -> None:
    await desk.change(Membership, desk.member.id, ends_on=today() - timedelta(days=1))


async def left(desk: Desk) -> None:
    await desk.person.leave(desk.member)


async def deactivated(desk: Desk) -> None:
    await desk.person.deactivate()


async def closed_prison(desk: Desk) -> None:
    await desk.change(Prison, desk.prison.id, active=False)


@pytest.mark.parametrize("document", [PARTNERS, MIXED])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (taken_away, "NOT_FOUND"),
        (over, "NOT_FOUND"),
        (left, "NOT_FOUND"),
        (deactivated, "FORBIDDEN"),
        (closed_prison, "NOT_FOUND"),
    ],
)
async def test_very_next_call_is_refused(
    desk: Desk, change: Callable[[Desk], Awaitable[None]], code: str, document: str
) -> None:
    await change(desk)
    answer = await desk.program.ask(document)
    assert answer.status_code in {403, 404}
    assert answer.json()["errors"][0]["extensions"]["code"] == code
    assert "data" not in answer.json()


async def test_very_next_call_has_the_other_role_s_rights(desk: Desk) -> None:
    await desk.program.told(PEOPLE)
    await desk.change(Membership, desk.member.id, role=Role.COUNCIL_FACILITATOR)
    assert await desk.program.codes(PEOPLE) == ["FORBIDDEN"]
    await desk.change(Membership, desk.member.id, role=Role.COORDINATOR)
    await desk.program.told(PEOPLE)


async def test_very_next_call_knows_that_a_module_is_off(desk: Desk) -> None:
    asked = "{ vettingCases { totalCount } }"
    await desk.program.told(asked)
    await desk.change(Prison, desk.prison.id, disabled_modules=["vetting"])
    assert await desk.program.codes(asked) == ["MODULE_DISABLED"]
    await desk.change(Prison, desk.prison.id, disabled_modules=[])
    await desk.program.told(asked)


async def test_caller_of_one_prison_is_nobody_in_another(desk: Desk, other_prison: Prison) -> None:
    elsewhere = Program(desk.program.client, f"/{other_prison.code.lower()}/graphql")
    assert (await elsewhere.ask(PARTNERS)).status_code == 404


async def test_new_role_is_there_with_the_next_call(desk: Desk, other_prison: Prison) -> None:
    elsewhere = Program(desk.program.client, f"/{other_prison.code.lower()}/graphql")
    assert (await elsewhere.ask(PARTNERS)).status_code == 404
    await desk.person.join(other_prison, Role.COORDINATOR)
    await elsewhere.told(PARTNERS)


async def test_signing_in_is_no_change_of_rights(desk: Desk) -> None:
    before = await desk.ticks()
    async with desk.database.write(NOBODY) as session:
        await record_sign_in(session, AccountId(desk.person.account.id))
    assert await desk.ticks() == before
    await desk.change(Account, desk.person.account.id, name="Ines Adeyemi")
    assert await desk.ticks() == before + 1


async def test_rights_outdated_while_they_were_read_are_not_remembered(desk: Desk) -> None:
    """A change that was under way while somebody was read, and is committed after: the tick shows it."""
    async with desk.database.write(NOBODY) as session:
        ending = update(Membership).where(Membership.id == desk.member.id)
        await session.execute(ending.values(taken_away_at=today()))
        await desk.change(Account, desk.person.account.id, last_signed_in_at=None)
        await desk.program.told(PARTNERS)
        await session.flush()
    assert (await desk.program.ask(PARTNERS)).status_code == 404
