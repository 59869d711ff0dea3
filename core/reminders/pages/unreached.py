"""Addresses that mail does not reach, and the choice to try them again."""

from __future__ import annotations

from core.messages.permissions import ADDRESS_RETRY
from core.pages import (
    BulkAction,
    Cell,
    Colour,
    Column,
    Data,
    Date,
    ListPage,
    Order,
    Outcome,
    PageRequest,
    Row,
    Tag,
    url,
)
from core.reminders.pages.words import DOCUMENTS, told_cell
from core.reminders.permissions import REMINDER_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def _summary(data: Data, _request: PageRequest) -> Text:
    count = data["mailReaches"]["totalCount"]
    return translate_plural(
        "{count} address does not take mail. Correct it on its record, or have it tried again.",
        "{count} addresses do not take mail. Correct them on their records, or have them tried again.",
        count,
    ).format(count=count)


def _state(row: Row) -> Cell:
    failures = translate_plural(
        "{count} message did not arrive", "{count} messages did not arrive", row["failures"]
    ).format(count=row["failures"])
    if row["stoppedAt"]:
        return Tag(translate("Nothing is sent there"), Colour.RED, hint=failures)
    return Tag(translate("Still tried"), Colour.YELLOW, hint=failures)


def _retried(data: Data, _request: PageRequest) -> Outcome:
    count = data["retryAddresses"]["done"]
    message = translate_plural(
        "Mail is sent to {count} address again, from the next message on.",
        "Mail is sent to {count} addresses again, from the next message on.",
        count,
    )
    return Outcome(url("core.unreached"), message.format(count=count))


UNREACHED = ListPage(
    name="core.unreached",
    path="/reminders/unreached",
    title=_("Whom does mail not reach?"),
    permission=REMINDER_READ,
    document=DOCUMENTS["unreached"],
    connection="mailReaches",
    summary=_summary,
    empty=_("Mail reached everybody it was sent to."),
    columns=(
        Column(heading=_("Whose address"), cell=lambda row, _request: told_cell(row)),
        Column(heading=_("What happened"), cell=lambda row, _request: _state(row)),
        Column(
            heading=_("First failed"),
            cell=lambda row, _request: Date(row["createdAt"], near=False),
            sort="createdAt",
        ),
        Column(
            heading=_("Stopped"),
            cell=lambda row, _request: Date(row["stoppedAt"], near=False, empty=_("Not stopped")),
        ),
    ),
    default_order=(Order("createdAt", descending=True),),
    row_label=lambda row: row["toldName"] or translate("Name not recorded"),
    exportable=False,
    bulk=(
        BulkAction(
            name="retry",
            label=_("Try this address again"),
            permission=ADDRESS_RETRY,
            mutation=DOCUMENTS["retry"],
            variables=lambda ids, _request: {"reachIds": list(ids)},
            success=_retried,
        ),
    ),
    back=lambda _data, _request: url("core.reminders"),
)
