"""An election on paper: ballot papers, count sheets, and the poster of its result. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    PrisonNames,
    Viewer,
    long_date,
    now,
    prison_names,
    reports,
    speaking,
    translate,
    translate_plural,
)
from plugins.council.enums import ElectionPaper, Electorate, Keying, Tongue
from plugins.council.queries.results import (
    BallotParty,
    PartyResult,
    Poll,
    ballot_of,
    poll_of,
    published_result,
)
from plugins.council.reports.paper import LANGUAGES
from plugins.council.rules.elections import letter_of, sheet_code, turnout, voters

HERE = Path(__file__).parent


async def build_ballot(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build a ballot paper for each electorate: one cross for one party."""
    return await _build_before(session, viewer, parameters, layout="ballot.typ")


async def build_count_sheets(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the sheets for both counts of each electorate, in the order of the screen they are typed into."""
    return await _build_before(session, viewer, parameters, layout="count_sheet.typ")


async def build_result(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the poster of a result that is published."""
    election_id = UUID(str(parameters["election_id"]))
    poll = await poll_of(session, election_id)
    parties = await published_result(session, election_id)
    names = await prison_names(session, viewer)
    languages = LANGUAGES[Tongue(str(parameters["tongue"]))]
    words = {
        "small": parameters["paper"] == ElectionPaper.RESULT_A5,
        "sides": [_side(poll, parties, names, language) for language in languages],
    }
    return _document(viewer, names, languages[0], _result_title(poll, languages[0]), "result.typ", words)


async def _build_before(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any], *, layout: str
) -> reports.ReportDocument:
    election_id = UUID(str(parameters["election_id"]))
    poll = await poll_of(session, election_id)
    parties = await ballot_of(session, election_id)
    names = await prison_names(session, viewer)
    languages = LANGUAGES[Tongue(str(parameters["tongue"]))]
    sheets = [
        sheet
        for electorate in voters(poll.eligible) or tuple(Electorate)
        for language in languages
        for sheet in _sheets(poll, parties, electorate, names, language, layout)
    ]
    with speaking(languages[0]):
        title = translate("Election {number}").format(number=poll.number)
    return _document(viewer, names, languages[0], title, layout, {"sheets": sheets})


def _sheets(
    poll: Poll,
    parties: Sequence[BallotParty],
    electorate: Electorate,
    names: PrisonNames,
    language: str,
    layout: str,
) -> Iterator[dict[str, Any]]:
    with speaking(language):
        common = {
            "lang": language,
            "prison": names.in_language(language),
            "council": poll.council,
            "code": sheet_code(poll.number, electorate),
            "electorate": str(electorate.label),
            "day": long_date(poll.votes_on),
            "parties": [
                {
                    "letter": letter_of(party.position),
                    "name": party.name,
                    "theme": str(party.theme.label),
                    "manifesto": party.manifesto,
                }
                for party in parties
            ],
        }
        if layout == "ballot.typ":
            yield {**common, **_ballot_words()}
            return
        for keying in (Keying.FIRST, Keying.SECOND):
            yield {**common, **_count_words(), "keying": str(keying.label)}


def _ballot_words() -> dict[str, str]:
    return {
        "heading": translate("Ballot paper"),
        "how": translate("Put one cross, in one box. Vote for a party, not for a person."),
        "spoilt": translate("A paper with two crosses, or a name on it, is not counted."),
        "page_of": translate("Page {page} of {pages}"),
    }


def _count_words() -> dict[str, Any]:
    return {
        "heading": translate("Count sheet"),
        "how": translate("Make piles by party and count each. Write the total of each pile in its box."),
        "headings": [translate("Letter"), translate("Party"), translate("Strokes"), translate("Total")],
        "spoilt": translate("Spoilt papers"),
        "all": translate("All papers in the box"),
        "signed": translate("Counted by two people (signatures)"),
    }


def _result_title(poll: Poll, language: str) -> str:
    with speaking(language):
        return translate("Result of election {number}").format(number=poll.number)


def _side(poll: Poll, parties: Sequence[PartyResult], names: PrisonNames, language: str) -> dict[str, Any]:
    """Return the whole poster in one language."""
    most = max((party.votes for party in parties), default=0) or 1
    with speaking(language):
        lead = translate_plural(
            "On {day} {count} seat of the council was filled.",
            "On {day} {count} seats of the council were filled.",
            poll.seats,
        )
        return {
            "lang": language,
            "prison": names.in_language(language),
            "council": poll.council,
            "title": translate("You voted. This is your council."),
            "lead": lead.format(day=long_date(poll.votes_on), count=poll.seats),
            "parties": [_party(party, most) for party in parties],
            "turnout_heading": translate("Who voted"),
            "turnout": list(_turnout(poll)),
            "notes": list(_notes(poll, parties)),
        }


def _party(party: PartyResult, most: int) -> dict[str, Any]:
    votes = translate_plural("{count} vote", "{count} votes", party.votes)
    seats = translate_plural("{count} seat", "{count} seats", party.seats)
    return {
        "name": party.name,
        "votes": votes.format(count=party.votes),
        "seats_words": seats.format(count=party.seats),
        "seats": party.seats,
        "share": 100 * party.votes // most,
        "lot": translate("one by lot") if party.won_lot else "",
    }


def _turnout(poll: Poll) -> Iterator[dict[str, str]]:
    voting = voters(poll.eligible)
    for electorate in voting:
        yield _line(str(electorate.label), poll.papers[electorate] or 0, poll.eligible[electorate] or 0)
    if len(voting) > 1:
        papers = sum(poll.papers[one] or 0 for one in voting)
        yield _line(translate("All together"), papers, sum(poll.eligible[one] or 0 for one in voting))


def _line(label: str, papers: int, eligible: int) -> dict[str, str]:
    said = translate("{papers} of {eligible}").format(papers=papers, eligible=eligible)
    return {"label": label, "percent": str(turnout(papers, eligible)), "words": said}


def _notes(poll: Poll, parties: Sequence[PartyResult]) -> Iterator[str]:
    yield translate("Votes were for parties, and both ballot boxes were counted twice.")
    if poll.spoilt:
        said = translate_plural("{count} paper was spoilt.", "{count} papers were spoilt.", poll.spoilt)
        yield said.format(count=poll.spoilt)
    if any(party.won_lot for party in parties):
        yield translate("Parties stood exactly equal before the last seat, so a lot was drawn.")


def _document(
    viewer: Viewer, names: PrisonNames, language: str, title: str, layout: str, words: dict[str, Any]
) -> reports.ReportDocument:
    moment = now()
    return reports.ReportDocument(
        title=title,
        prison_name=names.in_language(language),
        prison_code=viewer.tenant_code or "",
        as_at=moment,
        produced_at=moment,
        produced_by=names.in_language(language),
        classification=reports.Classification.OFFICIAL,
        summary=(),
        paper=reports.Paper(layout=HERE / layout, words=words),
        language=language,
    )
