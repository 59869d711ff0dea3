"""A person's own record, in plain words, and asking for it to be put right."""

from __future__ import annotations

from collections.abc import Iterator

from core.mirror.enums import CorrectionPart
from core.mirror.pages.words import DOCUMENTS, own
from core.mirror.permissions import MIRROR_READ
from core.mirror.services import LONGEST
from core.pages import (
    ActionLink,
    Cell,
    Data,
    Date,
    Fact,
    FormPage,
    Link,
    Outcome,
    PageRequest,
    RadioField,
    Record,
    RecordPage,
    Row,
    Section,
    Table,
    TextArea,
    Words,
    each_of,
    long_date,
    url,
)
from core.pages.dates import day_of
from core.partnership.pages.labels import kinds_in_words, service_tag
from core.reminders.pages.choosing import RESUME, STOP
from core.translation import Text, translate
from core.translation import lazy_gettext as _


def _facts(person: Row) -> Iterator[Fact]:
    yield Fact(_("Name"), Words(person["name"]))
    yield Fact(_("E-mail"), Words(person["email"] or _("Not recorded")))
    partner = person["partner"]
    yield Fact(_("Organisation"), Words(partner["name"] if partner else _("No organisation recorded")))
    yield Fact(_("What you are here"), Words(kinds_in_words(person["personRoles"]) or _("Not recorded")))
    if person["team"]:
        yield Fact(_("Team"), Words(person["team"]))
    age = " ".join(_age(person))
    if age:
        yield Fact(_("Old enough for your roles"), Words(age))
    if partner:
        yield Fact(_("Your organisation's agreement with the prison"), _agreement(partner["agreements"]))


def _age(person: Row) -> Iterator[str]:
    """Say what was confirmed of their age, and what they can do where a role asks for more."""
    if person["ageConfirmed"] is not None:
        words = translate("The prison confirmed on {day} that you are {age} or over.")
        yield words.format(day=long_date(day_of(person["ageConfirmedOn"])), age=person["ageConfirmed"])
    lacking = [part for part in person["assignments"] if part["isCurrent"] and part["isOldEnough"] is False]
    words = translate("{role} is for people of {age} or over: show the co-ordinator your date of birth.")
    for part in lacking:
        yield words.format(role=part["roleTitle"], age=part["minimumAge"])


def _agreement(rows: list[Row]) -> Cell:
    """Say until when an agreement of the whole organisation, or of a service, is in force."""
    ends = [row["endsOn"] for row in rows if row["isCurrent"]]
    if not ends:
        return Words(_("None is in force: ask your organisation"))
    if None in ends:
        return Words(_("In force, with no end date"))
    return Words(translate("In force until {day}").format(day=long_date(day_of(max(ends)))))


def _services(person: Row) -> Section:
    rows = tuple(_service(row) for row in person["assignments"] if row["isCurrent"])
    table = Table(
        caption=_("Services you have a part in"),
        headings=(_("Service"), _("Part"), _("To"), _("Service status")),
        rows=rows,
        empty=_("You have no part in a service yet. The co-ordinator gives you one."),
    )
    return Section(heading=_("What you do here"), table=table)


def _service(row: Row) -> tuple[Cell, ...]:
    service = row["service"]
    return (
        Link(service["name"], url("core.service", service_id=service["id"])),
        Words(row["roleTitle"]),
        Date(row["endsOn"], empty=_("Open")),
        service_tag(service["status"]),
    )


def _record(data: Data, _request: PageRequest) -> Record:
    person = data["person"]
    return Record(
        title=translate("Your record"),
        caption=person["name"],
        facts=tuple(_facts(person)),
        sections=(_services(person),),
    )


ME = RecordPage(
    name="core.me",
    path="/me",
    title=_("Your record"),
    permission=MIRROR_READ,
    document=DOCUMENTS["me"],
    variables=own,
    record=_record,
    found="person",
    actions=(
        ActionLink(
            label=_("Can you come in?"),
            href=lambda _data, request: url("core.coming_in", person_id=request.viewer.person_id),
        ),
        ActionLink(
            label=_("Something here is wrong"),
            href=lambda _data, _request: url("core.ask_correction"),
            style="secondary",
        ),
        STOP,
        RESUME,
    ),
)


def _asked(data: Data, _request: PageRequest) -> Outcome:
    due = long_date(day_of(data["askCorrection"]["dueOn"]))
    said = translate("The co-ordinator answers you by {day}. The answer stands on this page.")
    return Outcome(url("core.me"), said.format(day=due))


def _lead(_data: Data, _request: PageRequest) -> Text:
    return _(
        "The co-ordinator has one month to answer you. "
        "What you asked and what you were answered stand on your page."
    )


ASK = FormPage(
    name="core.ask_correction",
    path="/me/correction",
    title=_("What in your record is wrong?"),
    permission=MIRROR_READ,
    lead=_lead,
    mutation=DOCUMENTS["ask"],
    fields=(
        RadioField(
            name="part",
            label=_("Which part of it?"),
            choices=each_of(CorrectionPart),
        ),
        TextArea(
            name="words",
            label=_("What is wrong, and what is right?"),
            hint=_("Do not write about health or convictions: the co-ordinator reads this."),
            max_length=LONGEST,
        ),
    ),
    arguments=lambda form, _request: {"part": form["part"], "words": form["words"]},
    success=_asked,
    submit=_("Ask for this to be put right"),
    back=lambda _data, _request: url("core.me"),
)
