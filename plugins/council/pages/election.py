"""One election of a council: parties, counts, result, and what it needs next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import ElectionStatus, Electorate, Keying, NominationStatus, SeatMethod, Theme
from plugins.council.pages.count_words import (
    counts_of,
    differing,
    electorates_of,
    is_keyed_by,
    keyed,
    standing_words,
    total_votes,
)
from plugins.council.pages.election_paper import TO_PRINT
from plugins.council.pages.election_words import (
    election_tag,
    election_words,
    next_step,
    next_words,
    sees_lists,
    turnout_words,
)
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import BALLOT_COUNT, ELECTION_RUN, ROLL_READ
from plugins.council.rules.elections import LIST_OPEN, STEPS, letter_of

S = ElectionStatus
RESULT = frozenset({S.COUNTED, S.RESULT_PUBLISHED})


def _facts(row: pages.Row) -> Iterator[pages.Fact]:
    yield pages.Fact(_("Day of the vote"), pages.Date(row["votesOn"]))
    yield pages.Fact(_("Seats"), pages.Number(row["seats"]))
    yield pages.Fact(_("How seats follow votes"), pages.Words(SeatMethod(row["seatMethod"]).label))
    if row["prisonersEligible"] is None:
        return
    for electorate, key in ((Electorate.PRISONER, "prisoners"), (Electorate.STAFF, "staff")):
        label = translate("{electorate}: may vote").format(electorate=electorate.label)
        yield pages.Fact(label, pages.Number(row[f"{key}Eligible"]))
    if row["prisonerPapers"] is None:
        return
    for electorate, key in ((Electorate.PRISONER, "prisoner"), (Electorate.STAFF, "staff")):
        said = translate("{turnout}: {papers} papers, {spoilt} of them spoilt")
        if turnout := turnout_words(row, electorate):
            label = translate("{electorate}: turnout").format(electorate=electorate.label)
            words = said.format(turnout=turnout, papers=row[f"{key}Papers"], spoilt=row[f"{key}Spoilt"])
            yield pages.Fact(label, pages.Words(words))
    if row["lotDrawnOn"]:
        yield pages.Fact(_("A lot was drawn on"), pages.Date(row["lotDrawnOn"], near=False))


def _party_cell(row: pages.Row, party: pages.Row, request: pages.PageRequest) -> pages.Cell:
    words = f"{letter_of(party['position'])}: {party['name']}"
    if S(row["status"]) in LIST_OPEN and request.viewer.may(ELECTION_RUN):
        return pages.Link(words, pages.url("council.change_party", party_id=party["id"]))
    return pages.Words(words)


def _list_cell(party: pages.Row) -> pages.Cell:
    """Say how a list stands, as a link to the names for whoever may see them."""
    states = [one["status"] for one in party["nominations"]]
    said = translate("{accepted} accepted, {waiting} to decide").format(
        accepted=states.count(NominationStatus.ACCEPTED), waiting=states.count(NominationStatus.PUT_FORWARD)
    )
    return pages.Link(said, pages.url("council.party", party_id=party["id"]))


def _parties(row: pages.Row, request: pages.PageRequest) -> pages.Section:
    lists = sees_lists(request)
    rows = tuple(
        (
            _party_cell(row, party, request),
            pages.Words(Theme(party["theme"]).label),
            *((_list_cell(party),) if lists else ()),
        )
        for party in row["parties"]
    )
    return pages.Section(
        heading=_("Parties"),
        text=_("Votes are cast for a party, not for somebody. Seats go to its list from the top."),
        table=pages.Table(
            caption=_("Parties in the order of the ballot paper"),
            headings=(_("Party"), _("Theme"), *((_("List"),) if lists else ())),
            rows=rows,
            empty=_("No party stands yet."),
        ),
    )


def _result(row: pages.Row) -> pages.Section:
    rows = tuple(
        (
            pages.Words(party["name"], hint=translate("won a lot") if party["wonLot"] else ""),
            pages.Number(party["prisonerVotes"]),
            pages.Number(party["staffVotes"]),
            pages.Number(total_votes(party)),
            pages.Number(party["seats"]),
        )
        for party in row["parties"]
    )
    headings = (_("Party"), Electorate.PRISONER.label, Electorate.STAFF.label, _("Votes"), _("Seats"))
    return pages.Section(
        heading=_("Result"), table=pages.Table(caption=_("Votes and seats"), headings=headings, rows=rows)
    )


def _counts(row: pages.Row) -> pages.Section:
    rows = tuple(
        (
            pages.Words(electorate.label),
            pages.Words(standing_words(row, electorate)),
            pages.Words(", ".join(keyed(row, electorate)) or translate("Nobody yet")),
        )
        for electorate in electorates_of(row)
    )
    return pages.Section(
        heading=_("Counts"),
        text=_("Each count is typed in twice, by two people. The second sees nothing of the first."),
        table=pages.Table(
            caption=_("How the counts stand"),
            headings=(_("Whose votes"), _("Where it stands"), _("Typed in by")),
            rows=rows,
        ),
    )


def _sections(row: pages.Row, request: pages.PageRequest) -> Iterator[pages.Section]:
    status = S(row["status"])
    if status in RESULT:
        yield _result(row)
    if status in RESULT | {S.VOTING}:
        yield _counts(row)
    if status not in RESULT:
        yield _parties(row, request)


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    row = data["councilElection"]
    return pages.Record(
        title=election_words(row["number"]),
        caption=row["councilName"],
        tag=election_tag(row["status"]),
        lead=next_words(row),
        facts=tuple(_facts(row)),
        sections=tuple(_sections(row, request)),
        back=pages.url("council.elections"),
        back_label=_("Elections"),
    )


def _link(page: str, label: Text, status: frozenset[S], *, style: str = "secondary") -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda data, _request: pages.url(page, election_id=data["councilElection"]["id"]),
        offered=lambda data, _request: S(data["councilElection"]["status"]) in status,
        style="primary" if style == "primary" else "secondary",
    )


Due = Callable[[pages.Row, Electorate, pages.PageRequest], bool]


def _count_link(
    page: str,
    electorate: Electorate,
    label: Text,
    is_due: Due,
) -> pages.ActionLink:
    def offered(data: pages.Data, request: pages.PageRequest) -> bool:
        row = data["councilElection"]
        counting = S(row["status"]) is S.VOTING and request.viewer.may(BALLOT_COUNT)
        return counting and electorate in electorates_of(row) and is_due(row, electorate, request)

    return pages.ActionLink(
        label=label,
        href=lambda data, _request: pages.url(
            page, election_id=data["councilElection"]["id"], electorate=electorate.value.lower()
        ),
        offered=offered,
    )


def _is_to_key(row: pages.Row, electorate: Electorate, request: pages.PageRequest) -> bool:
    is_mine = is_keyed_by(row, electorate, request.viewer.account_id)
    return Keying.SECOND not in counts_of(row, electorate) and not is_mine


def _differs(row: pages.Row, electorate: Electorate, _request: pages.PageRequest) -> bool:
    return bool(differing(row, electorate))


def _may_seat(data: pages.Data) -> bool:
    """Say whether somebody who was elected is not on the council yet."""
    row = data["councilElection"]
    if S(row["status"]) not in RESULT:
        return False
    for party in row["parties"]:
        names = party.get("nominations", ())
        accepted = [one for one in names if one["status"] == NominationStatus.ACCEPTED]
        if not all(one["isSeated"] for one in accepted[: party["seats"]]):
            return True
    return False


ELECTION = pages.RecordPage(
    name="council.election",
    path="/council/elections/{election_id:uuid}",
    title=_("An election"),
    permission=ROLL_READ,
    document=DOCUMENTS["election"],
    variables=lambda request: {"id": request.path["election_id"], "names": sees_lists(request)},
    record=_record,
    found="councilElection",
    actions=(
        _count_link(
            "council.count", Electorate.PRISONER, _("Type in the count of people in prison"), _is_to_key
        ),
        _count_link("council.count", Electorate.STAFF, _("Type in the count of staff"), _is_to_key),
        _count_link(
            "council.agree_count",
            Electorate.PRISONER,
            _("Settle the count of people in prison"),
            _differs,
        ),
        _count_link("council.agree_count", Electorate.STAFF, _("Settle the count of staff"), _differs),
        pages.ActionLink(
            label=_("Go on to the next step"),
            href=lambda data, _request: pages.url(
                "council.move_election", election_id=data["councilElection"]["id"]
            ),
            offered=lambda data, request: (
                request.viewer.may(ELECTION_RUN)
                and next_step(data["councilElection"]) is not None
                and S(data["councilElection"]["status"]) is not S.VOTING
            ),
        ),
        pages.ActionLink(
            label=_("Close the count"),
            href=lambda data, _request: pages.url(
                "council.move_election", election_id=data["councilElection"]["id"]
            ),
            offered=lambda data, _request: S(data["councilElection"]["status"]) is S.VOTING,
            style="secondary",
        ),
        _link("council.add_party", _("Add a party"), LIST_OPEN),
        _link("council.draw_lot", _("Record a lot"), frozenset({S.VOTING})),
        _link("council.count_again", _("Count again"), frozenset({S.VOTING})),
        _link("council.print_election", _("Print"), frozenset(TO_PRINT)),
        pages.Action(
            name="seat",
            label=_("Put those elected on the council"),
            permission=ELECTION_RUN,
            mutation=DOCUMENTS["seat_elected"],
            variables=lambda request: {"electionId": request.path["election_id"]},
            success=lambda _data, _request: pages.Outcome(
                pages.url("council.members"), translate("Those elected are on the council.")
            ),
            offered=lambda data, _request: _may_seat(data),
            confirm=_("Put those elected on the council, from the top of each party's list?"),
        ),
        pages.Action(
            name="void",
            label=_("Void this election"),
            permission=ELECTION_RUN,
            mutation=DOCUMENTS["move_election"],
            variables=lambda request: {"electionId": request.path["election_id"], "status": S.VOID.value},
            success=lambda data, _request: pages.Outcome(
                pages.url("council.election", election_id=data["councilMoveElection"]["id"]),
                translate("The election is void."),
            ),
            offered=lambda data, _request: bool(STEPS[S(data["councilElection"]["status"])]),
            confirm=_("Void this election? It is kept, and counts for nothing. This cannot be undone."),
            style="warning",
        ),
    ),
)
