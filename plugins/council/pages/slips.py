"""Slips of paper: which were printed, print more, and type one back in the printed order."""

from __future__ import annotations

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import SlipPaper, Theme, Tongue
from plugins.council.pages.words import DOCUMENTS, number_words
from plugins.council.permissions import PROPOSAL_RAISE
from plugins.council.rules.slip_codes import MOST_AT_ONCE, as_printed
from plugins.council.services.proposals import LONGEST


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["out"]["totalCount"]
    if not count:
        return translate("No slip is out: all that were printed are typed back.")
    return translate_plural(
        "{count} slip is out, not typed back yet.",
        "{count} slips are out, not typed back yet.",
        count,
    ).format(count=count)


def _became(row: pages.Row) -> pages.Cell:
    if not row["isUsed"]:
        return pages.Words(_("Not typed back yet"))
    there = pages.url("council.proposal", proposal_id=row["proposalId"])
    return pages.Link(number_words(row["proposalNumber"]), there)


SLIPS = pages.ListPage(
    name="council.slips",
    path="/council/slips",
    title=_("Which slips are out?"),
    permission=PROPOSAL_RAISE,
    document=DOCUMENTS["slips"],
    connection="councilSlips",
    summary=_summary,
    empty=_("No slip was printed yet. Print some, and hand them out on the wings."),
    columns=(
        pages.Column(heading=_("Code"), cell=lambda row, _request: pages.Words(as_printed(row["code"]))),
        pages.Column(
            heading=_("Printed"), cell=lambda row, _request: pages.Date(row["printedOn"]), sort="printedOn"
        ),
        pages.Column(heading=_("What became of it"), cell=lambda row, _request: _became(row)),
    ),
    row_label=lambda row: as_printed(row["code"]),
    filters=(
        pages.Filter(
            name="show",
            label=_("Show"),
            kind="one",
            choices=(pages.Choice("out", _("Not typed back yet")), pages.Choice("in", _("Typed back"))),
            condition=lambda values, _request: {"isUsed": {"eq": values[0] == "in"}},
        ),
    ),
    default_order=(pages.Order("number", descending=True),),
    exportable=False,
    actions=(
        pages.ActionLink(
            label=_("Type slips back"), href=lambda _data, _request: pages.url("council.type_slip")
        ),
        pages.ActionLink(
            label=_("Print slips"),
            href=lambda _data, _request: pages.url("council.print_slips"),
            style="secondary",
        ),
    ),
    back=lambda _data, _request: pages.url("council.proposals"),
)


def _councils(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(row["id"], row["name"]) for row in data["councilBodies"]["nodes"])


def _tongues(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    """Offer Welsh where the prison has a Welsh name: there it is the law."""
    return pages.each_of(Tongue if data["prison"]["nameCy"] else (Tongue.ENGLISH,))


def _first_print(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    rows = data["councilBodies"]["nodes"]
    given: dict[str, str | int] = {
        "count": 20,
        "paper": SlipPaper.TWO_ON_A4.value,
        "tongue": Tongue.ENGLISH.value,
    }
    return given | ({"council": rows[0]["id"]} if len(rows) == 1 else {})


PRINT = pages.FormPage(
    name="council.print_slips",
    path="/council/slips/print",
    title=_("Print slips for proposals"),
    permission=PROPOSAL_RAISE,
    document=DOCUMENTS["slip_choices"],
    mutation=DOCUMENTS["print_slips"],
    lead=lambda _data, _request: _(
        "Each slip has a code of its own and asks for no name. Print as many as you hand out: a copy has no "
        "code that is left to use."
    ),
    fields=(
        pages.RadioField(name="council", label=_("Which council?"), choices=_councils, argument="councilId"),
        pages.NumberField(name="count", label=_("How many slips?"), least=1, most=MOST_AT_ONCE),
        pages.RadioField(
            name="paper",
            label=_("On which paper?"),
            choices=pages.each_of(SlipPaper),
        ),
        pages.RadioField(
            name="tongue",
            label=_("In which language?"),
            choices=_tongues,
        ),
    ),
    initial=_first_print,
    arguments=lambda form, _request: {
        "given": {
            "councilId": form["council"],
            "count": form["count"],
            "paper": form["paper"],
            "tongue": form["tongue"],
        }
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("core.report", report_id=data["councilPrintSlips"]["reportId"]),
        translate_plural("{count} slip is being made.", "{count} slips are being made.", _made(data)).format(
            count=_made(data)
        ),
    ),
    submit=_("Make the slips"),
    back=lambda _data, _request: pages.url("council.slips"),
)


def _made(data: pages.Data) -> int:
    count: int = data["councilPrintSlips"]["count"]
    return count


def _boxes(_data: pages.Data, _request: pages.PageRequest) -> Text:
    """Say which number is which theme, as they stand on the paper."""
    listed = ", ".join(f"{number} {theme.label}" for number, theme in enumerate(Theme, start=1))
    said = translate("Type what is written, without names. Enter takes the next slip. The boxes: {boxes}.")
    return said.format(boxes=listed)


def _typed(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    row = data["councilTypeBackSlip"]
    said = translate("That slip is proposal {number}. Type the next one.").format(number=row["number"])
    if row["isHeldBack"]:
        held = translate("Somebody may be named in it: it is held back from all that is published.")
        said = f"{said} {held}"
    return pages.Outcome(pages.url("council.type_slip"), said)


def _line(name: str, label: Text, *, required: bool = True, argument: str = "") -> pages.TextField:
    return pages.TextField(
        name=name,
        label=label,
        max_length=LONGEST[name],
        required=required,
        argument=argument,
        autocomplete="off",
    )


TYPE = pages.FormPage(
    name="council.type_slip",
    path="/council/slips/type",
    title=_("Type a slip back"),
    permission=PROPOSAL_RAISE,
    mutation=DOCUMENTS["type_slip"],
    lead=_boxes,
    fields=(
        pages.TextField(
            name="code", label=_("Code at the top corner"), max_length=12, width="10", autocomplete="off"
        ),
        _line("problem", _("1. What is wrong today?")),
        _line("idea", _("2. What do you ask for?")),
        _line("who_benefits", _("3. Who would it help?"), required=False, argument="whoBenefits"),
        _line("cost", _("4. What would it cost, and who could pay?"), required=False),
        pages.NumberField(name="box", label=_("5. The number of the ticked box"), least=1, most=len(Theme)),
        pages.NumberField(
            name="earlier_number",
            label=_("If it asks again for the same: the number of that proposal"),
            hint=_("Leave it empty. If an earlier one reads alike, you are shown it first."),
            required=False,
            least=1,
            most=100_000,
            argument="earlierNumber",
        ),
        pages.CheckboxField(name="is_new", label=_("I have looked: it was not asked before"), required=False),
    ),
    arguments=lambda form, _request: {
        "given": {
            "code": form["code"],
            "box": form["box"],
            "problem": form["problem"],
            "idea": form["idea"],
            "whoBenefits": form["who_benefits"] or "",
            "cost": form["cost"] or "",
            "earlierNumber": form["earlier_number"],
            "isNew": form["is_new"],
        }
    },
    success=_typed,
    submit=_("Write it down, and take the next"),
    back=lambda _data, _request: pages.url("council.slips"),
)
SLIP_PAGES = (SLIPS, PRINT, TYPE)
