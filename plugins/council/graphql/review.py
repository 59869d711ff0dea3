"""A text to be looked over: its passages with each place that was found, and the decisions about them."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, connection, lookup, mutation, node, writing
from plugins.council import services
from plugins.council.enums import HitKind, Resolution, SourceKind, WordUse
from plugins.council.models import Word
from plugins.council.permissions import REDACT
from plugins.council.rules.redaction import CHOICES
from plugins.council.rules.words import SECURITY_WORDS
from plugins.council.services.reviewing import Decision, Place, Review


@strawberry.type
class CouncilPlace:
    """A place in a text that names somebody or touches security."""

    key: str
    word_key: str
    words: str
    start: int
    end: int
    kinds: list[HitKind]
    choices: list[Resolution]
    resolution: Resolution | None
    instead: str


@strawberry.type
class CouncilWrittenPassage:
    field: str
    heading: str
    text: str
    places: list[CouncilPlace]


@strawberry.type
class CouncilReview:
    """A text as it is now, scanned this moment."""

    title: str
    waiting: int
    not_yet: str
    passages: list[CouncilWrittenPassage]


def as_review(found: Review) -> CouncilReview:
    return CouncilReview(
        title=found.source.title,
        waiting=found.waiting,
        not_yet=str(found.source.not_yet),
        passages=[
            CouncilWrittenPassage(
                field=one.field,
                heading=one.heading,
                text=one.text,
                places=[_place(place) for place in found.places if place.field == one.field],
            )
            for one in found.source.passages
        ],
    )


def _place(place: Place) -> CouncilPlace:
    kinds = [hit.kind for hit in place.hits]
    allowed = frozenset.intersection(*(CHOICES[kind] for kind in kinds))
    return CouncilPlace(
        key=place.key,
        word_key=place.word_key,
        words=place.words,
        start=place.start,
        end=place.end,
        kinds=list(dict.fromkeys(kinds)),
        choices=[one for one in Resolution if one in allowed],
        resolution=place.resolution,
        instead=place.said_instead,
    )


async def _review(info: Info[Context, None], kind: SourceKind, source_id: ID) -> CouncilReview | None:
    context = info.context
    context.viewer.require(REDACT)
    async with context.database.read(context.viewer) as session:
        return as_review(await services.read_review(session, context.viewer, kind, as_uuid(source_id)))


@strawberry.input
class CouncilPlaceDecision:
    """What a person decides about places in a text, all alike."""

    places: list[str]
    resolution: Resolution
    instead: str = ""
    remember: bool = False

    def decision(self) -> Decision:
        return Decision(
            keys=tuple(self.places),
            resolution=self.resolution,
            said_instead=self.instead,
            remember=self.remember,
        )


@node(Word, permission=REDACT, module="council", sorted_by=("word", "id"))
class CouncilWord:
    """What a prison said of a word."""

    id: ID
    word: str
    use: WordUse


@strawberry.type
class CouncilWordTakenOff:
    word_id: ID


async def _usual(info: Info[Context, None]) -> list[str]:
    info.context.viewer.require(REDACT)
    return list(SECURITY_WORDS)


class ReviewQuery:
    council_review: CouncilReview | None = strawberry.field(
        resolver=_review, description="A text with every place that a person has to decide about."
    )
    council_words = connection(
        CouncilWord,
        filters=("use",),
        orders=("word",),
        description="Words that this prison said something of, for the scan.",
    )
    council_word = lookup(CouncilWord)
    council_usual_words: list[str] = strawberry.field(
        resolver=_usual,
        description="Words that touch security in every prison that does not say otherwise.",
    )


class ReviewMutation:
    @mutation("Decide about places in a text that name somebody or touch security.")
    async def council_decide_places(
        self,
        info: Info[Context, None],
        kind: SourceKind,
        source_id: ID,
        decisions: list[CouncilPlaceDecision],
    ) -> CouncilReview:
        async with writing(info) as (session, viewer):
            found = await services.decide_places(
                session,
                viewer,
                kind,
                as_uuid(source_id),
                decisions=[one.decision() for one in decisions],
            )
            return as_review(found)

    @mutation("Say what a word is here; all that is published is scanned again.")
    async def council_add_word(self, info: Info[Context, None], word: str, use: WordUse) -> CouncilWord:
        async with writing(info) as (session, viewer):
            made = await services.add_word(session, viewer, word=word, use=use)
        return await answer(info, CouncilWord, made.id)

    @mutation("Take a word off this prison's list.")
    async def council_remove_word(self, info: Info[Context, None], word_id: ID) -> CouncilWordTakenOff:
        async with writing(info) as (session, viewer):
            await services.remove_word(session, viewer, as_uuid(word_id))
        return CouncilWordTakenOff(word_id=word_id)
