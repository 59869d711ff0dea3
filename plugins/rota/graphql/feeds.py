"""Calendar addresses in the API: which there are, and the address itself in the one answer that makes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, Forbidden, NotFound, as_uuid, mutation, writing
from plugins.rota import services
from plugins.rota.permissions import FEED_MAKE
from plugins.rota.rules.feeds import FeedKind

strawberry.enum(FeedKind, name="RotaFeedKind")


@strawberry.type
class RotaFeed:
    """A calendar that somebody may share. Without `madeAt` it has no address."""

    kind: FeedKind
    subject_id: ID
    name: str
    made_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, feed: services.Feed) -> RotaFeed:
        standing = feed.standing
        return cls(
            kind=feed.kind,
            subject_id=ID(str(feed.subject_id)),
            name=feed.name,
            made_at=standing.made_at if standing else None,
            last_used_at=standing.last_used_at if standing else None,
        )


@strawberry.type
class RotaFeedAddress:
    """A calendar's address: shown here once, and kept nowhere."""

    kind: FeedKind
    subject_id: ID
    name: str
    path: str


async def _feeds(info: Info[Context, None]) -> list[RotaFeed]:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        return [RotaFeed.of(feed) for feed in await services.list_feeds(session, viewer)]


async def _feed(info: Info[Context, None], kind: FeedKind, subject_id: ID) -> RotaFeed | None:
    viewer, wanted = info.context.viewer, as_uuid(subject_id)
    viewer.require(FEED_MAKE)
    async with info.context.database.read(viewer) as session:
        try:
            return RotaFeed.of(await services.find_feed(session, viewer, wanted, kind=kind))
        except (NotFound, Forbidden):
            return None


read_feeds: Any = strawberry.field(resolver=_feeds, description="The calendars this viewer may share.")
read_feed: Any = strawberry.field(
    resolver=_feed, description="One calendar; null where it is not this viewer's to share."
)


class FeedQuery:
    rota_feeds = read_feeds
    rota_feed = read_feed


class FeedMutation:
    @mutation("Make a calendar's address; the one there was is dead at once.")
    async def rota_make_feed(
        self, info: Info[Context, None], kind: FeedKind, subject_id: ID
    ) -> RotaFeedAddress:
        wanted = as_uuid(subject_id)
        async with writing(info) as (session, viewer):
            made = await services.make_feed(session, viewer, wanted, kind=kind)
            feed = await services.find_feed(session, viewer, wanted, kind=kind)
        return RotaFeedAddress(kind=kind, subject_id=subject_id, name=feed.name, path=made.path)

    @mutation("Make a calendar's address useless.")
    async def rota_end_feed(self, info: Info[Context, None], kind: FeedKind, subject_id: ID) -> RotaFeed:
        wanted = as_uuid(subject_id)
        async with writing(info) as (session, viewer):
            await services.end_feed(session, viewer, wanted, kind=kind)
            return RotaFeed.of(await services.find_feed(session, viewer, wanted, kind=kind))
