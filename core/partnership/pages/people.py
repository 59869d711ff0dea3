"""The list of people: who is here, for whom, in which roles."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.pages import (
    ActionLink,
    Choice,
    Colour,
    Column,
    Data,
    Figure,
    Filter,
    Link,
    ListPage,
    Order,
    PageRequest,
    Row,
    Stack,
    Tag,
    Variables,
    Words,
    any_of,
    each_of,
    searching,
    url,
)
from core.partnership.enums import PersonStatus
from core.partnership.pages.labels import DOCUMENTS, kinds_in_words, partner_link, person_tag
from core.partnership.permissions import PERSON_READ
from core.retention.permissions import RETENTION_READ
from core.translation import Text, translate_plural
from core.translation import lazy_gettext as _

NOBODY_YET = _("There is nobody here yet. Import the spreadsheet you keep now, or add people one by one.")
KEYS_OUT = "no"
"""In an address: those who left and have not handed back pass or keys."""


def _summary(data: Data, _request: PageRequest) -> Text:
    count, out = data["here"]["totalCount"], data["keysOut"]["totalCount"]
    here = translate_plural("{count} person is here now.", "{count} people are here now.", count)
    if not out:
        return here.format(count=count)
    missing = translate_plural(
        "{count} left without handing back pass or keys: ask for them.",
        "{count} left without handing back pass or keys: ask for them.",
        out,
    )
    return f"{here.format(count=count)} {missing.format(count=out)}"


def _figures(data: Data, _request: PageRequest) -> Sequence[Figure]:
    people = url("core.people")
    out = data["keysOut"]["totalCount"]
    return (
        Figure(_("Here now"), data["here"]["totalCount"], people.asking(status=PersonStatus.CURRENT.value)),
        Figure(_("Left"), data["left"]["totalCount"], people.asking(status=PersonStatus.LEFT.value)),
        Figure(_("Left, pass or keys not handed back"), out, people.asking(keys=KEYS_OUT), urgent=True),
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _of_one_partner(data: Data, _request: PageRequest) -> Sequence[Choice]:
    """Name the organisation that the address narrows the list to; there are too many to offer them all."""
    partner = data.get("partner")
    return (Choice(partner["id"], partner["name"]),) if partner else ()


def _variables(request: PageRequest) -> Variables:
    partner, holds = request.first("partner"), request.viewer.may(RETENTION_READ)
    narrowed = _is_id(partner)
    return {"partner": partner if narrowed else "", "narrowed": narrowed, "holds": holds}


def _standing(row: Row) -> Tag | Stack:
    tag = person_tag(row["status"])
    return Stack((tag, Tag(_("Kept on hold"), Colour.ORANGE))) if row.get("isOnHold") else tag


PEOPLE = ListPage(
    name="core.people",
    path="/people",
    title=_("Who is here, and for whom?"),
    permission=PERSON_READ,
    document=DOCUMENTS["people"],
    variables=_variables,
    figures=_figures,
    connection="people",
    summary=_summary,
    empty=NOBODY_YET,
    columns=(
        Column(
            heading=_("Name"),
            cell=lambda row, _request: Link(row["name"], url("core.person", person_id=row["id"])),
            sort="sortKey",
        ),
        Column(heading=_("Organisation"), cell=lambda row, _request: partner_link(row), sort="partnerName"),
        Column(
            heading=_("What they are"), cell=lambda row, _request: Words(kinds_in_words(row["personRoles"]))
        ),
        Column(heading=_("Team"), cell=lambda row, _request: Words(row["team"] or ""), sort="team"),
        Column(heading=_("Status"), cell=lambda row, _request: _standing(row), sort="status"),
    ),
    filters=(
        searching("name", _("Name")),
        any_of("status", _("Status"), "status", each_of(PersonStatus)),
        Filter(
            name="keys",
            label=_("Pass and keys"),
            kind="one",
            choices=(Choice(KEYS_OUT, _("Left, not handed back")),),
            condition=lambda _values, _request: {
                "status": {"eq": PersonStatus.LEFT.value},
                "passReturned": {"eq": False},
            },
        ),
        Filter(
            name="partner",
            label=_("Organisation"),
            kind="one",
            choices=_of_one_partner,
            condition=lambda values, _request: {"partnerId": {"eq": values[0]}} if _is_id(values[0]) else {},
        ),
    ),
    default_order=(Order("sortKey"),),
    actions=(
        ActionLink(
            label=_("Add a person"),
            href=lambda _data, _request: url("core.add_person"),
            style="secondary",
        ),
    ),
)
