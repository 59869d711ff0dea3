"""Requests to put a record right, as the desk sees them: which wait, and what to answer."""

from __future__ import annotations

from collections.abc import Sequence

from core.mirror.enums import ANSWERS, CorrectionState
from core.mirror.pages.words import DOCUMENTS, part_words, state_tag
from core.mirror.permissions import CORRECTION_ANSWER, CORRECTION_READ
from core.mirror.services import LONGEST
from core.pages import (
    Card,
    CardContent,
    CardItem,
    Cell,
    Choice,
    Colour,
    Column,
    Consequence,
    Data,
    Date,
    Figure,
    Filter,
    FormPage,
    Link,
    ListPage,
    Order,
    Outcome,
    PageRequest,
    RadioField,
    RecordPart,
    Row,
    Section,
    Stack,
    Table,
    Tag,
    TextArea,
    Words,
    any_of,
    each_of,
    long_date,
    searching,
    url,
)
from core.pages.dates import day_of
from core.translation import Text, translate, translate_plural
from core.translation import lazy_gettext as _


def _to_answer(row: Row) -> Link:
    """Lead to the answer: to be given, or as it was given."""
    hint = _("Answer this request") if row["state"] == CorrectionState.OPEN else ""
    return Link(part_words(row), url("core.answer_correction", correction_id=row["id"]), hint=hint)


def _summary(data: Data, _request: PageRequest) -> Text:
    count, overdue = data["open"]["totalCount"], data["overdue"]["totalCount"]
    waits = translate_plural(
        "{count} request waits for an answer.", "{count} requests wait for an answer.", count
    ).format(count=count)
    if not overdue:
        return translate("{waits} The law gives a month for each.").format(waits=waits)
    late = translate_plural(
        "{count} is past its month: answer it today.",
        "{count} are past their month: answer them today.",
        overdue,
    ).format(count=overdue)
    return f"{waits} {late}"


def _figures(data: Data, _request: PageRequest) -> Sequence[Figure]:
    here = url("core.corrections")
    return (
        Figure(
            _("Waiting for an answer"),
            data["open"]["totalCount"],
            here.asking(state=CorrectionState.OPEN.value),
        ),
        Figure(_("Past their month"), data["overdue"]["totalCount"], here.asking(late="yes"), urgent=True),
    )


def _state(row: Row) -> Cell:
    if row["isOverdue"]:
        return Tag(_("Past its month"), Colour.RED)
    return state_tag(row["state"])


CORRECTIONS = ListPage(
    name="core.corrections",
    path="/corrections",
    title=_("Who asked for a correction?"),
    permission=CORRECTION_ANSWER,
    document=DOCUMENTS["corrections"],
    connection="correctionRequests",
    summary=_summary,
    figures=_figures,
    empty=_("Nobody has asked for a correction. People ask on the page of their own record."),
    columns=(
        Column(
            heading=_("Person"),
            cell=lambda row, _request: Link(row["personName"], url("core.person", person_id=row["personId"])),
        ),
        Column(heading=_("What"), cell=lambda row, _request: _to_answer(row)),
        Column(
            heading=_("Asked"), cell=lambda row, _request: Date(row["askedOn"], near=False), sort="askedOn"
        ),
        Column(heading=_("Answer by"), cell=lambda row, _request: Date(row["dueOn"]), sort="dueOn"),
        Column(heading=_("State"), cell=lambda row, _request: _state(row), sort="state"),
    ),
    filters=(
        searching("q", _("Person")),
        any_of(
            "state",
            _("State"),
            "state",
            each_of(CorrectionState),
        ),
        Filter(
            name="late",
            label=_("Time"),
            kind="one",
            choices=(Choice("yes", _("Past their month")),),
            condition=lambda _values, _request: {"isOverdue": {"eq": True}},
        ),
    ),
    default_order=(Order("dueOn"),),
    exportable=False,
)


