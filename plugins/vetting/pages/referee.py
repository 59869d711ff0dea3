"""What a referee sees who was sent a link: who asks, for whom, four questions with choices, and thanks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from core.sdk import Text, links, long_date, pages, today, translate
from core.sdk import lazy_gettext as _
from plugins.vetting.enums.reference import KnownFor, Relation, Verdict
from plugins.vetting.pages.words import DOCUMENTS, day
from plugins.vetting.permissions import REFERENCE_GIVE
from plugins.vetting.rules.references import REFEREE


def _heading(data: pages.Data, _request: pages.PageRequest) -> Text:
    name = data["vettingReferenceAsked"]["personName"]
    return translate("A reference for {name}").format(name=name)


def _points(data: pages.Data, request: pages.PageRequest) -> Sequence[Text]:
    asked = data["vettingReferenceAsked"]
    return (
        translate(
            "{prison} asks you, {referee}, for a reference. {name} has applied to volunteer or work there "
            "with one of its partner organisations."
        ).format(prison=request.prison.name, referee=asked["refereeName"], name=asked["personName"]),
        translate(
            "There are four questions, each with choices. Please answer by {day}. The staff who check "
            "applications at the prison read your answers; {name} does not see them on this service."
        ).format(day=long_date(day(asked["answerBy"]) or today()), name=asked["personName"]),
    )


def _question(name: str, label: Text, argument: str, kind: type[StrEnum]) -> pages.RadioField:
    return pages.RadioField(name=name, label=label, argument=argument, choices=pages.each_of(kind))


def _questions(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.RadioField]:
    name = data["vettingReferenceAsked"]["personName"]
    return (
        _question(
            "known_for", translate("How long have you known {name}?").format(name=name), "knownFor", KnownFor
        ),
        _question("knows_as", translate("How do you know {name}?").format(name=name), "knowsAs", Relation),
        _question(
            "reliable", translate("Is {name} reliable and honest?").format(name=name), "reliable", Verdict
        ),
        _question(
            "suitable",
            translate("Would you trust {name} to work with people in prison?").format(name=name),
            "suitable",
            Verdict,
        ),
    )


REFEREE_PAGE = links.LinkPage(
    purpose=REFEREE,
    title=_("Give a reference"),
    permissions=(REFERENCE_GIVE,),
    document=DOCUMENTS["reference_asked"],
    found="vettingReferenceAsked",
    heading=_heading,
    points=_points,
    more_fields=_questions,
    mutation=DOCUMENTS["give_reference"],
    arguments=lambda form, _request: {
        "given": {
            "knownFor": form["known_for"],
            "knowsAs": form["knows_as"],
            "reliable": form["reliable"],
            "suitable": form["suitable"],
        },
    },
    submit=_("Send your reference"),
    refusal=links.LinkRefusal(
        label=_("I would rather not give a reference"),
        question=_("Are you sure that you do not want to give a reference?"),
        mutation=DOCUMENTS["decline_reference"],
    ),
    thanks=_("Thank you for your answer"),
)
LINKS = (REFEREE_PAGE,)
