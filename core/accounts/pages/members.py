"""Who may use Gatehouse here: the list, and one role with its history."""

from __future__ import annotations

from collections.abc import Sequence

from core.accounts.giving import may_give
from core.accounts.pages.words import DOCUMENTS, given_by, role_of, role_words, since, state_tag
from core.accounts.rights import ACCESS_CHANGE, ACCESS_READ
from core.accounts.roles import NATIONAL_ROLES, Role
from core.pages import (
    ActionLink,
    Choice,
    Column,
    Condition,
    Data,
    Date,
    Fact,
    Filter,
    Link,
    ListPage,
    Number,
    Order,
    PageRequest,
    Record,
    RecordPage,
    Row,
    Stack,
    TimelineEntry,
    Words,
    any_of,
    url,
)
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _

PAST = "past"


def _summary(data: Data, request: PageRequest) -> Text:
    count = data["members"]["totalCount"]
    if request.first("state") == PAST:
        return translate_plural(
            "{count} role was taken away.", "{count} roles were taken away.", count
        ).format(count=count)
    return translate_plural("{count} role is held here.", "{count} roles are held here.", count).format(
        count=count
    )


def _with_sessions(data: Data) -> Sequence[Row]:
    """Put beside each role how many sessions its account has open."""
    counts = {one["memberId"]: one["count"] for one in data["memberSessions"]}
    return [{**row, "sessions": counts.get(row["id"])} for row in data["members"]["nodes"]]


def _current_unless_asked(request: PageRequest) -> Condition:
    return {} if request.first("state") == PAST else {"takenAwayAt": {"isNull": True}}


def _name(row: Row) -> Stack:
    link = Link(row["name"], url("core.member", member_id=row["id"]))
    return Stack((link, Words(row["email"] or "")))


def _until(row: Row) -> Date | Stack:
    if not row["endsOn"]:
        return since(row)
    return Stack((since(row), Words(_("Last day:")), Date(row["endsOn"])))


MEMBERS = ListPage(
    name="core.members",
    path="/access",
    title=_("Who may use Gatehouse here"),
    permission=ACCESS_READ,
    document=DOCUMENTS["members"],
    connection="members",
    rows=_with_sessions,
    summary=_summary,
    empty=_("Nobody is listed here. Give somebody access."),
    columns=(
        Column(heading=_("Name"), cell=lambda row, _request: _name(row), sort="name"),
        Column(heading=_("Role"), cell=lambda row, _request: role_words(row), sort="role"),
        Column(heading=_("State"), cell=lambda row, _request: state_tag(row)),
        Column(heading=_("Since"), cell=lambda row, _request: _until(row), sort="createdAt"),
        Column(heading=_("Given by"), cell=lambda row, _request: given_by(row)),
        Column(
            heading=_("Last signed in"),
            cell=lambda row, _request: Date(row["lastSignedInAt"], near=False, empty=_("Not yet")),
            sort="lastSignedInAt",
        ),
        Column(
            heading=_("Sessions open"),
            cell=lambda row, _request: Number(row["sessions"], empty=_("None")),
            numeric=True,
        ),
    ),
    filters=(
        any_of(
            "role",
            _("Role"),
            "role",
            tuple(Choice(role.value, role.label) for role in Role if role not in NATIONAL_ROLES),
        ),
        Filter(
            name="state",
            label=_("State"),
            kind="one",
            choices=(Choice(PAST, _("Taken away")),),
            condition=lambda _values, _request: {"takenAwayAt": {"isNull": False}},
        ),
    ),
    base_filter=_current_unless_asked,
    default_order=(Order("name"),),
    actions=(
        ActionLink(label=_("Give somebody access"), href=lambda _data, _request: url("core.give_access")),
    ),
    exportable=False,
)


def _record(data: Data, request: PageRequest) -> Record:
    member = data["member"]
    role = role_of(member)
    sessions = next((one["count"] for one in data["memberSessions"] if one["memberId"] == member["id"]), 0)
    facts = [
        Fact(_("E-mail"), Words(member["email"] or _("Not recorded"))),
        Fact(_("Role"), role_words(member)),
        Fact(_("Since"), since(member)),
        Fact(_("Last day"), Date(member["endsOn"], empty=_("No end is set"))),
        Fact(_("Given by"), given_by(member)),
        Fact(_("Last signed in"), Date(member["lastSignedInAt"], near=False, empty=_("Not yet"))),
        Fact(_("Sessions open"), Number(sessions)),
    ]
    return Record(
        title=member["name"],
        caption=str(role.label),
        tag=state_tag(member),
        facts=tuple(facts),
        nobody=_nobody(data, request),
        timeline=_timeline(data),
        back=url("core.members"),
        back_label=_("Who may use Gatehouse here"),
    )


def _may_take_away(data: Data, request: PageRequest) -> bool:
    member = data["member"]
    own = member["isMe"] or member["takenAwayAt"]
    return not own and may_give(request.viewer.roles, role_of(member))


def _nobody(data: Data, request: PageRequest) -> Text:
    """Say why the role cannot be taken away by this viewer, where that could puzzle."""
    member = data["member"]
    if member["takenAwayAt"] or not request.viewer.may(ACCESS_CHANGE) or _may_take_away(data, request):
        return ""
    if member["isMe"]:
        return _("This is your own role. Somebody else who may give access here can take it away.")
    givers = ", ".join(str(role.label) for role in Role if may_give((role,), role_of(member)))
    return translate("This role can be taken away by: {who}.").format(who=givers)


def _timeline(data: Data) -> tuple[TimelineEntry, ...]:
    member = data["member"]
    given = TimelineEntry(_("Given"), member["createdAt"], str(given_by(member).text))
    if not member["takenAwayAt"]:
        return (given,)
    by = member["takenAwayByName"] or str(_("By command on the server"))
    return (TimelineEntry(_("Taken away"), member["takenAwayAt"], by), given)


def _is_signed_in(data: Data, _request: PageRequest) -> bool:
    counted = {one["memberId"]: one["count"] for one in data["memberSessions"]}
    return bool(counted.get(data["member"]["id"]))


MEMBER = RecordPage(
    name="core.member",
    path="/access/{member_id:uuid}",
    title=_("Access"),
    permission=ACCESS_READ,
    document=DOCUMENTS["member"],
    variables=lambda request: {"id": request.path["member_id"]},
    record=_record,
    found="member",
    actions=(
        ActionLink(
            label=_("Take this role away"),
            href=lambda data, _request: url("core.take_role_away", member_id=data["member"]["id"]),
            offered=_may_take_away,
            style="warning",
        ),
        ActionLink(
            label=_("Sign them out everywhere"),
            href=lambda data, _request: url("core.sign_out_everywhere", member_id=data["member"]["id"]),
            offered=_is_signed_in,
            style="secondary",
        ),
    ),
)
