"""What is held about one person: how long, a copy for them, and erasing what has not to stay."""

from __future__ import annotations

from core.pages import (
    ActionLink,
    Address,
    Colour,
    Data,
    Date,
    Form,
    FormPage,
    Link,
    Number,
    Outcome,
    PageRequest,
    Record,
    RecordPage,
    RecordPart,
    Row,
    Section,
    Stack,
    Table,
    Tag,
    Variables,
    Words,
    url,
)
from core.retention.enums import HoldReason
from core.retention.pages.kinds import DOCUMENTS
from core.retention.permissions import PERSON_ERASE, PERSON_EXPORT, RETENTION_CHANGE, RETENTION_READ
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def this(request: PageRequest) -> Variables:
    return {"id": request.path["person_id"]}


def own_page(request: PageRequest) -> Address:
    return url("core.person_data", person_id=request.path["person_id"])


def _shares(held: Row) -> Section:
    rows = tuple(
        (
            Link(share["title"], url("core.retention_kind", code=share["code"])),
            Number(share["due"], empty=_("None")),
            Number(share["staying"]),
            Date(share["until"], empty=""),
            Words(share["why"] if share["staying"] else ""),
        )
        for share in held["shares"]
    )
    table = Table(
        caption=_("What could be erased, and what has to stay"),
        headings=(
            _("Kind of record"),
            _("Could be erased"),
            _("Has to stay"),
            _("Until"),
            _("Why it has to stay"),
        ),
        rows=rows,
        empty=_("No time has started to count: this person still comes here."),
    )
    return Section(heading=_("If they ask to be erased"), table=table)


def _holds(held: Row, request: PageRequest) -> Section:
    may_change = request.viewer.may(RETENTION_CHANGE)
    rows = tuple(_hold(hold, request, may_change=may_change) for hold in held["holds"])
    headings: tuple[Text, ...] = (_("Since"), _("What"), _("To be looked at"))
    if may_change:
        headings = (*headings, _("Why"), _("By"), _("Change"))
    table = Table(
        caption=_("Kept on hold"), headings=headings, rows=rows, empty=_("Nothing is kept on hold.")
    )
    return Section(heading=_("Kept on hold"), table=table)


def _hold(hold: Row, request: PageRequest, *, may_change: bool) -> tuple[Words | Date | Stack, ...]:
    lifted = hold["liftedOn"]
    what = _("One record") if hold["oneRecord"] else _("Everything")
    review = Stack((Words(_("Lifted:")), Date(lifted, near=False))) if lifted else Date(hold["reviewOn"])
    shown = (Date(hold["on"], near=False), Words(what), review)
    if not may_change:
        return shown
    reason = HoldReason(hold["reason"]).label
    params = {"person_id": request.path["person_id"], "hold_id": hold["id"]}
    links = (
        Link(_("Look at it again"), url("core.review_hold", **params)),
        Link(_("Lift it"), url("core.lift_hold", **params)),
    )
    return (
        *shown,
        Words(reason, hint=hold["reference"]),
        Words(hold["by"] or ""),
        Words("") if lifted else Stack(links),
    )


def _record(data: Data, request: PageRequest) -> Record:
    held = data["heldAbout"]
    return Record(
        title=translate("What is held about {name}").format(name=held["name"]),
        tag=Tag(_("Kept on hold"), Colour.ORANGE) if held["onHold"] else None,
        lead=_("Nothing of it is deleted until the hold is lifted.") if held["onHold"] else "",
        sections=(_shares(held), _holds(held, request)),
        nobody=""
        if request.viewer.may(PERSON_ERASE)
        else _("Data protection can make a copy, erase, and keep on hold."),
        back=url("core.person", person_id=held["personId"]),
        back_label=held["name"],
    )


def _leads_to(name: str, label: Text) -> ActionLink:
    return ActionLink(
        label=label,
        href=lambda _data, request: url(name, person_id=request.path["person_id"]),
        style="secondary",
    )