def _lead(data: Data, _request: PageRequest) -> Text:
    asked = data["correctionRequest"]
    if asked["answeredOn"] is not None:
        return translate("Answered on {day}: {answer}").format(
            day=long_date(day_of(asked["answeredOn"])), answer=asked["answer"]
        )
    return translate(
        "{name} wrote on {day}: “{words}” Put the record right first, on its own page; then answer by {due}."
    ).format(
        name=asked["personName"],
        day=long_date(day_of(asked["askedOn"])),
        words=asked["words"],
        due=long_date(day_of(asked["dueOn"])),
    )


ANSWER = FormPage(
    name="core.answer_correction",
    path="/corrections/{correction_id:uuid}/answer",
    title=_("Answer this request"),
    heading=lambda data, _request: translate("{what}: what do you answer {name}?").format(
        what=part_words(data["correctionRequest"]), name=data["correctionRequest"]["personName"]
    ),
    permission=CORRECTION_ANSWER,
    document=DOCUMENTS["correction"],
    variables=lambda request: {"id": request.path["correction_id"]},
    found="correctionRequest",
    lead=_lead,
    mutation=DOCUMENTS["answer"],
    fields=(
        RadioField(
            name="outcome",
            label=_("What became of it?"),
            choices=each_of(ANSWERS),
        ),
        TextArea(
            name="words",
            label=_("A sentence for them"),
            argument="answer",
            hint=_("They read it on their page. Nothing about health or convictions, theirs or others'."),
            max_length=LONGEST,
        ),
    ),
    arguments=lambda form, request: {
        "id": request.path["correction_id"],
        "outcome": form["outcome"],
        "words": form["words"],
    },
    success=lambda _data, _request: Outcome(
        url("core.corrections"), translate("Answered. They read it on the page of their own record.")
    ),
    submit=_("Send this answer"),
    back=lambda _data, _request: url("core.corrections"),
)


def _item(row: Row) -> CardItem:
    return CardItem(
        title=translate("Correction asked for: {what} ({name})").format(
            what=part_words(row), name=row["personName"]
        ),
        href=url("core.answer_correction", correction_id=row["id"]),
        turn=_("You"),
        when=row["dueOn"],
        consequence=Consequence.DEADLINE_MISSED,
    )


def _card(data: Data, _request: PageRequest) -> CardContent:
    here = url("core.corrections")
    return CardContent(
        overdue=tuple(_item(row) for row in data["overdue"]["nodes"]),
        overdue_total=data["overdue"]["totalCount"],
        due=tuple(_item(row) for row in data["due"]["nodes"]),
        due_total=data["due"]["totalCount"],
        all_overdue=here.asking(late="yes"),
        all_due=here.asking(state=CorrectionState.OPEN.value),
    )


CARD = Card(
    name="core.corrections",
    title=_("Corrections people asked for"),
    permission=CORRECTION_ANSWER,
    document=DOCUMENTS["card"],
    variables=lambda request: {"today": request.today.isoformat()},
    present=_card,
)


def _of_person(data: Data, request: PageRequest) -> Sequence[Section]:
    rows = data["correctionRequests"]["nodes"]
    if not rows or request.viewer.person_id is not None:
        return ()
    table = Table(
        caption=_("What they asked to be put right"),
        headings=(_("What"), _("Asked"), _("Answer")),
        rows=tuple((_to_answer(row), Date(row["askedOn"], near=False), _answered(row)) for row in rows),
    )
    return (Section(heading=_("Corrections asked for"), table=table),)


def _answered(row: Row) -> Cell:
    if row["answeredOn"] is not None:
        return Stack((state_tag(row["state"]), Date(row["answeredOn"], near=False)))
    return Stack((state_tag(row["state"]), Words(_("Answer by:")), Date(row["dueOn"])))


PERSON_PART = RecordPart(
    name="core.person_corrections",
    page="core.person",
    permission=CORRECTION_READ,
    document=DOCUMENTS["of_person"],
    sections=_of_person,
)
