"""References on the desk's side: whom to ask, the link to send, and how it stands on the case's page."""

from __future__ import annotations

from collections.abc import Sequence

from core.sdk import Text, long_date, pages, today, translate, translate_plural, working_days_between
from core.sdk import lazy_gettext as _
from plugins.vetting.enums.reference import KnownFor, ReferenceState, Relation, Verdict
from plugins.vetting.pages.words import DOCUMENTS, day, working_days
from plugins.vetting.permissions import CASE_READ, REFERENCE_ASK, REFERENCE_READ

COLOURS = {
    ReferenceState.ASKED: pages.Colour.BLUE,
    ReferenceState.GIVEN: pages.Colour.GREEN,
    ReferenceState.LAPSED: pages.Colour.RED,
}
REMEMBER = _(
    "Copy it now: it is not kept and cannot be shown again. Whoever has it can answer in the referee's name, "
    "so send it to nobody else."
)


BY_MAIL, BY_HAND = "MAIL", "HAND"
ROAD = pages.RadioField(
    name="road",
    label=_("How does the referee get the link?"),
    hint=_("It has to be by hand where you know no e-mail address."),
    choices=(
        pages.Choice(BY_MAIL, _("Gatehouse sends it by e-mail")),
        pages.Choice(BY_HAND, _("I hand it over myself: show it to me once")),
    ),
)


def _shown(link: pages.Row) -> pages.ShownOnce | None:
    if link["path"] is None:
        return None
    return pages.ShownOnce(
        title=translate("Send this to the referee"),
        lead=translate("Give this link to {name}. It works until the end of {day}.").format(
            name=link["refereeName"], day=long_date(day(link["answerBy"]) or today())
        ),
        label=_("Link for the referee"),
        path=link["path"],
        warning=REMEMBER,
        to=pages.url("vetting.case", case_id=link["caseId"]),
        to_label=_("Go back to the case"),
    )


def _mailed(link: pages.Row) -> pages.Outcome:
    said = translate("{name} gets the link by e-mail, at {email}. It works until the end of {day}.").format(
        name=link["refereeName"],
        email=link["refereeEmail"],
        day=long_date(day(link["answerBy"]) or today()),
    )
    return pages.Outcome(pages.url("vetting.case", case_id=link["caseId"]), said)


ASK = pages.FormPage(
    name="vetting.ask_reference",
    path="/vetting/cases/{case_id:uuid}/references/ask",
    title=_("Ask for a reference"),
    permission=REFERENCE_ASK,
    document=DOCUMENTS["case_brief"],
    variables=lambda request: {"id": request.path["case_id"]},
    found="vettingCase",
    lead=lambda data, _request: translate(
        "For {name}. The referee gets a link to four questions with choices; there is no free text."
    ).format(name=data["vettingCase"]["personName"]),
    fields=(
        pages.TextField(name="name", label=_("Referee's name"), max_length=100, autocomplete="off"),
        pages.TextField(
            name="email",
            label=_("Referee's e-mail address"),
            hint=_("Leave it empty if you know none and hand the link over yourself."),
            input_type="email",
            max_length=254,
            autocomplete="off",
            required=False,
        ),
        pages.RadioField(
            name="relation",
            label=_("How does the referee know them?"),
            choices=pages.each_of(Relation),
        ),
        ROAD,
    ),
    mutation=DOCUMENTS["ask_reference"],
    arguments=lambda form, request: {
        "given": {
            "caseId": request.path["case_id"],
            "name": form["name"],
            "email": form["email"] or "",
            "relation": form["relation"],
        },
        "byMail": form["road"] == BY_MAIL,
    },
    success=lambda data, _request: _mailed(data["vettingAskReference"]),
    once=lambda data, _request: _shown(data["vettingAskReference"]),
    submit=_("Ask for the reference"),
    back=lambda data, _request: pages.url("vetting.case", case_id=data["vettingCase"]["id"]),
)


