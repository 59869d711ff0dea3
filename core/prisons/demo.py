"""A dozen prisons for the demo, typed in by hand; a real installation imports the register instead."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.prisons.enums import Gender
from core.prisons.models import Prison, PrisonGroup

GROUPS = {
    "ASD": "Avon and South Dorset",
    "CNTR": "Contracted",
    "DND": "Devon and North Dorset",
    "LNDN": "London",
    "WLS": "Wales",
    "WMN": "Women",
}


@dataclass(frozen=True, slots=True)
class DemoPrison:
    code: str
    name: str
    group: str
    address: str
    town: str
    postcode: str
    gender: Gender = Gender.MALE
    categories: tuple[str, ...] = ()
    operator: str = "PSP"
    name_cy: str | None = None


PRISONS = (
    DemoPrison("EXI", "Exeter (HMP)", "DND", "New North Road", "Exeter", "EX4 4EX"),
    DemoPrison("DAI", "Dartmoor (HMP)", "DND", "Princetown", "Yelverton", "PL20 6RR", categories=("C",)),
    DemoPrison("GMI", "Guys Marsh (HMP)", "DND", "Guys Marsh", "Shaftesbury", "SP7 0AH", categories=("C",)),
    DemoPrison("BLI", "Bristol (HMP)", "ASD", "19 Cambridge Road", "Bristol", "BS7 8PS"),
    DemoPrison("BXI", "Brixton (HMP)", "LNDN", "Jebb Avenue", "London", "SW2 5XF", categories=("C",)),
    DemoPrison("PVI", "Pentonville (HMP)", "LNDN", "Caledonian Road", "London", "N7 8TT"),
    DemoPrison("STI", "Styal (HMP & YOI)", "WMN", "Styal Road", "Wilmslow", "SK9 4HR", Gender.FEMALE),
    DemoPrison(
        "EWI", "Eastwood Park (HMP)", "WMN", "Falfield", "Wotton-under-Edge", "GL12 8DB", Gender.FEMALE
    ),
    DemoPrison(
        "BZI",
        "Bronzefield (HMP & YOI)",
        "CNTR",
        "Woodthorpe Road",
        "Ashford",
        "TW15 3JZ",
        Gender.FEMALE,
        operator="Sodexo",
    ),
    DemoPrison(
        "BWI",
        "Berwyn (HMP)",
        "WLS",
        "Bridge Road, Wrexham Industrial Estate",
        "Wrexham",
        "LL13 9QA",
        categories=("C",),
        name_cy="Carchar y Berwyn",
    ),
    DemoPrison("CFI", "Cardiff (HMP)", "WLS", "Knox Road", "Cardiff", "CF24 0UG", name_cy="Carchar Caerdydd"),
    DemoPrison(
        "SWI",
        "Swansea (HMP)",
        "WLS",
        "200 Oystermouth Road",
        "Swansea",
        "SA1 3SR",
        name_cy="Carchar Abertawe",
    ),
)


async def bring_demo_prisons(session: AsyncSession) -> dict[str, UUID]:
    """Add the groups and prisons that are not there yet; return the ids of the demo's prisons by code.

    One that the register brought already stays as the register says it is.
    """
    groups = {group.code: group.id for group in await session.scalars(select(PrisonGroup))}
    new_groups = [PrisonGroup(code=code, name=name) for code, name in GROUPS.items() if code not in groups]
    session.add_all(new_groups)
    await session.flush()
    groups |= {group.code: group.id for group in new_groups}
    codes = [item.code for item in PRISONS]
    known = await session.scalars(select(Prison).where(Prison.code.in_(codes)))
    prisons = {prison.code: prison for prison in known}
    new = [_prison(item, groups[item.group]) for item in PRISONS if item.code not in prisons]
    session.add_all(new)
    await session.flush()
    return {prison.code: prison.id for prison in (*prisons.values(), *new)}


def _prison(item: DemoPrison, group_id: UUID) -> Prison:
    return Prison(
        code=item.code,
        name=item.name,
        name_cy=item.name_cy,
        active=True,
        gender=item.gender,
        contracted=item.operator != "PSP",
        types=["HMP", "YOI"] if "YOI" in item.name else ["HMP"],
        categories=list(item.categories),
        operators=[item.operator],
        address_line1=item.address,
        town=item.town,
        postcode=item.postcode,
        country="Wales" if item.group == "WLS" else "England",
        group_id=group_id,
        disabled_modules=[],
        register={},
    )
