"""What is held about one member of a council: found by name, copied for them, forgotten, or kept on hold."""

from __future__ import annotations

from core.sdk import Text, pages, translate
from core.sdk import lazy_gettext as _
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import MEMBER_COPY, MEMBER_ERASE, MEMBER_READ
from plugins.council.services.member_data import LONGEST_REFERENCE


def _this(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["councillor_id"]}


def _own_page(request: pages.PageRequest) -> pages.Address:
    return pages.url("council.member_data", councillor_id=request.path["councillor_id"])


def _member(row: pages.Row, _request: pages.PageRequest) -> pages.Link:
    return pages.Link(
        f"{row['firstName']} {row['lastName']}",
        pages.url("council.member", councillor_id=row["id"]),
        hint=translate("{council}, member {number}").format(council=row["councilName"], number=row["number"]),
    )


FIND_MEMBER = pages.SearchSource(
    name="council.people",
    title=_("Members of councils"),
    permission=MEMBER_READ,
    document=DOCUMENTS["people_by_name"],
    connection="councilPeople",
    result=_member,
)


def _kinds(held: pages.Row) -> pages.Section:
    rows = tuple((pages.Words(kind["what"]), pages.Number(kind["count"])) for kind in held["kinds"])
    return pages.Section(
        heading=_("Records"),
        table=pages.Table(
            caption=_("Records, by kind"), headings=(_("Kind of record"), _("Records")), rows=rows
        ),
    )


def _texts(held: pages.Row) -> pages.Section:
    rows = tuple(
        (pages.Words(text["what"]), pages.Words(text["writtenOn"]), pages.Words(text["words"]))
        for text in held["texts"]
    )
    return pages.Section(
        heading=_("Texts that say their name"),
        text=_(
            "They are not deleted with the roll: put them right first. Nothing is published while a name "
            "stands in it."
        )
        if rows
        else "",
        table=pages.Table(
            caption=_("Texts that say their name"),
            headings=(_("Kind of text"), _("Written on"), _("Words")),
            rows=rows,
            empty=_("No text says their name."),
        ),
    )


def _lead(held: pages.Row) -> Text:
    if held["onHold"]:
        return _("It is kept on hold: nothing of it is deleted until that is lifted.")
    if held["isOnCouncil"]:
        return _("They are on the council. Once they have left, they can ask to be forgotten at once.")
    return _("It goes at once if they ask for it, and with the roll of their term at the latest.")


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    held = data["councilHeldAbout"]
    facts = [pages.Fact(_("End of the term"), pages.Date(data["councilMember"]["termEndsOn"]))]
    if held["onHold"]:
        facts.append(pages.Fact(_("Hold to be looked at on"), pages.Date(held["holdReviewOn"])))
        if held["holdReference"]:
            facts.append(pages.Fact(_("On hold under"), pages.Words(held["holdReference"])))
    return pages.Record(
        title=translate("What is held about {name}").format(name=held["name"]),
        tag=pages.Tag(_("Kept on hold"), pages.Colour.ORANGE) if held["onHold"] else None,
        lead=_lead(held),
        facts=tuple(facts),
        sections=(_kinds(held), _texts(held)),
        nobody=""
        if request.viewer.may(MEMBER_COPY)
        else _("Data protection can make a copy for them, and keep it on hold."),
        back=pages.url("council.member", councillor_id=held["id"]),
        back_label=held["name"],
    )


def _leads_to(page: str, label: Text, *, on_hold: bool | None = None) -> pages.ActionLink:
    return pages.ActionLink(
        label=label,
        href=lambda _data, request: pages.url(page, councillor_id=request.path["councillor_id"]),
        offered=lambda data, _request: on_hold in {None, data["councilHeldAbout"]["onHold"]},
        style="secondary",
    )


