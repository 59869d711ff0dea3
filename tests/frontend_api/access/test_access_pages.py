"""The page that says who may use Gatehouse here, its forms, and what they do to sessions already open."""

from __future__ import annotations

import pytest

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import make_partner, make_person, viewer
from tests.frontend_api.access.conftest import Town
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page


async def link_of(reader: Reader, address: str) -> str:
    """Find somebody's own page by the list."""
    page = await reader.open("/access")
    rows = page.text.split("<tr")
    (row,) = [row for row in rows if address in row]
    return row.partition('href="')[2].partition('"')[0].removeprefix(reader.path(""))


async def give(reader: Reader, address: str, role: Role, **more: str) -> Page:
    form = await reader.open("/access/give")
    sent = await reader.send("/access/give", form, name="Kit Birch", email=address, role=role.value, **more)
    return await reader.follow(sent)


async def test_co_ordinator_gives_access_and_the_person_comes_in(town: Town) -> None:
    coordinator = await town.member(Role.COORDINATOR)
    address = f"{uuid7()}@example.org"
    listed = await give(coordinator, address, Role.COORDINATOR_DEPUTY)
    assert listed.heading == "Who may use Gatehouse here"
    assert "Kit Birch gets the role Deputy co-ordinator when they next sign in" in listed.words
    assert "Waiting" in listed.words
    assert "Ines Okafor" in listed.words, "given by"

    deputy, landed = await town.proved(address)
    assert landed.status_code == 303
    page = await coordinator.open(await link_of(coordinator, address))
    assert page.heading == "Kit Birch"
    assert "In force" in page.words
    assert "Sessions open 1" in page.words
    assert (await deputy.open("/access")).heading == "Who may use Gatehouse here"


async def test_role_taken_away_ends_with_the_next_request_of_an_open_session(town: Town) -> None:
    coordinator = await town.member(Role.COORDINATOR)
    address = f"{uuid7()}@example.org"
    await give(coordinator, address, Role.PRISON_STAFF_READER)
    staff, _landed = await town.proved(address)
    await staff.open("/people")
    link = await link_of(coordinator, address)

    asked = await coordinator.open(f"{link}/take-away")
    assert asked.heading == "Take the role Prison staff away from Kit Birch?"
    done = await coordinator.follow(await coordinator.send(f"{link}/take-away", asked))

    assert "Kit Birch no longer has the role Prison staff here." in done.words
    assert address not in done.text
    await staff.open("/people", status=403)
    past = await coordinator.open("/access?state=past")
    assert address in past.text
    assert "Taken away" in (await coordinator.open(link)).words


async def test_role_given_to_a_colleague_holds_in_the_session_already_open(town: Town) -> None:
    governor = await town.member(Role.GOVERNOR)
    address = f"{uuid7()}@example.org"
    await give(governor, address, Role.PRISON_STAFF_READER)
    staff, _landed = await town.proved(address)
    await staff.open("/access", status=403)
    said = await give(governor, address, Role.COORDINATOR)
    assert "Kit Birch has the role Co-ordinator from now on." in said.words
    await staff.open("/access")


async def test_signing_somebody_out_ends_each_of_their_sessions(town: Town) -> None:
    security = await town.member(Role.SECURITY_VETTING)
    governor = await town.member(Role.GOVERNOR)
    address, subject = f"{uuid7()}@example.org", str(uuid7())
    await give(governor, address, Role.COORDINATOR)
    desk, _landed = await town.proved(address, subject)
    telephone, _landed = await town.proved(address, subject)
    link = await link_of(security, address)
    assert "Sign them out everywhere" in (await security.open(link)).links
    assert "Take this role away" not in (await security.open(link)).links

    asked = await security.open(f"{link}/sign-out")
    said = await security.follow(await security.send(f"{link}/sign-out", asked))

    assert "2 sessions were ended." in said.words
    for reader in (desk, telephone):
        await reader.open("/people", status=303)
    await governor.open("/people")
    again, _landed = await town.proved(address, subject)
    await again.open("/people")


