"""The demo loads whole, once, and gives each persona exactly the place it has."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete, func, select, update

from core.accounts.models import Account, Membership
from core.accounts.queries import account_by_subject, memberships_of
from core.accounts.roles import Role
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.partnership.demo import FIRST_PERSON, PARTNERS
from core.partnership.models import Partner, Person
from core.plugins.loader import Registry
from core.prisons.demo import PRISONS
from core.prisons.models import Prison
from core.prisons.register import import_register, read_register
from core.testkit import NOBODY, make_partner, viewer
from infra.database_roles import DatabaseUrls
from infra.demo import follow_issuer, load_demo
from infra.embedded.personas import COORDINATOR, PERSONAS, VOLUNTEER

ISSUER = "http://identity.example"
PLACES: dict[str, list[tuple[str | None, Role]]] = {
    "demo-coordinator": [("DAI", Role.COORDINATOR_DEPUTY), ("EXI", Role.COORDINATOR)],
    "demo-security-vetting": [("EXI", Role.SECURITY_VETTING)],
    "demo-security-elsewhere": [("DAI", Role.SECURITY_VETTING)],
    "demo-data-protection": [("EXI", Role.DPO_RECORDS)],
    "demo-governor": [("EXI", Role.GOVERNOR)],
    "demo-council-facilitator": [("EXI", Role.COUNCIL_FACILITATOR)],
    "demo-partner-lead": [("EXI", Role.PARTNER_ADMIN)],
    "demo-volunteer": [("EXI", Role.VOLUNTEER_SELF)],
    "demo-national": [(None, Role.HMPPS_NATIONAL)],
}


async def places_of(database: Database) -> dict[str, list[tuple[str | None, Role]]]:
    """Return where each persona has which role."""
    places: dict[str, list[tuple[str | None, Role]]] = {}
    async with database.read(NOBODY) as session:
        for persona in PERSONAS:
            account = await account_by_subject(session, ISSUER, persona.subject)
            assert account is not None
            rows = await memberships_of(session, account.id)
            places[persona.subject] = [(row.prison_code, row.role) for row in rows]
    return places


async def test_demo_loads_once_and_every_persona_has_a_place(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))

    loaded = [await load_demo(database, registry, ISSUER), await load_demo(database, registry, ISSUER)]
    places = await places_of(database)
    await database.close()

    assert loaded == [True, False]
    assert places == PLACES


EXETER = """code,name,active,male
EXI,Exeter (HMP),t,t
DAI,Dartmoor (HMP),t,t
ZZX,Elsewhere (HMP),t,t
"""


async def test_personas_have_their_places_where_the_register_came_first(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))
    async with database.write(NOBODY) as session:
        await import_register(session, read_register(EXETER, "register.csv"))
        exeter = (await session.execute(select(Prison).where(Prison.code == "EXI"))).scalar_one()
    own = viewer(registry, exeter, Role.COORDINATOR)
    await make_partner(database, own, "Harbour Lights")

    loaded = [await load_demo(database, registry, ISSUER), await load_demo(database, registry, ISSUER)]

    places = await places_of(database)
    async with database.read(own) as session:
        partners = set(await session.scalars(select(Partner.name)))
        lead = await session.scalar(select(Membership).where(Membership.role == Role.PARTNER_ADMIN))
        volunteer = await session.scalar(select(Membership).where(Membership.role == Role.VOLUNTEER_SELF))
        assert lead is not None
        assert volunteer is not None
        own_partner = await session.scalar(select(Partner.name).where(Partner.id == lead.partner_id))
        own_person = await session.scalar(select(Person.surname).where(Person.id == volunteer.person_id))
    async with database.read(NOBODY) as session:
        count = await session.scalar(select(func.count()).select_from(Prison))
    await database.close()
    assert loaded == [True, False]
    assert places == PLACES
    assert partners == {"Harbour Lights", PARTNERS[0].name}, "a prison with partners of its own is not filled"
    assert (own_partner, own_person) == (PARTNERS[0].name, FIRST_PERSON[1])
    assert count == len(PRISONS) + 1, "the register's own Exeter and Dartmoor stay the only ones"


async def test_loading_that_was_cut_short_is_finished_by_the_next(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))
    await load_demo(database, registry, ISSUER)
    async with database.read(NOBODY) as session:
        account = await account_by_subject(session, ISSUER, VOLUNTEER.subject)
    assert account is not None
    async with database.write(NOBODY) as session:
        await session.execute(delete(Membership).where(Membership.account_id == account.id))
        other = {"subject": "somebody else", "email": "somebody.else@demo.example"}
        await session.execute(update(Account).where(Account.id == account.id).values(**other))

    again = await load_demo(database, registry, ISSUER)
    places = await places_of(database)
    await database.close()
    assert again is True
    assert places == PLACES


async def test_role_taken_from_a_persona_does_not_come_back(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))
    await load_demo(database, registry, ISSUER)
    async with database.write(NOBODY) as session:
        await session.execute(delete(Membership).where(Membership.role == Role.GOVERNOR))

    again = await load_demo(database, registry, ISSUER)
    places = await places_of(database)
    await database.close()
    assert again is False
    assert places == {**PLACES, "demo-governor": []}


async def test_personas_keep_their_accounts_when_the_provider_moves_to_another_port(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))
    await load_demo(database, registry, "http://localhost:9400")
    async with database.write(NOBODY) as session:
        session.add(Account(issuer="https://id.example", subject=COORDINATOR.subject, name="Ada Reed"))

    await follow_issuer(database, registry, "http://localhost:9401")

    async with database.read(NOBODY) as session:
        moved = await account_by_subject(session, "http://localhost:9401", COORDINATOR.subject)
        left = await account_by_subject(session, "http://localhost:9400", COORDINATOR.subject)
        foreign = await account_by_subject(session, "https://id.example", COORDINATOR.subject)
    await database.close()
    assert moved is not None
    assert moved.name == COORDINATOR.name
    assert left is None
    assert foreign is not None