def _of_referee(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["vettingReference"]
    return translate("{name} was asked on {day}. The link they have stops working at once.").format(
        name=row["refereeName"], day=long_date(day(row["askedOn"]) or today())
    )


def _to_case(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("vetting.case", case_id=data["vettingReference"]["caseId"])


ASK_AGAIN = pages.FormPage(
    name="vetting.ask_reference_again",
    path="/vetting/references/{reference_id:uuid}/again",
    title=_("Ask the referee again"),
    permission=REFERENCE_ASK,
    document=DOCUMENTS["reference"],
    variables=lambda request: {"id": request.path["reference_id"]},
    found="vettingReference",
    lead=_of_referee,
    fields=(ROAD,),
    mutation=DOCUMENTS["ask_reference_again"],
    arguments=lambda form, request: {"id": request.path["reference_id"], "byMail": form["road"] == BY_MAIL},
    success=lambda data, _request: _mailed(data["vettingAskReferenceAgain"]),
    once=lambda data, _request: _shown(data["vettingAskReferenceAgain"]),
    submit=_("Ask again"),
    back=_to_case,
)
WITHDRAW = pages.FormPage(
    name="vetting.withdraw_reference",
    path="/vetting/references/{reference_id:uuid}/withdraw",
    title=_("Wait no longer for this reference?"),
    permission=REFERENCE_ASK,
    document=DOCUMENTS["reference"],
    variables=lambda request: {"id": request.path["reference_id"]},
    found="vettingReference",
    lead=_of_referee,
    mutation=DOCUMENTS["withdraw_reference"],
    arguments=lambda _form, request: {"id": request.path["reference_id"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("vetting.case", case_id=data["vettingWithdrawReference"]["caseId"]),
        translate("The reference of {name} is not waited for any more.").format(
            name=data["vettingWithdrawReference"]["refereeName"]
        ),
    ),
    submit=_("Withdraw"),
    back=_to_case,
)


def _count(needed: int, given: int) -> str:
    return translate_plural(
        "{given} of {count} reference given.", "{given} of {count} references given.", needed
    ).format(given=given, count=needed)


def _standing(row: pages.Row) -> pages.Stack:
    state = ReferenceState(row["state"])
    tag = pages.Tag(state.label, COLOURS.get(state, pages.Colour.GREY))
    return pages.Stack((tag, pages.Words(_since(row, state))))


def _since(row: pages.Row, state: ReferenceState) -> str:
    asked, answered = day(row["askedOn"]), day(row["answeredOn"])
    if state is ReferenceState.ASKED and asked is not None:
        return translate("Waiting for {days}").format(days=working_days(working_days_between(asked, today())))
    return long_date(answered) if answered is not None else ""


def _said(row: pages.Row) -> pages.Stack | pages.Words:
    """Say what the referee chose, in full."""
    if row["suitable"] is None:
        return pages.Words("")
    return pages.Stack(
        (
            pages.Words(translate("Suitable: {said}").format(said=Verdict(row["suitable"]).label)),
            pages.Words(translate("Reliable and honest: {said}").format(said=Verdict(row["reliable"]).label)),
            pages.Words(
                translate("Known for: {said}").format(said=KnownFor(row["knownFor"]).label),
                hint=Relation(row["knowsAs"]).label,
            ),
        )
    )


def _next(row: pages.Row, *, is_open: bool) -> pages.Stack | pages.Words:
    waiting = ReferenceState(row["state"]) in {ReferenceState.ASKED, ReferenceState.LAPSED}
    if not (waiting and is_open):
        return pages.Words("")
    return pages.Stack(
        (
            pages.Link(_("Send again"), pages.url("vetting.ask_reference_again", reference_id=row["id"])),
            pages.Link(_("Withdraw"), pages.url("vetting.withdraw_reference", reference_id=row["id"])),
        )
    )


def _row(row: pages.Row, *, is_open: bool) -> tuple[pages.Cell, ...]:
    who = pages.Words(row["refereeName"], hint=Relation(row["relation"]).label)
    return who, _standing(row), _said(row), _next(row, is_open=is_open)


def _sections(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Section]:
    case = data["vettingCase"]
    rows = data["vettingReferences"]["nodes"]
    if not rows and not case["isOpen"]:
        return ()
    table = pages.Table(
        caption=_("References asked for"),
        headings=(_("Referee"), _("State"), _("What they say"), _("Next")),
        rows=tuple(_row(row, is_open=case["isOpen"]) for row in rows),
        empty=_("Nobody was asked yet. Ask for a reference above."),
    )
    needed = data["vettingCaseActions"]["referencesNeeded"]
    given = sum(row["state"] == ReferenceState.GIVEN for row in rows)
    return (pages.Section(heading=_("References"), text=_count(needed, given), table=table),)


DESK_PART = pages.RecordPart(
    name="vetting.case_references",
    page="vetting.case",
    permission=REFERENCE_READ,
    document=DOCUMENTS["references"],
    sections=_sections,
    actions=(
        pages.ActionLink(
            label=_("Ask for a reference"),
            href=lambda data, _request: pages.url("vetting.ask_reference", case_id=data["vettingCase"]["id"]),
            offered=lambda data, _request: bool(data["vettingCase"]["isOpen"]),
            style="secondary",
        ),
    ),
)


def _answered(data: pages.Data, request: pages.PageRequest) -> Sequence[pages.Section]:
    """Say to everybody else only that somebody was asked, and whether they answered."""
    rows = data["vettingReferences"]["nodes"]
    if not rows or request.viewer.may(REFERENCE_READ):
        return ()
    table = pages.Table(
        caption=_("References asked for"),
        headings=(_("Asked on"), _("State")),
        rows=tuple(
            (
                pages.Date(row["askedOn"]),
                pages.Tag(_("Answered"), pages.Colour.GREEN)
                if row["isAnswered"]
                else pages.Tag(_("Asked"), pages.Colour.BLUE),
            )
            for row in rows
        ),
    )
    return (pages.Section(heading=_("References"), table=table),)


ANSWERED_PART = pages.RecordPart(
    name="vetting.case_references_answered",
    page="vetting.case",
    permission=CASE_READ,
    document=DOCUMENTS["references_answered"],
    sections=_answered,
)
REFERENCES = (ASK, ASK_AGAIN, WITHDRAW)
REFERENCE_PARTS = (DESK_PART, ANSWERED_PART)
