"""What the API says of one topic over the years: everything about it, in the order of time."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, mutation, writing
from plugins.council.enums import MinutesPaper, SourceKind, Theme, Tongue
from plugins.council.graphql.bulletin_changes import CouncilPrinted
from plugins.council.reports.topic_printing import print_topic
from plugins.council.rules.topics import TITLE, Topic
from plugins.council.services.topics import Entry, read_topic

MOST_ENTRIES, MOST_LETTERS = 60, 100_000
"""What one page can carry; of more, the latest are shown, and how many are not."""


@strawberry.type
class CouncilTopicPassage:
    heading: str
    text: str
    is_title: bool


@strawberry.type
class CouncilTopicEntry:
    """What one text says of the topic. Without a publication it is not published."""

    on: date
    kind: SourceKind
    title: str
    source_id: ID
    publication_id: ID | None
    passages: list[CouncilTopicPassage]


@strawberry.type
class CouncilTopic:
    entries: list[CouncilTopicEntry]
    left_out: int
    """How many earlier ones there are beside."""


def _entry(one: Entry) -> CouncilTopicEntry:
    return CouncilTopicEntry(
        on=one.on,
        kind=one.kind,
        title=one.title,
        source_id=ID(str(one.source_id)),
        publication_id=ID(str(one.publication_id)) if one.publication_id else None,
        passages=[
            CouncilTopicPassage(heading=said.heading, text=said.text, is_title=said.field.endswith(TITLE))
            for said in one.passages
        ],
    )


def latest(found: list[Entry]) -> list[Entry]:
    """Return as many as a page can carry, from the end."""
    letters, kept = 0, 0
    for one in reversed(found):
        letters += sum(len(said.text) for said in one.passages)
        if kept and (kept == MOST_ENTRIES or letters > MOST_LETTERS):
            break
        kept += 1
    return found[len(found) - kept :]


async def _topic(
    info: Info[Context, None],
    words: str,
    unpublished: bool,  # noqa: FBT001 -- arguments of the API are always named
    theme: Theme | None = None,
) -> CouncilTopic:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        found = await read_topic(session, viewer, Topic(theme, words), unpublished=unpublished)
    shown = latest(found)
    return CouncilTopic(entries=[_entry(one) for one in shown], left_out=len(found) - len(shown))


class TopicQuery:
    council_topic_history: CouncilTopic = strawberry.field(
        resolver=_topic,
        description="Everything about a theme or with certain words: what was asked, said, answered, done.",
    )


class TopicMutation:
    @mutation("Put on paper what was published of a topic; the worker sets it.")
    async def council_print_topic(
        self,
        info: Info[Context, None],
        paper: MinutesPaper,
        theme: Theme | None = None,
        words: str = "",
        tongue: Tongue = Tongue.ENGLISH,
    ) -> CouncilPrinted:
        async with writing(info) as (session, viewer):
            asked = await print_topic(session, viewer, Topic(theme, words), paper=paper, tongue=tongue)
        return CouncilPrinted(report_id=ID(str(asked)))