async def test_form_offers_only_roles_that_are_one_s_own_to_give(town: Town) -> None:
    offered = {}
    for role in (Role.COORDINATOR_DEPUTY, Role.COORDINATOR, Role.GOVERNOR):
        page = await (await town.member(role)).open("/access/give")
        radios = [given for _tag, given in page.attributes if given.get("name") == "role"]
        offered[role] = {given["value"] for given in radios}
    assert "COORDINATOR_DEPUTY" not in offered[Role.COORDINATOR_DEPUTY]
    assert "SECURITY_VETTING" not in offered[Role.COORDINATOR]
    assert "GOVERNOR" not in offered[Role.COORDINATOR]
    assert {"SECURITY_VETTING", "GOVERNOR"} <= offered[Role.GOVERNOR]
    assert not {role for role in offered[Role.GOVERNOR] if role.startswith("HMPPS")}


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.SECURITY_VETTING, Role.HMPPS_NATIONAL])
async def test_role_that_was_not_offered_is_refused_whatever_is_sent(town: Town, role: Role) -> None:
    coordinator = await town.member(Role.COORDINATOR)
    form = await coordinator.open("/access/give")
    sent = await coordinator.send(
        "/access/give", form, name="Kit", email="kit.birch@example.org", role=role.value
    )
    assert sent.status_code == 422
    assert "kit.birch@example.org" not in (await coordinator.open("/access")).text


async def test_mistakes_are_said_at_their_fields_with_nothing_lost(town: Town) -> None:
    coordinator = await town.member(Role.COORDINATOR)
    form = await coordinator.open("/access/give")
    sent = await coordinator.send(
        "/access/give", form, name="Kit Birch", email="kit birch@example.org", role="PARTNER_ADMIN"
    )
    page = Page(sent.text)
    assert sent.status_code == 422
    assert page.title.startswith("Error: Give somebody access")
    assert page.fields["name"] == ["Kit Birch"]
    assert page.fields["email"] == ["kit birch@example.org"]
    assert page.fields["role"] == ["PARTNER_ADMIN"]
    fits = "Enter an e-mail address like name@example.org, without accents or spaces."
    assert page.links[fits] == "#email"
    sent = await coordinator.send(
        "/access/give", page, name="Kit", email="kit@example.org", role="PARTNER_ADMIN"
    )
    assert Page(sent.text).links["Choose the organisation this role is held for."] == "#partner"


async def test_volunteer_is_given_access_from_their_own_page(
    town: Town, database: Database, registry: Registry, prison: Prison
) -> None:
    coordinator = await town.member(Role.COORDINATOR)
    by = viewer(registry, prison, Role.COORDINATOR)
    partner = await make_partner(database, by)
    person = await make_person(database, by, partner_id=partner.id)
    record = await coordinator.open(f"/people/{person.id}")
    way = record.links["Give this person access"].removeprefix(coordinator.path(""))
    form = await coordinator.open(way)
    assert form.fields["name"] == ["Robin Ashdown"]
    assert form.fields["role"] == ["VOLUNTEER_SELF"]
    address = f"{uuid7()}@example.org"
    sent = await coordinator.send(
        way, form, name="Robin Ashdown", email=address, role="VOLUNTEER_SELF", person=str(person.id)
    )
    assert "Volunteer" in (await coordinator.follow(sent)).words
    volunteer, _landed = await town.proved(address)
    assert (await volunteer.open("/people")).links["Robin Ashdown"] == volunteer.path(f"/people/{person.id}")
    await volunteer.open("/access", status=403)


async def test_partner_lead_is_given_access_from_the_partner_s_page(
    town: Town, database: Database, registry: Registry, prison: Prison
) -> None:
    coordinator = await town.member(Role.COORDINATOR)
    partner = await make_partner(database, viewer(registry, prison, Role.COORDINATOR))
    record = await coordinator.open(f"/partners/{partner.id}")
    form = await coordinator.open(record.links["Give its lead access"].removeprefix(coordinator.path("")))
    assert form.fields["role"] == ["PARTNER_ADMIN"]
    listed = await give(coordinator, "lead@example.org", Role.PARTNER_ADMIN, partner=str(partner.id))
    assert "Harbour Lights" in listed.words


async def test_one_s_own_role_offers_no_way_to_take_it_away_and_says_why(town: Town) -> None:
    governor = await town.member(Role.GOVERNOR)
    page = await governor.open("/access")
    own = page.links["Ines Okafor"].removeprefix(governor.path(""))
    record = await governor.open(own)
    assert "Take this role away" not in record.links
    assert "This is your own role." in record.words
    sent = await governor.send(f"{own}/take-away", await governor.open(f"{own}/take-away"))
    assert sent.status_code == 422
    assert "Nobody changes their own role." in sent.text


async def test_navigation_leads_there_only_for_those_who_may(town: Town) -> None:
    assert "Access" in (await (await town.member(Role.SECURITY_VETTING)).open("/reports")).links
    assert "Access" not in (await (await town.member(Role.PRISON_STAFF_READER)).open("/reports")).links
