"""What is out: the list that all staff search, one text as it was published, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.sdk import Text, pages, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import Release, SourceKind, Theme, WithdrawReason
from plugins.council.pages.words import DOCUMENTS
from plugins.council.permissions import PUBLISH, PUBLISHED_READ


def _summary(data: pages.Data, _request: pages.PageRequest) -> Text:
    count = data["councilPublications"]["totalCount"]
    return translate_plural("{count} text is published.", "{count} texts are published.", count).format(
        count=count
    )


PUBLICATIONS = pages.ListPage(
    name="council.publications",
    path="/council/published",
    title=_("What did the council publish?"),
    permission=PUBLISHED_READ,
    document=DOCUMENTS["publications"],
    connection="councilPublications",
    summary=_summary,
    empty=_("Nothing is published, or nothing with these words."),
    columns=(
        pages.Column(
            heading=_("Text"),
            cell=lambda row, _request: pages.Link(
                row["title"], pages.url("council.publication", publication_id=row["id"])
            ),
        ),
        pages.Column(
            heading=_("Kind"), cell=lambda row, _request: pages.Words(SourceKind(row["sourceKind"]).label)
        ),
        pages.Column(
            heading=_("Theme"),
            cell=lambda row, _request: pages.Words(Theme(row["theme"]).label if row["theme"] else ""),
        ),
        pages.Column(
            heading=_("About"), cell=lambda row, _request: pages.Date(row["aboutOn"]), sort="aboutOn"
        ),
    ),
    filters=(
        pages.searching("words", _("Words in the text")),
        pages.any_of("kind", _("Kind"), "sourceKind", pages.each_of(SourceKind)),
        pages.any_of("theme", _("Theme"), "theme", pages.each_of(Theme)),
    ),
    default_order=(pages.Order("aboutOn", descending=True),),
    actions=(
        pages.ActionLink(
            label=_("Put one topic together"), href=lambda _data, _request: pages.url("council.topic")
        ),
    ),
    row_label=lambda row: row["title"],
)


def _record(data: pages.Data, _request: pages.PageRequest) -> pages.Record:
    row = data["councilPublication"]
    release = Release(row["release"])
    return pages.Record(
        title=row["title"],
        caption=SourceKind(row["sourceKind"]).label,
        lead=_("Something was left out of this since it was published.") if release is Release.MASKED else "",
        facts=(
            pages.Fact(_("About"), pages.Date(row["aboutOn"])),
            pages.Fact(_("Published"), pages.Date(row["createdAt"][:10])),
        ),
        back=pages.url("council.publications"),
        back_label=_("What the council published"),
    )


def _present(data: pages.Data, _request: pages.PageRequest) -> Mapping[str, Any]:
    return {"passages": data["councilPublication"]["passages"]}


PUBLICATION = pages.RecordPage(
    name="council.publication",
    path="/council/published/{publication_id:uuid}",
    title=_("A published text"),
    permission=PUBLISHED_READ,
    document=DOCUMENTS["publication"],
    variables=lambda request: {"id": request.path["publication_id"]},
    record=_record,
    found="councilPublication",
    present=_present,
    template="council/publication.html",
    classification="OFFICIAL",
    actions=(
        pages.ActionLink(
            label=_("Print them"),
            href=lambda data, _request: pages.url(
                "council.print_published", publication_id=data["councilPublication"]["id"]
            ),
            offered=lambda data, _request: data["councilPublication"]["sourceKind"] == SourceKind.MINUTES,
        ),
        pages.ActionLink(
            label=_("Take it back"),
            href=lambda data, _request: pages.url(
                "council.withdraw", publication_id=data["councilPublication"]["id"]
            ),
            style="warning",
        ),
    ),
)


def _withdrawn(form: pages.Form, _request: pages.PageRequest) -> pages.Variables:
    kind, _dot, source_id = str(form["source"]).partition(":")
    return {"kind": kind, "sourceId": source_id, "reason": form["reason"]}


WITHDRAW = pages.FormPage(
    name="council.withdraw",
    path="/council/published/{publication_id:uuid}/withdraw",
    title=_("Why is this taken back?"),
    permission=PUBLISH,
    document=DOCUMENTS["publication"],
    variables=lambda request: {"id": request.path["publication_id"]},
    found="councilPublication",
    lead=lambda _data, _request: _("It is out nowhere any more. That it was out, and when, stays on record."),
    mutation=DOCUMENTS["withdraw"],
    fields=(
        pages.HiddenField(name="source"),
        pages.RadioField(
            name="reason",
            label=_("Reason"),
            choices=pages.each_of(WithdrawReason),
        ),
    ),
    initial=lambda data, _request: {
        "source": f"{data['councilPublication']['sourceKind']}:{data['councilPublication']['sourceId']}"
    },
    arguments=_withdrawn,
    success=lambda _data, _request: pages.Outcome(
        pages.url("council.publications"), translate("Taken back. Take it off the walls, too.")
    ),
    submit=_("Take it back"),
    back=lambda data, _request: pages.url(
        "council.publication", publication_id=data["councilPublication"]["id"]
    ),
)


def _masked(row: pages.Row) -> pages.CardItem:
    return pages.CardItem(
        title=translate("Something was left out since it was published: {title}").format(title=row["title"]),
        href=pages.url("council.review", source=row["sourceKind"].lower(), source_id=row["sourceId"]),
        turn=_("The council's facilitator or the co-ordinator"),
        when=row["createdAt"],
        consequence=pages.Consequence.DEADLINE_MISSED,
    )


def _content(data: pages.Data, _request: pages.PageRequest) -> pages.CardContent:
    found = data["masked"]
    return pages.CardContent(
        due=tuple(_masked(row) for row in found["nodes"]),
        due_total=found["totalCount"],
        all_due=pages.url("council.publications"),
    )


MASKED_CARD = pages.Card(
    name="council.masked",
    title=_("Council: what is published"),
    permission=PUBLISH,
    document=DOCUMENTS["masked_card"],
    present=_content,
)
PUBLISHED_PAGES = (PUBLICATIONS, PUBLICATION, WITHDRAW)
