"""Members, wings and terms of a council as the words and choices of its pages."""

from __future__ import annotations

from typing import Any

from core.sdk import Text, long_date, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import ConsentPurpose, MemberRole, SeatMethod, Theme, WingSize
from plugins.council.pages.words import day
from plugins.council.rules.roll import Seat, WingOf, public_role

OPEN: pages.Condition = {"isOver": {"eq": False}}


def said_role(row: Any) -> str:
    """Say a member as anything published would: by role, with a wing that is not small."""
    seat = Seat(
        role=MemberRole(row["role"]),
        theme=Theme(row["theme"]) if row["theme"] else None,
        party=row["partyName"],
        is_listed=row["isListed"],
    )
    # The API leaves small wings out already: what comes is large enough to be said.
    return public_role(seat, WingOf(row["saidWing"], WingSize.LARGE) if row["saidWing"] else None)


def name_of(row: Any) -> str:
    return f"{row['firstName']} {row['lastName']}"


def member_words(number: int) -> str:
    return translate("Member {number}").format(number=number)


def term_words(row: Any) -> str:
    said = translate("{council}, {start} to {end}")
    start, end = long_date(day(row["startsOn"])), long_date(day(row["endsOn"]))
    return said.format(council=row["councilName"], start=start, end=end)


def term_choices(data: pages.Data) -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(one["id"], term_words(one)) for one in data["councilTerms"]["nodes"])


def term_field(label: Text) -> pages.RadioField:
    return pages.RadioField(
        name="term",
        label=label,
        choices=lambda data, _request: term_choices(data),
        argument="termId",
        missing=_("Choose the term. If there is none, set one on the page of the council."),
    )


def wing_field() -> pages.SelectField:
    return pages.SelectField(
        name="wing",
        label=_("Wing"),
        choices=lambda data, _request: _wings(data),
        nothing=_("None"),
        required=False,
        argument="wingId",
    )


def _wings(data: pages.Data) -> tuple[pages.Choice, ...]:
    return tuple(
        pages.Choice(one["id"], one["name"], WingSize(one["size"]).label)
        for one in data["councilWings"]["nodes"]
    )


def purpose_choices() -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(one.value, one.label, one.hint) for one in ConsentPurpose)


def method_choices() -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(one.value, one.label, hint_of_method(one)) for one in SeatMethod)


def hint_of_method(method: SeatMethod) -> Text:
    if method is SeatMethod.LARGEST_REMAINDER:
        return translate(
            "Each party gets its share of the seats, the largest rests rounded up. The usual one."
        )
    if method is SeatMethod.DHONDT:
        return translate("Leans a little towards large parties.")
    return translate("Leans neither to large nor to small parties.")
