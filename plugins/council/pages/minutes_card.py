"""What minutes add to "What needs me today?": meetings without minutes, and minutes on their way out."""

from __future__ import annotations

from core.sdk import lazy_gettext as _
from core.sdk import long_date, pages, translate
from plugins.council.enums import MinutesState
from plugins.council.pages.minutes_words import minutes_title
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import MINUTES_WRITE


def _unwritten(row: pages.Row) -> pages.CardItem:
    said = translate("Draft the minutes of {day}, {council}")
    return pages.CardItem(
        title=said.format(day=long_date(day(row["heldOn"])), council=row["councilName"]),
        href=pages.url("council.draft_minutes"),
        turn=_("You"),
        when=row["heldOn"],
    )


def _open(row: pages.Row) -> pages.CardItem:
    said = translate("{minutes}: {state}")
    return pages.CardItem(
        title=said.format(minutes=minutes_title(row), state=MinutesState(row["state"]).label),
        href=pages.url("council.one_minutes", minutes_id=row["id"]),
        turn=_("You"),
        when=row["heldOn"],
        consequence=pages.Consequence.HOUSEKEEPING,
    )


def _content(data: pages.Data, _request: pages.PageRequest) -> pages.CardContent:
    unwritten, open_ = data["unwritten"], data["open"]
    return pages.CardContent(
        due=tuple(_unwritten(row) for row in unwritten["nodes"]),
        due_total=unwritten["totalCount"],
        waiting=tuple(_open(row) for row in open_["nodes"]),
        waiting_total=open_["totalCount"],
        all_due=pages.url("council.draft_minutes"),
        all_waiting=pages.url("council.minutes"),
    )


MINUTES_CARD = pages.Card(
    name="council.minutes",
    title=_("Council: minutes"),
    permission=MINUTES_WRITE,
    document=DOCUMENTS["minutes_card"],
    present=_content,
)
