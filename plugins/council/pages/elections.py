"""Elections of councils: which there are, where each stands, and how many voted."""

from __future__ import annotations

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import ElectionStatus, Electorate
from plugins.council.pages.election_words import election_tag, election_words, turnout_words
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import ROLL_READ


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["councilElections"]["totalCount"]
    if not count:
        return translate("No election is planned.")
    return translate_plural("{count} election.", "{count} elections.", count).format(count=count)


ELECTIONS = pages.ListPage(
    name="council.elections",
    path="/council/elections",
    title=_("How were members elected?"),
    permission=ROLL_READ,
    document=DOCUMENTS["elections"],
    connection="councilElections",
    summary=_summary,
    empty=_("No election is planned. Set a term on the page of the council, then plan its election."),
    columns=(
        pages.Column(
            heading=_("Election"),
            cell=lambda row, _request: pages.Link(
                election_words(row["number"]),
                pages.url("council.election", election_id=row["id"]),
                hint=row["councilName"],
            ),
            sort="number",
        ),
        pages.Column(
            heading=_("Day of the vote"),
            cell=lambda row, _request: pages.Date(row["votesOn"]),
            sort="votesOn",
        ),
        pages.Column(heading=_("Where it stands"), cell=lambda row, _request: election_tag(row["status"])),
        pages.Column(heading=_("Seats"), cell=lambda row, _request: pages.Number(row["seats"]), numeric=True),
        pages.Column(
            heading=_("Turnout of people in prison"),
            cell=lambda row, _request: pages.Words(turnout_words(row, Electorate.PRISONER)),
            numeric=True,
        ),
        pages.Column(
            heading=_("Turnout of staff"),
            cell=lambda row, _request: pages.Words(turnout_words(row, Electorate.STAFF)),
            numeric=True,
        ),
    ),
    row_label=lambda row: election_words(row["number"]),
    filters=(
        pages.any_of(
            "status",
            _("Where it stands"),
            "status",
            pages.each_of(ElectionStatus),
        ),
    ),
    default_order=(pages.Order("number", descending=True),),
    actions=(
        pages.ActionLink(
            label=_("Plan an election"), href=lambda _data, _request: pages.url("council.plan_election")
        ),
    ),
)
