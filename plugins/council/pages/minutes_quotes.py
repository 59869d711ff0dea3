"""Noting that a point of the minutes carries a member's own words: they stay as long as the member agrees."""

from __future__ import annotations

from core.sdk import Text, pages
from core.sdk import lazy_gettext as _
from plugins.council.pages.roll_words import name_of, said_role
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import MINUTES_WRITE

POINT = "item/"
"""How the field of a section begins that is a point of the agenda: the others are the house's words."""


def _members(data: pages.Data) -> list[pages.Row]:
    """Return who of this council agreed to being quoted."""
    own = data["councilMinutes"]["councilId"]
    return [row for row in data["councilMembers"]["nodes"] if row["councilId"] == own]


def _choices(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(row["id"], name_of(row), said_role(row)) for row in _members(data))


def _points(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    versions = data["councilMinutes"]["versions"]
    return tuple(
        pages.Choice(one["field"], one["heading"])
        for one in (versions[-1]["sections"] if versions else ())
        if one["field"].startswith(POINT) and one["text"]
    )


def _lead(data: pages.Data, _request: pages.PageRequest) -> Text:
    """Say what a note does, or who has to be asked first."""
    if not _members(data):
        return _(
            "Nobody on the roll has agreed to being quoted. Ask them, and write their consent down on their "
            "page under Members; or say in the minutes what was said without their own words."
        )
    return _(
        "The point is published with these words as long as they agree. Once they take it back, the words "
        "are left out, also of what is out. Their name is published nowhere."
    )


MARK_WORDS = pages.FormPage(
    name="council.mark_words",
    path="/council/minutes/{minutes_id:uuid}/quote",
    title=_("Whose own words stand in the minutes?"),
    permission=MINUTES_WRITE,
    document=DOCUMENTS["quotable"],
    variables=lambda request: {"id": request.path["minutes_id"]},
    found="councilMinutes",
    lead=_lead,
    mutation=DOCUMENTS["mark_words"],
    fields=(
        pages.RadioField(
            name="field",
            label=_("In which point?"),
            choices=_points,
            missing=_("Choose the point. If there is none, write first what was said."),
        ),
        pages.RadioField(
            name="member",
            label=_("Whose words are they?"),
            hint=_("Those on the roll who agreed to being quoted."),
            choices=_choices,
            argument="memberId",
            missing=_("Choose who said it. Only somebody who agreed to being quoted can be chosen."),
        ),
    ),
    arguments=lambda form, request: {
        "minutesId": request.path["minutes_id"],
        "field": form["field"],
        "memberId": form["member"],
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("council.one_minutes", minutes_id=data["councilMarkWords"]["id"]),
        _("Noted: the words stay as long as they agree."),
    ),
    submit=_("Note it"),
    back=lambda _data, request: pages.url("council.one_minutes", minutes_id=request.path["minutes_id"]),
)
