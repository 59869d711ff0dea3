"""Issues of "You said, we did": which there are, the next one begun, and whether everybody may see them."""

from __future__ import annotations

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import BulletinStatus
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import BOARD_DECIDE, BULLETIN_WRITE, PROPOSAL_READ

B = BulletinStatus
COLOURS = {
    B.DRAFT: pages.Colour.GREY,
    B.CHECKED: pages.Colour.BLUE,
    B.APPROVED: pages.Colour.TEAL,
    B.PUBLISHED: pages.Colour.GREEN,
    B.TAKEN_BACK: pages.Colour.ORANGE,
    B.DROPPED: pages.Colour.GREY,
}


def bulletin_tag(code: str) -> pages.Tag:
    status = BulletinStatus(code)
    return pages.Tag(status.label, COLOURS[status])


def issue_words(number: int) -> str:
    return translate("Issue {number}").format(number=number)


def board_words(is_open: bool) -> Text:  # noqa: FBT001 -- the one thing it says
    if is_open:
        return _("Everybody may see the published issues on the public page.")
    return _("The public page is off: published issues are on paper alone.")


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["councilBulletins"]["totalCount"]
    board = board_words(data["councilNoticeBoard"]["isOpen"])
    if not count:
        return f"{translate('No issue was begun yet.')} {board}"
    said = translate_plural("{count} issue.", "{count} issues.", count).format(count=count)
    return f"{said} {board}"


def _issue(row: pages.Row) -> pages.Cell:
    waiting = row["placesWaiting"]
    hint = (
        translate_plural(
            "{count} place waits for a decision.", "{count} places wait for a decision.", waiting
        ).format(count=waiting)
        if waiting
        else ""
    )
    here = pages.url("council.bulletin", bulletin_id=row["id"])
    return pages.Link(issue_words(row["number"]), here, hint=hint)


BULLETINS = pages.ListPage(
    name="council.bulletins",
    path="/council/bulletins",
    title=_("What were people told?"),
    permission=PROPOSAL_READ,
    document=DOCUMENTS["bulletins"],
    connection="councilBulletins",
    summary=_summary,
    empty=_("No issue was begun yet. Begin one: it draws every answer that nobody was told of."),
    columns=(
        pages.Column(heading=_("Issue"), cell=lambda row, _request: _issue(row), sort="number"),
        pages.Column(heading=_("Council"), cell=lambda row, _request: pages.Words(row["councilName"])),
        pages.Column(heading=_("Where it stands"), cell=lambda row, _request: bulletin_tag(row["status"])),
        pages.Column(
            heading=_("Answers told"),
            cell=lambda row, _request: pages.Number(row["answersTold"]),
            numeric=True,
        ),
        pages.Column(
            heading=_("Published"),
            cell=lambda row, _request: (
                pages.Date(row["publishedOn"]) if row["publishedOn"] else pages.Words("")
            ),
            sort="publishedOn",
        ),
    ),
    row_label=lambda row: issue_words(row["number"]),
    default_order=(pages.Order("number", descending=True),),
    exportable=False,
    actions=(
        pages.ActionLink(
            label=_("Begin an issue"), href=lambda _data, _request: pages.url("council.compose")
        ),
        pages.ActionLink(
            label=_("Who may see it?"),
            href=lambda _data, _request: pages.url("council.board"),
            style="secondary",
        ),
    ),
)


def _councils(data: pages.Data, _request: pages.PageRequest) -> tuple[pages.Choice, ...]:
    return tuple(pages.Choice(row["id"], row["name"]) for row in data["councilBodies"]["nodes"])


def _first_council(data: pages.Data, _request: pages.PageRequest) -> pages.Form:
    rows = data["councilBodies"]["nodes"]
    return {"council": rows[0]["id"]} if len(rows) == 1 else {}


def _begun(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    row = data["councilComposeBulletin"]
    said = translate_plural(
        "It draws {count} answer. Say it shortly, then check it.",
        "It draws {count} answers. Say each shortly, then check them.",
        row["answersTold"],
    )
    here = pages.url("council.bulletin", bulletin_id=row["id"])
    return pages.Outcome(here, said.format(count=row["answersTold"]))


COMPOSE = pages.FormPage(
    name="council.compose",
    path="/council/bulletins/add",
    title=_("Begin an issue of “You said, we did”"),
    permission=BULLETIN_WRITE,
    document=DOCUMENTS["running"],
    mutation=DOCUMENTS["compose_bulletin"],
    lead=lambda _data, _request: _("It begins with every answer since the last issue, in the words used."),
    fields=(
        pages.RadioField(name="council", label=_("Which council?"), choices=_councils, argument="councilId"),
    ),
    initial=_first_council,
    arguments=lambda form, _request: {"councilId": form["council"]},
    success=_begun,
    submit=_("Begin it"),
    back=lambda _data, _request: pages.url("council.bulletins"),
)


def _decided(data: pages.Data, _request: pages.PageRequest) -> pages.Outcome:
    said = board_words(data["councilDecideBoard"]["isOpen"])
    return pages.Outcome(pages.url("council.bulletins"), str(said))


def _address(request: pages.PageRequest) -> str:
    return f"/{request.prison.code.lower()}/public/council"


BOARD = pages.FormPage(
    name="council.board",
    path="/council/bulletins/board",
    title=_("May everybody see what the council published?"),
    permission=BOARD_DECIDE,
    document=DOCUMENTS["notice_board"],
    mutation=DOCUMENTS["decide_board"],
    lead=lambda data, request: translate(
        "{now} The page is at {address}, without sign-in, and shows published issues and nothing else."
    ).format(now=board_words(data["councilNoticeBoard"]["isOpen"]), address=_address(request)),
    fields=(
        pages.RadioField(
            name="open",
            label=_("May everybody see it?"),
            choices=(
                pages.Choice("yes", _("Yes, on a public page")),
                pages.Choice("no", _("No, on paper alone")),
            ),
            argument="isOpen",
        ),
    ),
    initial=lambda data, _request: {"open": "yes" if data["councilNoticeBoard"]["isOpen"] else "no"},
    arguments=lambda form, _request: {"isOpen": form["open"] == "yes"},
    success=_decided,
    submit=_("Decide it so"),
    back=lambda _data, _request: pages.url("council.bulletins"),
)
