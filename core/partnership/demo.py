"""The partnership of the demo. Every organisation and person here is fictional."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import today
from core.partnership.enums import (
    AgreementType,
    ContactPurpose,
    FundingBasis,
    InsuranceKind,
    PersonKind,
    ServiceStatus,
)
from core.partnership.models import Partner, Person
from core.partnership.services import (
    add_contact,
    add_partner,
    add_person,
    add_service,
    assign_person,
    confirm_age,
    describe_role,
    record_agreement,
    record_insurance,
)

CONTRACT, GRANT, UNFUNDED = FundingBasis.CONTRACT, FundingBasis.GRANT, FundingBasis.UNFUNDED


@dataclass(frozen=True, slots=True)
class DemoPartner:
    name: str
    funding: FundingBasis
    contact: str
    services: tuple[tuple[str, ServiceStatus], ...]
    people: int


RUNNING, REDUCED = ServiceStatus.OPERATING_FULL, ServiceStatus.OPERATING_REDUCED
PARTNERS = (
    DemoPartner("Lamplight Mentoring", UNFUNDED, "Tom Penrose", (("Wing mentoring", RUNNING),), 6),
    DemoPartner("Kestrel Housing Advice", CONTRACT, "Orla Devane", (("Housing desk", RUNNING),), 4),
    DemoPartner("Red Door Theatre", GRANT, "Jules Amankwah", (("Drama workshop", REDUCED),), 3),
    DemoPartner("Second Page Readers", UNFUNDED, "Bryony Tull", (("Shared reading", RUNNING),), 4),
    DemoPartner("Breakwater Recovery", CONTRACT, "Iestyn Parry", (("Recovery group", RUNNING),), 4),
    DemoPartner("Blue Gate Families", CONTRACT, "Noreen Khalid", (("Visits hall welcome", RUNNING),), 5),
    DemoPartner("Fairlead Employment", GRANT, "Dele Akintola", (("CV clinic", RUNNING),), 3),
    DemoPartner(
        "New Leaf Gardens", UNFUNDED, "Petra Vance", (("Walled garden", ServiceStatus.PAUSED_PRISON),), 3
    ),
    DemoPartner("Coastline Veterans", UNFUNDED, "Gareth Stowe", (("Veterans' coffee", RUNNING),), 3),
    DemoPartner("Soundings Music", GRANT, "Mina Farrokh", (("Guitar group", RUNNING),), 2),
    DemoPartner("Anchor Debt Clinic", UNFUNDED, "Lewis Chard", (("Money advice", REDUCED),), 3),
    DemoPartner(
        "Bellward Chaplaincy Visitors", UNFUNDED, "Sister Agnes Rowe", (("Sunday visitors", RUNNING),), 6
    ),
    DemoPartner("Crossing Point Legal", UNFUNDED, "Farid Haddad", (), 2),
)
FIRST_NAMES = (
    "Ada",
    "Bashir",
    "Cerys",
    "Dominic",
    "Esme",
    "Farah",
    "Gwen",
    "Hassan",
    "Ines",
    "Jonah",
    "Keziah",
    "Leo",
    "Maud",
    "Nadia",
    "Owen",
    "Pilar",
    "Quentin",
    "Rosa",
    "Samir",
    "Tamsin",
    "Umar",
    "Vera",
    "Wilf",
    "Xanthe",
    "Yusuf",
    "Zelda",
    "Anton",
    "Bea",
    "Colm",
    "Dilys",
)
SURNAMES = (
    "Lindqvist",
    "Adeyemi",
    "Brock",
    "Castellan",
    "Dunmore",
    "Eastaway",
    "Fonseca",
    "Garland",
    "Hirani",
    "Isley",
    "Jessop",
    "Kovac",
    "Larkin",
    "Mbeki",
    "Norcross",
    "Okonjo",
    "Pascoe",
    "Quayle",
    "Rahimi",
    "Selwyn",
    "Tregear",
    "Uddal",
    "Vyas",
    "Wexford",
    "Yarrow",
    "Zammit",
    "Ferrow",
)
TITLES = ("Mentor", "Group leader", "Adviser", "Visitor", "Workshop assistant")
WITHOUT_INSURANCE = 3
UNCONFIRMED = 3
"""One in five: nobody has confirmed that they are old enough."""
FIRST_PERSON = ("Ada", "Lindqvist")
"""The volunteer who can sign in to the demo."""


async def add_demo_partnership(session: AsyncSession, viewer: Viewer, *, share: int) -> None:
    """Fill one prison with every `share`-th of the partners, their people and services."""
    names = _names()
    for number, demo in enumerate(PARTNERS):
        if number % share:
            continue
        partner = await add_partner(
            session,
            viewer,
            name=demo.name,
            funding_basis=demo.funding,
            on_mailing_list=demo.funding is not CONTRACT,
        )
        await add_contact(
            session,
            viewer,
            partner.id,
            name=demo.contact,
            email=f"{demo.contact.split()[0].lower()}@{demo.name.split()[0].lower()}.example",
            phone="01632 960001",
            purposes=[ContactPurpose.LEAD, ContactPurpose.NOTICES],
        )
        await _papers(session, viewer, number, partner)
        people = [await _person(session, viewer, partner, next(names)) for _ in range(demo.people)]
        for count, person in enumerate(people):
            if count % 5 != UNCONFIRMED:
                await confirm_age(session, viewer, person.id, at_least=18, on=today() - timedelta(days=400))
        await _services(session, viewer, demo, partner, people)


def _names() -> cycle[tuple[str, str]]:
    """Return names that repeat only after hundreds: the two lists differ in length."""
    count = len(FIRST_NAMES) * len(SURNAMES)
    pairs = zip(cycle(FIRST_NAMES), cycle(SURNAMES), strict=False)
    return cycle(list(islice(pairs, count)))


async def _person(session: AsyncSession, viewer: Viewer, partner: Partner, name: tuple[str, str]) -> Person:
    staff = partner.funding_basis is CONTRACT
    return await add_person(
        session,
        viewer,
        first_name=name[0],
        surname=name[1],
        kind=PersonKind.PARTNER_STAFF if staff else PersonKind.VOLUNTEER,
        partner_id=partner.id,
    )


async def _services(
    session: AsyncSession, viewer: Viewer, demo: DemoPartner, partner: Partner, people: list[Person]
) -> None:
    started = today() - timedelta(days=400)
    for name, status in demo.services:
        service = await add_service(session, viewer, partner.id, name=name, status=status)
        role = await describe_role(
            session,
            viewer,
            service.id,
            title=TITLES[0],
            purpose="Meets people on the wing each week and stays with them through the gate.",
            commitment="Two hours a week",
            minimum_age=18,
            places_wanted=len(people) + 1,
        )
        for person, title in zip(people, cycle(TITLES), strict=False):
            await assign_person(
                session,
                viewer,
                person.id,
                service.id,
                role_id=role.id if title == role.title else None,
                role_title=title,
                starts_on=started,
            )


async def _papers(session: AsyncSession, viewer: Viewer, number: int, partner: Partner) -> None:
    """Give most partners an agreement and an insurance; of some one has run out, of some nothing is known."""
    started = today() - timedelta(days=400)
    kind = AgreementType.CONTRACT if partner.funding_basis is CONTRACT else AgreementType.PARTNERSHIP
    ends = today() + timedelta(days=40 * number - 30)
    await record_agreement(session, viewer, partner.id, agreement_type=kind, starts_on=started, ends_on=ends)
    if number % 4 != WITHOUT_INSURANCE:
        await record_insurance(
            session,
            viewer,
            partner.id,
            kind=InsuranceKind.PUBLIC_LIABILITY,
            cover_pounds=5_000_000,
            starts_on=started,
            expires_on=today() + timedelta(days=30 * number + 10),
        )
