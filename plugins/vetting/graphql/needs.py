"""Who lacks which training, as a list that pages and programs read like any other."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from enum import StrEnum
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, Invalid, today, translate
from plugins.vetting.enums import TrainingType
from plugins.vetting.permissions import TRAINING_READ
from plugins.vetting.services.training import PersonNeed, training_needs

MOST = 100


@strawberry.enum(name="VettingNeedOrderField")
class NeedOrderField(StrEnum):
    personSurname = "personSurname"  # noqa: N815 -- the API's own name
    partnerName = "partnerName"  # noqa: N815 -- the API's own name
    type = "type"


@strawberry.enum(name="VettingNeedDirection")
class NeedDirection(StrEnum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input
class VettingNeedOrder:
    field: NeedOrderField
    direction: NeedDirection = NeedDirection.ASC


@strawberry.input
class VettingNeedFilter:
    """Every condition given must hold."""

    and_: list[VettingNeedFilter] | None = strawberry.field(default=None, name="and")
    type_in: list[TrainingType] | None = None
    is_cleared: bool | None = None
    is_booked: bool | None = None

    def keeps(self, row: PersonNeed) -> bool:
        return (
            all(part.keeps(row) for part in self.and_ or ())
            and (self.type_in is None or row.need.type in self.type_in)
            and self.is_cleared in {None, row.is_cleared}
            and self.is_booked in {None, row.need.booked_on is not None}
        )


@strawberry.type
class VettingNeed:
    id: ID
    person_id: ID
    person_name: str
    partner_name: str | None
    type: TrainingType
    booked_on: date | None
    expired_on: date | None
    is_cleared: bool


@strawberry.type
class VettingNeedPageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class VettingNeedConnection:
    total_count: int
    page_info: VettingNeedPageInfo
    nodes: list[VettingNeed]


@strawberry.type
class VettingNeedCount:
    """How many people lack a training, and have no place booked."""

    type: TrainingType
    people: int


ORDERS = {
    NeedOrderField.personSurname: lambda row: (row.sort_key, row.need.type),
    NeedOrderField.partnerName: lambda row: (row.partner_name or "", row.sort_key),
    NeedOrderField.type: lambda row: (row.need.type, row.sort_key),
}


async def _rows(info: Info[Context, None]) -> list[PersonNeed]:
    viewer = info.context.viewer
    viewer.require(TRAINING_READ)
    async with info.context.database.read(viewer) as session:
        return await training_needs(session, viewer, today())


async def _needs(
    info: Info[Context, None],
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
    filter: VettingNeedFilter | None = None,
    order: list[VettingNeedOrder] | None = None,
) -> VettingNeedConnection:
    rows = [row for row in await _rows(info) if filter is None or filter.keeps(row)]
    for key in reversed(order or ()):
        rows.sort(key=ORDERS[key.field], reverse=key.direction is NeedDirection.DESC)
    start, end = _window(len(rows), first, after, last, before)
    return VettingNeedConnection(
        total_count=len(rows),
        page_info=VettingNeedPageInfo(
            has_next_page=end < len(rows),
            has_previous_page=start > 0,
            start_cursor=_cursor(start) if end > start else None,
            end_cursor=_cursor(end - 1) if end > start else None,
        ),
        nodes=[_shown(row) for row in rows[start:end]],
    )


async def _counts(info: Info[Context, None]) -> list[VettingNeedCount]:
    rows = [row.need.type for row in await _rows(info) if row.need.booked_on is None]
    counted = [VettingNeedCount(type=kind, people=rows.count(kind)) for kind in TrainingType if kind in rows]
    return sorted(counted, key=lambda count: -count.people)


def _window(
    total: int, first: int | None, after: str | None, last: int | None, before: str | None
) -> tuple[int, int]:
    start = 0 if after is None else min(_place(after) + 1, total)
    end = total if before is None else min(_place(before), total)
    asked = first if first is not None else last
    # Without a size it is everybody: a form offers all of them, and a prison has a few hundred people.
    size = total if asked is None else min(asked, MOST)
    if size < 0:
        raise Invalid(translate("Ask for 0 to {most} rows.").format(most=MOST), "first")
    if first is None and last is not None:
        return max(start, end - size), max(start, end)
    return start, max(start, min(end, start + size))


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(str(place).encode()).decode()


def _place(cursor: str) -> int:
    try:
        return max(0, int(base64.urlsafe_b64decode(cursor.encode()).decode("ascii")))
    except (ValueError, binascii.Error):
        message = translate("This place in the list is not known. Begin at the start of the list.")
        raise Invalid(message, "after") from None


def _shown(row: PersonNeed) -> VettingNeed:
    return VettingNeed(
        id=ID(f"{row.person_id}:{row.need.type.value}"),
        person_id=ID(str(row.person_id)),
        person_name=row.person_name,
        partner_name=row.partner_name,
        type=row.need.type,
        booked_on=row.need.booked_on,
        expired_on=row.need.expired_on,
        is_cleared=row.is_cleared,
    )


read_needs: Any = strawberry.field(resolver=_needs, description="Who lacks which training today.")
read_need_counts: Any = strawberry.field(
    resolver=_counts, description="How many people lack each training and have no place booked, most first."
)