MEMBER_DATA = pages.RecordPage(
    name="council.member_data",
    path="/council/members/{councillor_id:uuid}/data",
    title=_("What is held about a member"),
    permission=MEMBER_READ,
    document=DOCUMENTS["held_about"],
    variables=_this,
    record=_record,
    found="councilHeldAbout",
    actions=(
        _leads_to("council.copy_member", _("Make a copy for them")),
        _leads_to("council.hold_member", _("Keep on hold"), on_hold=False),
        _leads_to("council.hold_member", _("Say when to look at the hold again"), on_hold=True),
        _leads_to("council.release_member", _("Lift the hold"), on_hold=True),
        pages.Action(
            name="erase",
            label=_("Delete from the roll"),
            permission=MEMBER_ERASE,
            mutation=DOCUMENTS["erase_member"],
            variables=lambda request: {"memberId": request.path["councillor_id"]},
            success=lambda _data, _request: pages.Outcome(
                pages.url("council.members"), translate("They are not on the roll any more.")
            ),
            offered=lambda data, _request: (
                not data["councilHeldAbout"]["isOnCouncil"] and not data["councilHeldAbout"]["onHold"]
            ),
            confirm=_(
                "Delete this person from the roll, and from the trail of what was changed? Do it when they "
                "ask. What was published names nobody and stays; their own words are taken out. It cannot "
                "be undone."
            ),
            style="warning",
        ),
    ),
)
COPY = pages.FormPage(
    name="council.copy_member",
    path="/council/members/{councillor_id:uuid}/data/copy",
    title=_("Make a copy for them?"),
    permission=MEMBER_COPY,
    document=DOCUMENTS["held_about"],
    variables=_this,
    found="councilHeldAbout",
    lead=lambda _data, _request: _(
        "It holds everything: give it to nobody but this person, once you know who they are. Names of "
        "others are left out where Gatehouse knows them, but read it before you hand it over. That you "
        "asked for it is recorded."
    ),
    mutation=DOCUMENTS["copy_member"],
    arguments=lambda _form, request: {"memberId": request.path["councillor_id"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("core.report", report_id=data["councilCopyMember"]["reportId"])
    ),
    submit=_("Make the copy"),
    back=lambda _data, request: _own_page(request),
)
HOLD = pages.FormPage(
    name="council.hold_member",
    path="/council/members/{councillor_id:uuid}/data/hold",
    title=_("Keep on hold"),
    permission=MEMBER_COPY,
    document=DOCUMENTS["held_about"],
    variables=_this,
    found="councilHeldAbout",
    lead=lambda _data, _request: _(
        "Nothing of it is deleted until the hold is lifted. The facilitator sees that it is kept, not why."
    ),
    fields=(
        pages.TextField(
            name="reference",
            label=_("Reference of the file that says more"),
            hint=_("A number, not a story: what it is about is written there and not here."),
            max_length=LONGEST_REFERENCE,
        ),
        pages.DateField(
            name="review_on",
            label=_("When somebody looks at it again"),
            argument="reviewOn",
            hint=_("Within 12 months, such as 27 3 2027."),
        ),
    ),
    initial=lambda data, _request: {"reference": data["councilHeldAbout"]["holdReference"] or ""},
    mutation=DOCUMENTS["hold_member"],
    arguments=lambda form, request: {
        "memberId": request.path["councillor_id"],
        "reference": form["reference"],
        "reviewOn": pages.iso_day(form["review_on"]),
    },
    success=lambda _data, request: pages.Outcome(
        _own_page(request), translate("It is kept on hold from now on.")
    ),
    submit=_("Keep on hold"),
    back=lambda _data, request: _own_page(request),
)
RELEASE = pages.FormPage(
    name="council.release_member",
    path="/council/members/{councillor_id:uuid}/data/lift",
    title=_("Lift this hold?"),
    permission=MEMBER_COPY,
    document=DOCUMENTS["held_about"],
    variables=_this,
    found="councilHeldAbout",
    lead=lambda _data, _request: _("What is past its date then goes with the next night."),
    mutation=DOCUMENTS["release_member"],
    arguments=lambda _form, request: {"memberId": request.path["councillor_id"]},
    success=lambda _data, request: pages.Outcome(_own_page(request), translate("The hold was lifted.")),
    submit=_("Lift the hold"),
    back=lambda _data, request: _own_page(request),
)
MEMBER_DATA_PAGES = (MEMBER_DATA, COPY, HOLD, RELEASE)
