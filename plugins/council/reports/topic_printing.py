"""Puts the history of a topic on paper: what is published of it, taken back with any text in it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, Viewer, prison_names, reports, translate
from plugins.council.enums import MinutesPaper, Tongue
from plugins.council.permissions import PUBLISHED_READ
from plugins.council.reports import TOPIC
from plugins.council.rules.topics import Topic
from plugins.council.services.topics import read_topic

LONGEST_WORDS = 80
MOST_PASSAGES = 500


async def print_topic(
    session: AsyncSession, viewer: Viewer, topic: Topic, *, paper: MinutesPaper, tongue: Tongue
) -> UUID:
    """Ask for the history of a topic; the worker sets it. Return which report it is."""
    viewer.require(PUBLISHED_READ)
    if len(topic.words) > LONGEST_WORDS:
        raise Invalid(translate("Search for 80 characters at most."), "words")
    if tongue is not Tongue.ENGLISH and not (await prison_names(session, viewer)).is_welsh:
        raise Invalid(translate("This prison tells it in English alone. Choose English."), "tongue")
    if tongue is Tongue.BOTH:
        raise Invalid(translate("Minutes are written once: choose the language of their headings."), "tongue")
    found = await read_topic(session, viewer, topic)
    if not found:
        raise Conflict(translate("Nothing is published of this, so there is nothing to print."))
    if sum(len(one.passage_ids) for one in found) > MOST_PASSAGES:
        raise Conflict(translate("This is too much for one paper. Type more words, so that it is less."))
    given = {
        "theme": topic.theme,
        "paper": paper,
        "tongue": tongue,
        # What somebody typed is kept nowhere: the paper is made of these, as far as they are out by then.
        "passages": [one for entry in found for one in entry.passage_ids],
        # By these the file is taken back once one of them is.
        "sources": [one.source_id for one in found],
    }
    return (await reports.request_report(session, viewer, TOPIC, parameters=given)).id
