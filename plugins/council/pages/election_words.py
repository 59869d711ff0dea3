"""Elections as tags and sentences: where one stands, what it needs next, and how many voted."""

from __future__ import annotations

from typing import Any

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import ElectionStatus, Electorate
from plugins.council.permissions import MEMBER_READ
from plugins.council.rules.elections import STEPS, turnout

S = ElectionStatus
COLOURS = {
    S.PLANNED: pages.Colour.GREY,
    S.NOMINATIONS: pages.Colour.BLUE,
    S.CAMPAIGN: pages.Colour.BLUE,
    S.VOTING: pages.Colour.YELLOW,
    S.COUNTED: pages.Colour.TEAL,
    S.RESULT_PUBLISHED: pages.Colour.GREEN,
    S.VOID: pages.Colour.GREY,
}
NEXT: dict[ElectionStatus, Text] = {
    S.PLANNED: _("Add the parties, then open nominations."),
    S.NOMINATIONS: _("Put people forward for each list, and say who is accepted. Then close the lists."),
    S.CAMPAIGN: _("Print the ballot papers. On the day of the vote, say how many people may vote."),
    S.VOTING: _("Type in both counts. Where they differ, count those papers again. Then close the count."),
    S.COUNTED: _("Look at the result, then publish it and print the poster."),
    S.RESULT_PUBLISHED: _("The result is published."),
    S.VOID: _("This election counts for nothing."),
}


def election_tag(code: str) -> pages.Tag:
    status = ElectionStatus(code)
    return pages.Tag(status.label, COLOURS[status])


def election_words(number: int) -> str:
    return translate("Election {number}").format(number=number)


def next_words(row: Any) -> Text:
    return NEXT[ElectionStatus(row["status"])]


def next_step(row: Any) -> ElectionStatus | None:
    """Return the state that follows if all goes well."""
    following = STEPS[ElectionStatus(row["status"])]
    return following[0] if following and following[0] is not S.VOID else None


def sees_lists(request: pages.PageRequest) -> bool:
    return request.viewer.may(MEMBER_READ)


def turnout_words(row: Any, electorate: Electorate) -> Text:
    """Say a turnout once the votes are counted; nothing where nobody of the electorate may vote."""
    eligible, papers = (
        (row["prisonersEligible"], row["prisonerPapers"])
        if electorate is Electorate.PRISONER
        else (row["staffEligible"], row["staffPapers"])
    )
    return "" if papers is None or not eligible else turnout(papers, eligible)
