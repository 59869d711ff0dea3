"""What councils add to "What needs me today?": answers that are owed."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import pages, translate
from plugins.council.enums import AnswerOwner
from plugins.council.pages.proposals import late, soon
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import PROPOSAL_ANSWER, PROPOSAL_RAISE, PROPOSAL_READ


def _is_mine(request: pages.PageRequest) -> bool:
    """Say whether this viewer owes answers: whoever also writes for the council chases them instead."""
    return request.viewer.may(PROPOSAL_ANSWER) and not request.viewer.may(PROPOSAL_RAISE)


def _item(row: pages.Row, request: pages.PageRequest) -> pages.CardItem:
    mine = _is_mine(request)
    return pages.CardItem(
        title=translate("Answer proposal {number}: {idea}").format(number=row["number"], idea=row["idea"]),
        href=pages.url("council.proposal", proposal_id=row["id"]),
        turn=_("You") if mine else AnswerOwner(row["ownerRole"]).label,
        when=row["answerDueOn"],
        consequence=pages.Consequence.DEADLINE_MISSED,
    )


def _content(data: pages.Data, request: pages.PageRequest) -> pages.CardContent:
    here, over, next_ = pages.url("council.proposals"), data["late"], data["waiting"]
    items = tuple(_item(row, request) for row in next_["nodes"])
    mine = _is_mine(request)
    return pages.CardContent(
        overdue=tuple(_item(row, request) for row in over["nodes"]),
        overdue_total=over["totalCount"],
        due=items if mine else (),
        due_total=next_["totalCount"] if mine else 0,
        waiting=() if mine else items,
        waiting_total=0 if mine else next_["totalCount"],
        all_overdue=here.asking(show="late"),
        all_due=here.asking(show="waiting"),
        all_waiting=here.asking(show="waiting"),
    )


CARD = pages.Card(
    name="council.answers",
    title=_("Council"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["card"],
    variables=lambda request: {"late": late(request), "waiting": soon(request)},
    present=_content,
)
