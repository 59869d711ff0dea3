"""Who was told what by mail, and what became of it; the way to who will be, and to whom mail misses."""

from __future__ import annotations

from collections.abc import Sequence

from core.messages.enums import MessageState
from core.pages import (
    Column,
    Data,
    Date,
    Figure,
    ListPage,
    Order,
    PageRequest,
    Row,
    Words,
    any_of,
    each_of,
    searching,
    url,
)
from core.reminders.pages.words import DOCUMENTS, fate, told_cell
from core.reminders.permissions import REMINDER_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _

MOST_TITLES = 3


def _summary(data: Data, _request: PageRequest) -> Text:
    count = data["messages"]["totalCount"]
    return translate_plural(
        "{count} message is on record for the last year. What it said is kept nowhere.",
        "{count} messages are on record for the last year. What they said is kept nowhere.",
        count,
    ).format(count=count)


def _figures(data: Data, _request: PageRequest) -> Sequence[Figure]:
    unreached, failed = data["mailReaches"]["totalCount"], data["failed"]["totalCount"]
    return (
        Figure(
            translate("Things people will be told of in the next five working days"),
            data["reminderOutlook"]["total"],
            url("core.reminders_ahead"),
        ),
        Figure(
            translate("Messages that could not be delivered"),
            failed,
            url("core.reminders").asking(state=(MessageState.FAILED.value, MessageState.BOUNCED.value)),
            urgent=failed > 0,
        ),
        Figure(
            translate("Addresses that mail does not reach"),
            unreached,
            url("core.unreached"),
            urgent=unreached > 0,
        ),
    )


def _what(row: Row, _request: PageRequest) -> Words:
    """Say what it was about: the titles that the viewer may read, each once."""
    about = dict.fromkeys(
        f"{translate(one['title'])}: {one['aboutName']}" if one["aboutName"] else translate(one["title"])
        for one in row["notices"]
    )
    first, more = list(about)[:MOST_TITLES], len(about) - MOST_TITLES
    if more > 0:
        first.append(translate_plural("and {count} more", "and {count} more", more).format(count=more))
    title = translate(row["title"]) if row["title"] else translate("Message")
    return Words(title, hint="; ".join(first))


TOLD_LIST = ListPage(
    name="core.reminders",
    path="/reminders",
    title=_("Who was told, and who will be?"),
    permission=REMINDER_READ,
    document=DOCUMENTS["told"],
    connection="messages",
    summary=_summary,
    figures=_figures,
    empty=_("Nobody was told anything by mail yet. The first reminders go out on a working day at 7:30."),
    columns=(
        Column(heading=_("Told"), cell=lambda row, _request: told_cell(row)),
        Column(heading=_("What"), cell=_what),
        Column(
            heading=_("When"), cell=lambda row, _request: Date(row["createdAt"], near=False), sort="createdAt"
        ),
        Column(heading=_("What became of it"), cell=lambda row, _request: fate(row["state"], row["code"])),
    ),
    filters=(
        searching("q", _("Person or organisation")),
        any_of(
            "state",
            _("What became of it"),
            "state",
            each_of(MessageState),
        ),
    ),
    default_order=(Order("createdAt", descending=True),),
    exportable=False,
)
