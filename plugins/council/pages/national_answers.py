"""What councils of all prisons asked for, as HMPPS reads it: answered, waiting, and one by one."""

from __future__ import annotations

from collections.abc import Iterator

from core.sdk import Text, across, long_date, pages, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import Theme
from plugins.council.pages.words import DOCUMENTS, day, number_words, status_tag
from plugins.council.permissions import NATIONAL_READ

OFFICIAL = "OFFICIAL"
ESCALATED = {"isEscalated": {"eq": True}}
PUBLISHED = {"isPublished": {"eq": True}}
THEMES = pages.each_of(Theme)


def _idea(row: pages.Row) -> pages.Link:
    """Name a proposal by its published text, or by its number where the prison has published none."""
    text = row["idea"] or translate("{number}: its words are not published").format(
        number=number_words(row["number"])
    )
    return pages.Link(
        text,
        pages.url("council.national_one", shared_id=row["id"]),
        hint=across.spoken_name(row["prisonName"]),
    )


def _count(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["councilSharedProposals"]["totalCount"]
    return translate_plural("{count} proposal.", "{count} proposals.", count).format(count=count)


IDEA = pages.Column(heading=_("What the council asks for"), cell=lambda row, _request: _idea(row))
THEME = pages.Column(
    heading=_("Theme"), cell=lambda row, _request: pages.Words(Theme(row["theme"]).label), sort="theme"
)
FILTERS = (
    pages.any_of("theme", _("Theme"), "theme", THEMES),
    pages.containing("words", _("Words in it"), "words", fold=str.lower),
)
ANSWERS = pages.ListPage(
    name="council.national_answers",
    path="/council/answers",
    title=_("What did prisons answer?"),
    permission=NATIONAL_READ,
    document=DOCUMENTS["national_list"],
    connection="councilSharedProposals",
    summary=_count,
    empty=_("No prison has published an answer yet."),
    columns=(
        IDEA,
        THEME,
        pages.Column(heading=_("What was said"), cell=lambda row, _request: status_tag(row["status"])),
        pages.Column(
            heading=_("Days to the answer"),
            cell=lambda row, _request: pages.Number(row["days"]),
            sort="days",
            numeric=True,
        ),
        pages.Column(
            heading=_("Published"),
            cell=lambda row, _request: pages.Date(row["publishedOn"], near=False),
            sort="publishedOn",
        ),
    ),
    filters=FILTERS,
    base_filter=lambda _request: PUBLISHED,
    default_order=(pages.Order("publishedOn", descending=True),),
    exportable=False,
    classification=OFFICIAL,
    back=lambda _data, _request: pages.url("council.national"),
)


def _age(row: pages.Row) -> pages.Cell:
    count = (today() - day(row["escalatedOn"])).days
    said = translate_plural("{count} day", "{count} days", count).format(count=count)
    return pages.Words(said, hint=long_date(day(row["escalatedOn"])))


WAITING = pages.ListPage(
    name="council.national_waiting",
    path="/council/waiting",
    title=_("What waits for HMPPS?"),
    permission=NATIONAL_READ,
    document=DOCUMENTS["national_list"],
    connection="councilSharedProposals",
    summary=_count,
    empty=_("No proposal waits for HMPPS."),
    columns=(
        IDEA,
        THEME,
        pages.Column(heading=_("Waiting for"), cell=lambda row, _request: _age(row), sort="escalatedOn"),
    ),
    filters=FILTERS,
    base_filter=lambda _request: ESCALATED,
    default_order=(pages.Order("escalatedOn"),),
    exportable=False,
    classification=OFFICIAL,
    back=lambda _data, _request: pages.url("council.national"),
)


def _facts(row: pages.Row) -> Iterator[pages.Fact]:
    yield pages.Fact(_("Prison"), pages.Words(across.spoken_name(row["prisonName"])))
    yield pages.Fact(_("Theme"), pages.Words(Theme(row["theme"]).label))
    if row["problem"]:
        yield pages.Fact(_("What is wrong today"), pages.Words(row["problem"]))
    if row["answer"]:
        yield pages.Fact(_("What was said"), pages.Words(row["answer"]))
    yield pages.Fact(_("Raised on"), pages.Date(row["raisedOn"], near=False))
    if row["answeredOn"]:
        yield pages.Fact(_("Answered on"), pages.Date(row["answeredOn"], near=False))
    if row["escalatedOn"]:
        yield pages.Fact(_("Waiting for HMPPS since"), pages.Date(row["escalatedOn"]))
    if row["publishedOn"]:
        yield pages.Fact(_("Published"), pages.Date(row["publishedOn"], near=False))


def _one(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    row = data["councilSharedProposal"]
    unpublished = _("The prison has published no words of it. Ask its co-ordinator for them.")
    return pages.Record(
        title=row["idea"] or number_words(row["number"]),
        tag=status_tag(row["status"]),
        lead="" if row["isPublished"] else unpublished,
        facts=tuple(_facts(row)),
        back=pages.url("council.national_answers"),
        back_label=_("What did prisons answer?"),
    )


ONE = pages.RecordPage(
    name="council.national_one",
    path="/council/answers/{shared_id:uuid}",
    title=_("A proposal of another prison"),
    permission=NATIONAL_READ,
    document=DOCUMENTS["national_one"],
    variables=lambda request: {"id": request.path["shared_id"]},
    record=_one,
    found="councilSharedProposal",
    classification=OFFICIAL,
)
