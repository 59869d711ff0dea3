"""What everybody may read of a council: its published issues of "You said, we did", and their feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from core.sdk import current_language, long_date, pages, public, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import Theme, Told
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import BOARD_LOOK


def _telling(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an answer in Welsh where Welsh is asked for and written, else in plain words."""
    is_welsh = current_language() == "cy" and row["welshSaid"] is not None
    label = str(Told(row["told"]).label)
    if row["untilOn"]:
        said = translate("We are still working on it, by {day}")
        label = said.format(day=long_date(day(row["untilOn"])))
    return {
        "theme": Theme(row["theme"]).label,
        "label": label,
        "lang": "cy" if is_welsh else "en",
        "said": row["welshSaid"] if is_welsh else row["youSaid"],
        "did": row["welshDid"] if is_welsh else row["weDid"],
    }


def _issue(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "id": row["id"],
        "number": row["number"],
        "title": translate("Issue {number}, {day}").format(
            number=row["number"], day=long_date(day(row["publishedOn"]))
        ),
        "about": row["council"],
        "tellings": [_telling(one) for one in row["tellings"]],
    }


def _present(data: pages.Data, _request: pages.PageRequest) -> Mapping[str, Any]:
    return {"issues": [_issue(row) for row in data["councilPublishedIssues"]]}


def _feed(data: pages.Data, _request: pages.PageRequest) -> Sequence[public.FeedEntry]:
    return tuple(_entry(row, _issue(row)) for row in data["councilPublishedIssues"])


def _entry(row: Mapping[str, Any], issue: Mapping[str, Any]) -> public.FeedEntry:
    paragraphs = (
        part
        for one in issue["tellings"]
        for part in (
            f"{one['theme']}",
            f"{translate('You said')}: {one['said']}",
            f"{one['label']}: {one['did']}",
        )
    )
    title = translate("You said, we did: issue {number}").format(number=row["number"])
    at = datetime.fromisoformat(row["at"])
    return public.FeedEntry(UUID(row["id"]), title, at, (issue["about"], *paragraphs))


NOTICE_BOARD = public.PublicPage(
    name="council.notice_board",
    path="council",
    title=_("You said, we did"),
    permission=BOARD_LOOK,
    document=DOCUMENTS["published_issues"],
    found="councilPublishedIssues",
    template="council/published.html",
    present=_present,
    feed=_feed,
)
