"""The prison itself, as the register has it."""

from __future__ import annotations

import strawberry
from strawberry import ID

from core.partnership.permissions import PRISON_READ
from core.prisons import models as prisons
from core.prisons.enums import Gender
from core.reads.declarations import node

strawberry.enum(Gender)


@node(prisons.PrisonGroup, permission=PRISON_READ)
class PrisonGroup:
    code: str
    name: str


@node(prisons.Prison, permission=PRISON_READ)
class Prison:
    id: ID
    code: str
    name: str
    name_cy: str | None
    gender: Gender
    contracted: bool
    categories: list[str]
    operators: list[str]
    address_line1: str | None
    address_line2: str | None
    town: str | None
    county: str | None
    postcode: str | None
    group: PrisonGroup | None
