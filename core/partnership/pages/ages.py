"""Confirming that somebody is old enough for a role: what their page says of it, and the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.pages import (
    Action,
    ActionLink,
    Address,
    Choice,
    Data,
    DateField,
    Fact,
    FormPage,
    Outcome,
    PageRequest,
    RadioField,
    Row,
    Words,
    iso_day,
    long_date,
    url,
)
from core.pages.dates import day_of
from core.partnership.pages.labels import DOCUMENTS
from core.partnership.permissions import AGE_CONFIRM
from core.translation import Text, translate
from core.translation import lazy_gettext as _

ADULT = 18
"""Offered to everybody: no other minimum is as common."""


def age_facts(person: Row) -> Iterator[Fact]:
    """Say what was confirmed, and which role asks for more; nothing where nothing is asked or known."""
    said = [*_confirmed(person), *_lacking(person["assignments"])]
    if said:
        yield Fact(_("Old enough for their roles"), Words(" ".join(said)))


def _confirmed(person: Row) -> Iterator[str]:
    if person["ageConfirmed"] is None:
        return
    day, who = long_date(day_of(person["ageConfirmedOn"])), person.get("ageConfirmedByName")
    words = (
        translate("{age} or over: confirmed on {day} by {who}.")
        if who
        else translate("{age} or over: confirmed on {day}.")
    )
    yield words.format(age=person["ageConfirmed"], day=day, who=who)


def _lacking(parts: Sequence[Row]) -> Iterator[str]:
    words = translate("Not confirmed for {role}, which is for people of {age} or over.")
    for part in parts:
        if part["isCurrent"] and part["isOldEnough"] is False:
            yield words.format(role=part["roleTitle"], age=part["minimumAge"])


def _lacks(data: Data, _request: PageRequest) -> bool:
    return any(part["isCurrent"] and part["isOldEnough"] is False for part in data["person"]["assignments"])


def _here(_data: Data, request: PageRequest) -> Address:
    return url("core.person", person_id=request.path["person_id"])


def _minimums(data: Data, _request: PageRequest) -> Sequence[Choice]:
    """Offer the minimum ages of their roles, and that of an adult; none that is confirmed already."""
    person = data["person"]
    asked = {part["minimumAge"] for part in person["assignments"]} | {ADULT}
    wanted = sorted(age for age in asked if age is not None and age > (person["ageConfirmed"] or 0))
    return [Choice(str(age), translate("{age} or over").format(age=age)) for age in wanted]


def _lead(data: Data, _request: PageRequest) -> Text:
    words = translate(
        "{name}. You say that you saw a document with their date of birth. "
        "Neither the date nor their age is written down."
    )
    return words.format(name=data["person"]["name"])


TO_CONFIRM = ActionLink(
    label=_("Confirm that they are old enough"),
    href=lambda _data, request: url("core.confirm_age", person_id=request.path["person_id"]),
    offered=_lacks,
    style="secondary",
)
CONFIRM_AGE = FormPage(
    name="core.confirm_age",
    path="/people/{person_id:uuid}/age",
    title=_("Are they old enough?"),
    permission=AGE_CONFIRM,
    document=DOCUMENTS["person_age"],
    variables=lambda request: {"id": request.path["person_id"]},
    found="person",
    lead=_lead,
    mutation=DOCUMENTS["confirm_age"],
    fields=(
        RadioField(
            name="at_least",
            label=_("What did you see?"),
            argument="atLeast",
            choices=_minimums,
            required=True,
        ),
        DateField(name="on", label=_("On which day did you see it?")),
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {
        "given": {
            "personId": request.path["person_id"],
            "atLeast": int(str(form["at_least"])),
            "on": iso_day(form["on"]),
        }
    },
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("{name} is confirmed to be {age} or over.").format(
            name=data["confirmAge"]["name"], age=data["confirmAge"]["ageConfirmed"]
        ),
    ),
    submit=_("Confirm it in my name"),
    back=_here,
)
TAKE_BACK = Action(
    name="take_back_age",
    label=_("Take back what was confirmed of their age"),
    permission=AGE_CONFIRM,
    mutation=DOCUMENTS["take_back_age"],
    variables=lambda request: {"id": request.path["person_id"]},
    success=lambda data, request: Outcome(
        _here(data, request),
        translate("What was confirmed of the age of {name} was taken back.").format(
            name=data["takeBackAge"]["name"]
        ),
    ),
    offered=lambda data, _request: data["person"]["ageConfirmed"] is not None,
    confirm=_("The gate is told that nobody has confirmed it, until somebody does again."),
)
