"""One topic over the years: everything about a theme or with certain words, oldest first, and its paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.sdk import Text, long_date, pages, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import SourceKind, Theme
from plugins.council.pages.minutes_paper import PAPER, first_answers, to_report, tongue_field
from plugins.council.pages.review import source_page
from plugins.council.pages.words import DOCUMENTS, day
from plugins.council.permissions import PUBLISHED_READ
from plugins.council.reports.topic import topic_title
from plugins.council.reports.topic_printing import LONGEST_WORDS
from plugins.council.rules.topics import Topic


def _topic(request: pages.PageRequest) -> Topic:
    """Return what the address asks for; a theme that there is not is none."""
    theme = request.first("theme")
    return Topic(Theme(theme) if theme in set(Theme) else None, request.first("words")[:LONGEST_WORDS])


def _asked(topic: Topic) -> pages.Variables:
    return {"theme": topic.theme, "words": topic.words, "unpublished": True}


def _lead(data: pages.Data, topic: Topic) -> Text:
    if topic.is_nothing:
        return _("Choose a theme, or type words: minutes, proposals, answers and results are put together.")
    found = data["councilTopicHistory"]
    count = len(found["entries"])
    if not count:
        return _("Nothing is written about this, or nothing that you may see.")
    said = translate_plural("{count} text, oldest first.", "{count} texts, oldest first.", count)
    if found["leftOut"]:
        more = translate_plural(
            "{count} earlier one is not shown: type more words.",
            "{count} earlier ones are not shown: type more words.",
            found["leftOut"],
        )
        return f"{said.format(count=count)} {more.format(count=found['leftOut'])}"
    return said.format(count=count)


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    topic = _topic(request)
    return pages.Record(
        title=topic_title(topic),
        lead=_lead(data, topic),
        back=pages.url("council.publications"),
        back_label=_("What the council published"),
    )


def _present(data: pages.Data, request: pages.PageRequest) -> Mapping[str, Any]:
    topic = _topic(request)
    return {
        "here": pages.url("council.topic"),
        "words": topic.words,
        "themes": [{"value": one.value, "text": one.label, "selected": one is topic.theme} for one in Theme],
        "entries": [_entry(one) for one in data["councilTopicHistory"]["entries"]],
    }


def _entry(one: pages.Row) -> Mapping[str, Any]:
    published = one["publicationId"]
    return {
        "day": long_date(day(one["on"])),
        "title": one["title"],
        "is_published": published is not None,
        "href": pages.url("council.publication", publication_id=published)
        if published
        else source_page(SourceKind(one["kind"]), one["sourceId"]),
        "passages": one["passages"],
    }


def _address(page: str, topic: Topic) -> pages.Address:
    return pages.url(page).asking(theme=topic.theme or "", words=topic.words)


def _has_published(data: pages.Data, _request: pages.PageRequest) -> bool:
    return any(one["publicationId"] for one in data["councilTopicHistory"]["entries"])


TOPIC = pages.RecordPage(
    name="council.topic",
    path="/council/topic",
    title=_("What became of it?"),
    permission=PUBLISHED_READ,
    document=DOCUMENTS["topic"],
    variables=lambda request: _asked(_topic(request)),
    record=_record,
    found="councilTopicHistory",
    present=_present,
    template="council/topic.html",
    actions=(
        pages.ActionLink(
            label=_("Print what is published of it"),
            href=lambda _data, request: _address("council.print_topic", _topic(request)),
            offered=_has_published,
            style="secondary",
        ),
    ),
)


def _of_form(form: pages.Form) -> Topic:
    theme = str(form.get("theme") or "")
    return Topic(Theme(theme) if theme in set(Theme) else None, str(form.get("words") or ""))


def _first_answers(data: pages.Data, request: pages.PageRequest) -> pages.Form:
    topic = _topic(request)
    return {**first_answers(data, request), "theme": topic.theme or "", "words": topic.words}


PRINT_TOPIC = pages.FormPage(
    name="council.print_topic",
    path="/council/topic/print",
    title=_("How is this printed?"),
    permission=PUBLISHED_READ,
    document=DOCUMENTS["topic"],
    variables=lambda request: {**_asked(_topic(request)), "unpublished": False},
    lead=lambda _data, _request: _("All that is published of it, in the order of time, and nothing else."),
    mutation=DOCUMENTS["print_topic"],
    fields=(
        pages.HiddenField(name="theme", required=False),
        pages.HiddenField(name="words", required=False),
        PAPER,
    ),
    more_fields=tongue_field,
    initial=_first_answers,
    arguments=lambda form, _request: {
        "theme": _of_form(form).theme,
        "words": _of_form(form).words,
        "paper": form["paper"],
        "tongue": form["tongue"],
    },
    success=lambda data, _request: to_report(data["councilPrintTopic"]),
    submit=_("Make the PDF"),
    back=lambda _data, request: _address("council.topic", _topic(request)),
)
TOPIC_PAGES = (TOPIC, PRINT_TOPIC)
