"""Who is on the council: a list by role for the prison's staff, with names for those who run the council."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.sdk import Text, long_date, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import ConsentPurpose, MemberRole, Theme, WingSize
from plugins.council.pages.roll_words import member_words, name_of, said_role
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import MEMBER_READ, ROLL_READ, WING_CHANGE

NOW: pages.Condition = {"isOnCouncil": {"eq": True}}
TO_INDUCT: pages.Condition = {**NOW, "inductedOn": {"isNull": True}}
ROLES_ONLY = _("Names are kept for the facilitator and the co-ordinators alone. Here members are roles.")


def _sees_names(request: pages.PageRequest) -> bool:
    return request.viewer.may(MEMBER_READ)


def _summary(data: pages.Data, request: pages.PageRequest) -> Text:
    count, new = data["now"]["totalCount"], data["toInduct"]["totalCount"]
    said = translate_plural("{count} member is on the council.", "{count} members are on the council.", count)
    said = said.format(count=count) if count else translate("Nobody is on the council yet.")
    if new:
        shown = translate_plural(
            "{count} has not been shown how it works.", "{count} have not been shown how it works.", new
        )
        said = f"{said} {shown.format(count=new)}"
    return said if _sees_names(request) else f"{said} {ROLES_ONLY}"


def _figures(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Figure]:
    here = pages.url("council.members")
    return (
        pages.Figure(_("On the council now"), data["now"]["totalCount"], here.asking(show="now")),
        pages.Figure(_("To be inducted"), data["toInduct"]["totalCount"], here.asking(show="induct")),
    )


def _member(row: pages.Row, request: pages.PageRequest) -> pages.Cell:
    said = said_role(row)
    if not _sees_names(request):
        return pages.Words(said, hint=member_words(row["number"]))
    return pages.Link(
        name_of(row),
        pages.url("council.member", councillor_id=row["id"]),
        hint=translate("{number}: {role}").format(number=row["number"], role=said),
    )


def _wing(row: pages.Row, request: pages.PageRequest) -> pages.Cell:
    if not _sees_names(request):
        return pages.Words(row["saidWing"] or "")
    is_small = row["wingSize"] == WingSize.SMALL
    return pages.Words(row["wingName"] or "", hint=_("Small: not said in public") if is_small else "")


def _time(row: pages.Row) -> pages.Cell:
    if row["leftOn"]:
        return pages.Tag(_("Left"), hint=translate("on {day}").format(day=long_date(day(row["leftOn"]))))
    if not row["joinedOn"]:
        return pages.Tag(_("Put forward"), pages.Colour.BLUE)
    return pages.Date(row["joinedOn"], near=False)


def _consents(row: pages.Row) -> pages.Cell:
    given = [
        str(purpose.label)
        for purpose, key in (
            (ConsentPurpose.ROLL, "isListed"),
            (ConsentPurpose.PHOTO, "mayBeShown"),
            (ConsentPurpose.QUOTATION, "mayBeQuoted"),
        )
        if row[key]
    ]
    return pages.Words(", ".join(given) or translate("Nothing"))


MEMBERS = pages.ListPage(
    name="council.members",
    path="/council/members",
    title=_("Who is on the council?"),
    permission=ROLL_READ,
    document=DOCUMENTS["members"],
    variables=lambda request: {"names": _sees_names(request), "now": NOW, "toInduct": TO_INDUCT},
    connection="councilMembers",
    summary=_summary,
    figures=_figures,
    empty=_("Nobody is on the roll. Set a term on the page of the council, then add its members."),
    columns=(
        pages.Column(heading=_("Member"), cell=_member, sort="number"),
        pages.Column(heading=_("Wing"), cell=_wing),
        pages.Column(heading=_("On the council since"), cell=lambda row, _r: _time(row), sort="joinedOn"),
        pages.Column(
            heading=_("Inducted"),
            cell=lambda row, _r: pages.Date(row["inductedOn"], near=False, empty=_("Not yet")),
            sort="inductedOn",
        ),
        pages.Column(heading=_("Agreed to"), cell=lambda row, _r: _consents(row)),
    ),
    row_label=lambda row: member_words(row["number"]),
    filters=(
        pages.Filter(
            name="show",
            label=_("Show"),
            kind="one",
            choices=(
                pages.Choice("now", _("On the council now")),
                pages.Choice("induct", _("To be inducted")),
                pages.Choice("others", _("Left or put forward")),
            ),
            condition=lambda values, _request: {
                "now": NOW,
                "induct": TO_INDUCT,
                "others": {"isOnCouncil": {"eq": False}},
            }[values[0]],
        ),
        pages.any_of("role", _("Role"), "role", pages.each_of(MemberRole)),
    ),
    default_order=(pages.Order("number"),),
    exportable=False,
    actions=(
        pages.ActionLink(
            label=_("Add a member"), href=lambda _data, _request: pages.url("council.add_member")
        ),
        pages.ActionLink(
            label=_("Wings"),
            href=lambda _data, _request: pages.url("council.wings"),
            offered=lambda _data, request: request.viewer.may(WING_CHANGE),
            style="secondary",
        ),
    ),
)


def _facts(row: pages.Row) -> Iterator[pages.Fact]:
    change = pages.url("council.change_member", councillor_id=row["id"])
    yield pages.Fact(_("Said in public as"), pages.Words(said_role(row)))
    yield pages.Fact(_("Number"), pages.Number(row["number"]))
    yield pages.Fact(_("Role"), pages.Words(MemberRole(row["role"]).label), change=change)
    if row["theme"]:
        yield pages.Fact(_("Theme"), pages.Words(Theme(row["theme"]).label))
    if row["partyName"]:
        yield pages.Fact(_("Party"), pages.Words(row["partyName"]))
    if row["wingName"]:
        size = WingSize(row["wingSize"])
        hint = translate("Small: it is not said in public.") if size is WingSize.SMALL else size.label
        yield pages.Fact(_("Wing"), pages.Words(row["wingName"], hint=hint))
    yield pages.Fact(_("Joined on"), pages.Date(row["joinedOn"], near=False, empty=_("Not on the council")))
    yield pages.Fact(
        _("Inducted on"), pages.Date(row["inductedOn"], near=False, empty=_("Not yet")), change=change
    )
    if row["leftOn"]:
        yield pages.Fact(_("Left on"), pages.Date(row["leftOn"], near=False))
    yield pages.Fact(_("End of the term"), pages.Date(row["termEndsOn"]))


def _consent_table(row: pages.Row) -> pages.Section:
    def last(purpose: ConsentPurpose) -> pages.Cell:
        said = [one for one in row["consents"] if one["purpose"] == purpose]
        if not said:
            return pages.Words(_("Not asked"))
        on = said[-1]["givenOn"] or said[-1]["withdrawnOn"]
        words = translate("Yes, since {day}") if said[-1]["givenOn"] else translate("Taken back on {day}")
        return pages.Words(words.format(day=long_date(day(on))))

    return pages.Section(
        heading=_("What they agreed to"),
        table=pages.Table(
            caption=_("What they agreed to, purpose by purpose"),
            headings=(_("Purpose"), _("Agreed")),
            rows=tuple((pages.Words(one.label, hint=one.hint), last(one)) for one in ConsentPurpose),
        ),
    )


def _entry(row: pages.Row) -> pages.TimelineEntry:
    words = translate("Agreed to: {purpose}") if row["givenOn"] else translate("Took back: {purpose}")
    return pages.TimelineEntry(
        title=words.format(purpose=ConsentPurpose(row["purpose"]).label),
        at=row["givenOn"] or row["withdrawnOn"],
        by=row["recordedByName"] or "",
    )


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    row = data["councilMember"]
    kept = translate("The name stands on this roll alone. The roll is deleted six months after the term.")
    return pages.Record(
        title=name_of(row),
        caption=row["councilName"],
        lead=kept,
        facts=tuple(_facts(row)),
        sections=(_consent_table(row),),
        timeline=tuple(_entry(one) for one in row["consents"]),
        back=pages.url("council.members"),
        back_label=_("Who is on the council?"),
    )


def _to(page: str) -> pages.ActionLink:
    labels = {
        "council.consent": _("Record what they agreed to or took back"),
        "council.change_member": _("Put this right"),
        "council.leave": _("Record that they left"),
        "council.member_data": _("What is held about them"),
    }
    return pages.ActionLink(
        label=labels[page],
        href=lambda data, _request: pages.url(page, councillor_id=data["councilMember"]["id"]),
        offered=lambda data, _request: page != "council.leave" or data["councilMember"]["isOnCouncil"],
        style="primary" if page == "council.consent" else "secondary",
    )


MEMBER = pages.RecordPage(
    name="council.member",
    path="/council/members/{councillor_id:uuid}",
    title=_("A member of a council"),
    permission=MEMBER_READ,
    document=DOCUMENTS["member"],
    variables=lambda request: {"id": request.path["councillor_id"]},
    record=_record,
    found="councilMember",
    actions=(
        _to("council.consent"),
        _to("council.change_member"),
        _to("council.leave"),
        _to("council.member_data"),
    ),
)