ERASING = ActionLink(
    label=_("Erase what may go"),
    href=lambda _data, request: url("core.erase_person", person_id=request.path["person_id"]),
    offered=lambda data, _request: not data["heldAbout"]["onHold"],
    style="secondary",
)


PERSON_DATA = RecordPage(
    name="core.person_data",
    path="/people/{person_id:uuid}/data",
    title=_("What is held about one person"),
    permission=RETENTION_READ,
    document=DOCUMENTS["held"],
    variables=this,
    record=_record,
    found="heldAbout",
    actions=(
        _leads_to("core.copy_person", _("Make a copy for them")),
        _leads_to("core.place_hold", _("Keep on hold")),
        ERASING,
    ),
)


def _part_lead(data: Data, _request: PageRequest) -> Text:
    held = data["heldAbout"]
    return _("This record is kept on hold.") if held and held["onHold"] else ""


PERSON_PART = RecordPart(
    name="core.person_data",
    page="core.person",
    permission=RETENTION_READ,
    document=DOCUMENTS["on_hold"],
    lead=_part_lead,
    sections=lambda _data, _request: (),
    actions=(_leads_to("core.person_data", _("What is held about them")),),
)


def _copy_started(data: Data, _request: PageRequest) -> Outcome:
    return Outcome(url("core.report", report_id=data["copyPersonRecord"]["reportId"]))


def _of_person(_form: Form, request: PageRequest) -> Variables:
    return {"personId": request.path["person_id"]}


COPY = FormPage(
    name="core.copy_person",
    path="/people/{person_id:uuid}/data/copy",
    title=_("Make a copy for them"),
    heading=lambda data, _request: translate("Make a copy of what is held about {name}?").format(
        name=data["heldAbout"]["name"]
    ),
    permission=PERSON_EXPORT,
    document=DOCUMENTS["held"],
    variables=this,
    found="heldAbout",
    lead=lambda _data, _request: _(
        "It holds everything, assessments included: give it to nobody but this person, once you know who "
        "they are. Names of other people are left out, but read the notes before you hand it over. "
        "That you asked for it is recorded."
    ),
    mutation=DOCUMENTS["copy_person"],
    arguments=_of_person,
    success=_copy_started,
    submit=_("Make the copy"),
    back=lambda _data, request: own_page(request),
)


def _erase_lead(data: Data, _request: PageRequest) -> Text:
    held = data["heldAbout"]
    if held["onHold"]:
        return translate("Nothing can be erased: it is kept on hold.")
    due = sum(share["due"] for share in held["shares"])
    staying = sum(share["staying"] for share in held["shares"])
    goes = translate_plural("{count} record goes.", "{count} records go.", due).format(count=due)
    stays = translate_plural("{count} has to stay.", "{count} have to stay.", staying).format(count=staying)
    return translate(
        "{goes} {stays} What goes is gone from every table, from the trail and from reports, and cannot be "
        "had back. The person's own record goes when nothing else has to stay."
    ).format(goes=goes, stays=stays)


def _erased(data: Data, _request: PageRequest) -> Outcome:
    count = data["erasePerson"]["done"]
    said = translate_plural("{count} record was erased.", "{count} records were erased.", count)
    return Outcome(url("core.retention"), said.format(count=count))


ERASE = FormPage(
    name="core.erase_person",
    path="/people/{person_id:uuid}/data/erase",
    title=_("Erase what may go"),
    heading=lambda data, _request: translate("Erase what is held about {name}?").format(
        name=data["heldAbout"]["name"]
    ),
    permission=PERSON_ERASE,
    document=DOCUMENTS["held"],
    variables=this,
    found="heldAbout",
    lead=_erase_lead,
    mutation=DOCUMENTS["erase_person"],
    arguments=_of_person,
    success=_erased,
    submit=_("Erase for good"),
    back=lambda _data, request: own_page(request),
)
