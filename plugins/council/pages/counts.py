"""The screens on which counts are typed in, in the printed order, and what settles a difference or a tie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from core.sdk import NotFound, Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import ElectionStatus, Electorate, Keying
from plugins.council.pages.count_words import (
    counts_of,
    differing,
    electorates_of,
    figure_words,
    is_keyed_by,
    sheet_of,
)
from plugins.council.pages.election_forms import to_election
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import BALLOT_COUNT, ELECTION_RUN
from plugins.council.rules.counts import MOST_PAPERS, SPOILT
from plugins.council.rules.elections import letter_of, sheet_code

MARK = "·"
"""Stands in place of a letter beside the spoilt papers."""


def _electorate(request: pages.PageRequest) -> Electorate:
    said = request.path["electorate"].upper()
    if said not in Electorate.__members__:
        raise NotFound(translate("There is no such electorate."))
    return Electorate(said)


def _asked(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["election_id"], "names": False}


def _back(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return to_election(data["councilElection"]["id"])


def box_of(of: str) -> str:
    """Return the name of the box of a figure: a party's id, or the spoilt papers."""
    return SPOILT if of == SPOILT else f"votes-{UUID(of).hex}"


def _boxes(row: pages.Row) -> Iterator[tuple[str, str, str]]:
    """Yield what stands on a line of the sheet: its letter, its words, and the figure it counts."""
    for party in row["parties"]:
        yield letter_of(party["position"]), party["name"], party["id"]
    yield MARK, translate("Spoilt papers"), SPOILT


def _key_fields(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Field]:
    return tuple(
        pages.NumberField(name=box_of(of), label=f"{letter} {words}", most=MOST_PAPERS)
        for letter, words, of in _boxes(data["councilElection"])
    )


def _sheet(form: pages.Form, request: pages.PageRequest) -> pages.Variables:
    votes = [
        {"partyId": str(UUID(name.removeprefix("votes-"))), "votes": int(str(value))}
        for name, value in form.items()
        if name.startswith("votes-") and str(value).isdecimal()
    ]
    return {
        "electionId": request.path["election_id"],
        "electorate": _electorate(request).value,
        "votes": votes,
        "spoilt": int(spoilt) if (spoilt := str(form[SPOILT])).isdecimal() else 0,
    }


def _heading(data: pages.Data, request: pages.PageRequest) -> Text:
    electorate = _electorate(request)
    code = sheet_code(data["councilElection"]["number"], electorate)
    return translate("Count sheet {code}: {electorate}").format(code=code, electorate=electorate.label)


