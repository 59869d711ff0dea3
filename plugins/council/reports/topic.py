"""One topic on paper: everything that was published of it, in the order of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, long_date, reports, speaking, today, translate, translate_plural
from plugins.council.enums import MinutesPaper, Theme, Tongue
from plugins.council.permissions import PUBLISHED_READ
from plugins.council.reports.minutes import paper_document
from plugins.council.reports.minutes_words import SHEETS, STAYS, lines_of, section
from plugins.council.reports.paper import LANGUAGES
from plugins.council.rules.topics import TITLE, Topic
from plugins.council.services.topics import Entry, published_texts


async def build_topic(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the history of a topic, of what is published at this moment and of nothing else."""
    viewer.require(PUBLISHED_READ)
    found = await published_texts(session, [UUID(str(one)) for one in parameters["passages"]])
    theme = parameters["theme"]
    topic = Topic(Theme(str(theme)) if theme else None)
    language = LANGUAGES[Tongue(str(parameters["tongue"]))][0]
    with speaking(language):
        words = _words(topic, found, MinutesPaper(str(parameters["paper"])), language)
    return await paper_document(session, viewer, language, words["title"], words)


def topic_title(topic: Topic) -> str:
    """Say what the topic is: its theme, the words looked for."""
    words = f"“{' '.join(topic.words.split())}”" if topic.words.split() else ""
    said = ", ".join(part for part in (str(topic.theme.label) if topic.theme else "", words) if part)
    if not said:
        return translate("What became of it?")
    return translate("What became of it: {topic}").format(topic=said)


def _words(topic: Topic, found: Sequence[Entry], paper: MinutesPaper, language: str) -> dict[str, Any]:
    count = translate_plural(
        "{count} text, put together on {day}.", "{count} texts, put together on {day}.", len(found)
    )
    return {
        **SHEETS[paper],
        "draft": None,
        "title": topic_title(topic),
        "text_lang": found[0].language if found else language,
        "standing": [count.format(count=len(found), day=long_date(today()))],
        "sections": [_section(one) for one in found],
        "nothing": "",
        "wrong": translate("Is something in here wrong? Tell a member of the council."),
    }


def _section(one: Entry) -> dict[str, Any]:
    heading = f"{long_date(one.on)}: {one.title}"
    return section(
        [{"mark": STAYS, "words": heading}], [line for said in one.passages for line in _lines(said)]
    )


def _lines(said: Any) -> list[dict[str, Any]]:
    """Return a passage line by line, what stands above it in bold."""
    lines = list(lines_of(said.text))
    if said.field.endswith(TITLE):
        return [{**line, "label": len(line["runs"][0]["words"])} for line in lines]
    if not said.heading:
        return lines
    above = {"label": len(said.heading.encode()), "runs": [{"mark": STAYS, "words": said.heading}]}
    return [above, *lines]
