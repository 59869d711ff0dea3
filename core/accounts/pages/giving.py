"""The form that gives somebody access by their work e-mail address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from core.accounts.giving import INVITATION_DAYS, roles_to_give
from core.accounts.pages.words import DOCUMENTS, HINTS, role_of
from core.accounts.rights import ACCESS_CHANGE
from core.accounts.roles import Role
from core.pages import (
    Choice,
    Data,
    DateField,
    Form,
    FormPage,
    Outcome,
    PageRequest,
    RadioField,
    SelectField,
    TextField,
    Variables,
    url,
)
from core.translation import Text, translate
from core.translation import lazy_gettext as _

NOBODY = str(UUID(int=0))


def _asked(request: PageRequest) -> Variables:
    """Ask also for the person or organisation whose page led here: the lists hold the first hundred."""
    person, partner = request.first("person"), request.first("partner")
    return {
        "person": person or NOBODY,
        "personNamed": bool(person),
        "partner": partner or NOBODY,
        "partnerNamed": bool(partner),
    }


def _roles(_data: Data, request: PageRequest) -> Sequence[Choice]:
    return [Choice(role.value, role.label, HINTS[role]) for role in roles_to_give(request.viewer.roles)]


def _with(named: dict[str, Any] | None, listed: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    rest = [one for one in listed if named is None or one["id"] != named["id"]]
    return [named, *rest] if named else rest


def _partners(data: Data, _request: PageRequest) -> Sequence[Choice]:
    return [Choice(one["id"], one["name"]) for one in _with(data.get("partner"), data["partners"]["nodes"])]


def _people(data: Data, _request: PageRequest) -> Sequence[Choice]:
    return [
        Choice(one["id"], f"{one['name']}, {one['partnerName']}" if one["partnerName"] else one["name"])
        for one in _with(data.get("person"), data["people"]["nodes"])
    ]


def _initial(data: Data, _request: PageRequest) -> Form:
    """Start from the person or the organisation whose page led here."""
    person, partner = data.get("person"), data.get("partner")
    if person:
        return {
            "name": person["name"],
            "email": person["email"],
            "role": Role.VOLUNTEER_SELF.value,
            "person": person["id"],
        }
    return {"role": Role.PARTNER_ADMIN.value, "partner": partner["id"]} if partner else {}


def _lead(_data: Data, _request: PageRequest) -> Text:
    return translate(
        "Whoever signs in with this address, once the sign-in service has checked that it is theirs, gets "
        "the role. No e-mail is sent: tell them yourself. What is not taken up within {days} days lapses."
    ).format(days=INVITATION_DAYS)


def _given(form: Form, _request: PageRequest) -> Variables:
    ends_on = form["ends_on"]
    return {
        "given": {
            "name": form["name"],
            "email": form["email"],
            "role": form["role"],
            "partnerId": form["partner"],
            "personId": form["person"],
            "endsOn": str(ends_on) if ends_on else None,
        }
    }


def _success(data: Data, _request: PageRequest) -> Outcome:
    member = data["giveAccess"]
    role = role_of(member).label
    if member["isWaiting"]:
        said = translate("{name} gets the role {role} when they next sign in with this address.")
    else:
        said = translate("{name} has the role {role} from now on.")
    return Outcome(url("core.members"), said.format(name=member["name"], role=role))


GIVE_ACCESS = FormPage(
    name="core.give_access",
    path="/access/give",
    title=_("Give somebody access"),
    permission=ACCESS_CHANGE,
    document=DOCUMENTS["give_access_choices"],
    variables=_asked,
    lead=_lead,
    mutation=DOCUMENTS["give_access"],
    initial=_initial,
    fields=(
        TextField(name="name", label=_("Name"), autocomplete="off"),
        TextField(
            name="email",
            label=_("Work e-mail address"),
            hint=_("The one they sign in with."),
            input_type="email",
            max_length=254,
            autocomplete="off",
        ),
        RadioField(name="role", label=_("Role"), choices=_roles),
        SelectField(
            name="partner",
            label=_("Which organisation?"),
            hint=_("Only for a partner lead or a partner worker. Not in the list? Start from its own page."),
            argument="partnerId",
            choices=_partners,
            required=False,
        ),
        SelectField(
            name="person",
            label=_("Which person?"),
            hint=_("Only for a volunteer. Not in the list? Start from their own page, under People."),
            argument="personId",
            choices=_people,
            required=False,
        ),
        DateField(
            name="ends_on",
            label=_("Last day"),
            hint=_("Only if the access ends by itself, such as for cover: 27 3 2027."),
            argument="endsOn",
            required=False,
        ),
    ),
    arguments=_given,
    success=_success,
    submit=_("Give this access"),
    back=lambda _data, _request: url("core.members"),
)