def _keyed(data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    return pages.Outcome(
        to_election(data["councilKeyCount"]["id"]),
        translate("The count of {electorate} is typed in.").format(electorate=_electorate(request).label),
    )


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    row, electorate = data["councilElection"], _electorate(request)
    eligible = {Electorate.PRISONER: row["prisonersEligible"], Electorate.STAFF: row["staffEligible"]}
    counts = counts_of(row, electorate)
    both = Keying.SECOND in counts
    return {
        "rows": [] if both else [(letter, words, box_of(of)) for letter, words, of in _boxes(row)],
        "eligible": eligible[electorate],
        "is_second": Keying.FIRST in counts,
        "is_mine": is_keyed_by(row, electorate, request.viewer.account_id),
        "is_open": row["status"] == ElectionStatus.VOTING and electorate in electorates_of(row),
    }


COUNT = pages.FormPage(
    name="council.count",
    path="/council/elections/{election_id:uuid}/count/{electorate:str}",
    title=_("Type in a count"),
    permission=BALLOT_COUNT,
    document=DOCUMENTS["election"],
    variables=_asked,
    found="councilElection",
    heading=_heading,
    present=_present,
    template="council/count.html",
    mutation=DOCUMENTS["key_count"],
    more_fields=_key_fields,
    arguments=lambda form, request: {"given": _sheet(form, request)},
    success=_keyed,
    submit=_("Write this down"),
    dense=True,
    back=_back,
)


def _agree_fields(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Field]:
    row, electorate = data["councilElection"], _electorate(request)
    open_ = {one.of: one for one in differing(row, electorate)}
    if not open_:
        return ()
    first = sheet_of(row, counts_of(row, electorate)[Keying.FIRST])
    said = translate("{party}: typed in as {first} and as {second}")
    return tuple(
        pages.NumberField(
            name=box_of(of),
            label=said.format(party=figure_words(row, of), first=open_[of].first, second=open_[of].second),
            hint=_("Count these papers again, and write what you find."),
            most=MOST_PAPERS,
        )
        if of in open_
        else pages.HiddenField(name=box_of(of))
        for of in first.figures
    )


def _agree_initial(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    row, electorate = data["councilElection"], _electorate(request)
    open_ = {one.of for one in differing(row, electorate)}
    if not open_:
        return {}
    first = sheet_of(row, counts_of(row, electorate)[Keying.FIRST])
    return {box_of(of): str(figure) for of, figure in first.figures.items() if of not in open_}


def _agree_lead(data: pages.Data, request: pages.PageRequest) -> Text:
    if differing(data["councilElection"], _electorate(request)):
        return translate("The two counts differ here. What they have alike stays.")
    return translate("There is no difference to settle.")


AGREE = pages.FormPage(
    name="council.agree_count",
    path="/council/elections/{election_id:uuid}/count/{electorate:str}/settle",
    title=_("Settle a difference"),
    permission=BALLOT_COUNT,
    document=DOCUMENTS["election"],
    variables=_asked,
    found="councilElection",
    heading=_heading,
    lead=_agree_lead,
    mutation=DOCUMENTS["agree_count"],
    more_fields=_agree_fields,
    initial=_agree_initial,
    arguments=lambda form, request: {"given": _sheet({SPOILT: 0, **form}, request)},
    success=lambda data, _request: pages.Outcome(
        to_election(data["councilAgreeCount"]["id"]), translate("The difference is settled.")
    ),
    submit=_("Settle it"),
    back=_back,
)
LOT = pages.FormPage(
    name="council.draw_lot",
    path="/council/elections/{election_id:uuid}/lot",
    title=_("Who won the lot?"),
    permission=ELECTION_RUN,
    document=DOCUMENTS["election"],
    variables=_asked,
    found="councilElection",
    lead=lambda _data, _request: _(
        "Where parties stand exactly equal before the last seat, a lot decides. Draw it before witnesses of "
        "each party, then write down who won."
    ),
    mutation=DOCUMENTS["draw_lot"],
    fields=(
        pages.CheckboxesField(
            name="winners",
            label=_("Which parties won a seat by lot?"),
            choices=lambda data, _request: tuple(
                pages.Choice(party["id"], party["name"]) for party in data["councilElection"]["parties"]
            ),
        ),
        pages.DateField(name="on", label=_("It was drawn on")),
    ),
    initial=lambda _data, request: {"on": request.today},
    arguments=lambda form, request: {
        "electionId": request.path["election_id"],
        "winners": form["winners"] or (),
        "on": pages.iso_day(form["on"]),
    },
    success=lambda data, _request: pages.Outcome(
        to_election(data["councilDrawLot"]["id"]), translate("The lot is written down.")
    ),
    submit=_("Write it down"),
    back=_back,
)
AGAIN_PAGE = pages.FormPage(
    name="council.count_again",
    path="/council/elections/{election_id:uuid}/again",
    title=_("Whose papers are counted again?"),
    permission=ELECTION_RUN,
    document=DOCUMENTS["election"],
    variables=_asked,
    found="councilElection",
    lead=lambda _data, _request: _("Both counts are then typed in anew. What was typed in before is kept."),
    mutation=DOCUMENTS["set_counts_aside"],
    fields=(
        pages.RadioField(
            name="electorate",
            label=_("Whose papers?"),
            choices=pages.each_of(Electorate),
        ),
    ),
    arguments=lambda form, request: {
        "electionId": request.path["election_id"],
        "electorate": form["electorate"],
    },
    success=lambda data, _request: pages.Outcome(
        to_election(data["councilSetCountsAside"]["id"]), translate("Count these papers again.")
    ),
    submit=_("Count them again"),
    back=_back,
)
COUNT_PAGES = (COUNT, AGREE, LOT, AGAIN_PAGE)
