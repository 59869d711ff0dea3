"""What is done with an issue of "You said, we did", from its writing to its printing."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.council import services
from plugins.council.enums import Layout, LeftOut, Paper, Told, Tongue, WithdrawReason
from plugins.council.graphql.bulletins import CouncilBulletin, CouncilBulletinEntry, CouncilNoticeBoard
from plugins.council.reports.printing import print_bulletin
from plugins.council.rules.bulletins import Words
from plugins.council.services.bulletin_entries import Rewording


@strawberry.input
class CouncilWords:
    """One wording of an answer: what people said, and what the prison says."""

    said: str = ""
    did: str = ""

    def words(self) -> Words:
        return Words(self.said, self.did)


@strawberry.input
class CouncilRewording:
    """How an answer is told; with a reason to leave it out, it may be unfinished."""

    entry_id: ID
    told: Told
    plain: CouncilWords
    easy: CouncilWords | None = None
    welsh: CouncilWords | None = None
    until: date | None = None
    left_out: LeftOut | None = None
    place: int | None = None

    def rewording(self) -> Rewording:
        nothing = CouncilWords()
        return Rewording(
            told=self.told,
            plain=self.plain.words(),
            easy=(self.easy or nothing).words(),
            welsh=(self.welsh or nothing).words(),
            until=self.until,
            left_out=self.left_out,
        )


@strawberry.input
class CouncilPrint:
    """An issue on paper: which, for whom, in which language."""

    bulletin_id: ID
    paper: Paper
    layout: Layout = Layout.PLAIN
    tongue: Tongue = Tongue.ENGLISH


@strawberry.type
class CouncilPrinted:
    report_id: ID


class BulletinMutation:
    @mutation("Begin an issue of “You said, we did” with every answer that no issue told yet.")
    async def council_compose_bulletin(self, info: Info[Context, None], council_id: ID) -> CouncilBulletin:
        async with writing(info) as (session, viewer):
            made = await services.compose_bulletin(session, viewer, as_uuid(council_id))
        return await answer(info, CouncilBulletin, made.id)

    @mutation("Say how an answer is told, at which place, or why it is left out.")
    async def council_reword_entry(
        self, info: Info[Context, None], given: CouncilRewording
    ) -> CouncilBulletinEntry:
        async with writing(info) as (session, viewer):
            row = await services.reword_entry(
                session, viewer, as_uuid(given.entry_id), rewording=given.rewording(), place=given.place
            )
        return await answer(info, CouncilBulletinEntry, row.id)

    @mutation("Say that an issue is right; it stays a draft while a place in it waits for a decision.")
    async def council_check_bulletin(self, info: Info[Context, None], bulletin_id: ID) -> CouncilBulletin:
        async with writing(info) as (session, viewer):
            row = await services.check_bulletin(session, viewer, as_uuid(bulletin_id))
        return await answer(info, CouncilBulletin, row.id)

    @mutation("Approve an issue for the prison.")
    async def council_approve_bulletin(self, info: Info[Context, None], bulletin_id: ID) -> CouncilBulletin:
        async with writing(info) as (session, viewer):
            row = await services.approve_bulletin(session, viewer, as_uuid(bulletin_id))
        return await answer(info, CouncilBulletin, row.id)

    @mutation("Make an issue a draft again, to be changed, checked and approved anew.")
    async def council_reopen_bulletin(self, info: Info[Context, None], bulletin_id: ID) -> CouncilBulletin:
        async with writing(info) as (session, viewer):
            row = await services.reopen_bulletin(session, viewer, as_uuid(bulletin_id))
        return await answer(info, CouncilBulletin, row.id)

    @mutation("Give up an issue that was never published.")
    async def council_drop_bulletin(self, info: Info[Context, None], bulletin_id: ID) -> CouncilBulletin:
        async with writing(info) as (session, viewer):
            row = await services.drop_bulletin(session, viewer, as_uuid(bulletin_id))
        return await answer(info, CouncilBulletin, row.id)

    @mutation("Publish an approved issue; a draft again where today's scan finds what nobody decided about.")
    async def council_publish_bulletin(self, info: Info[Context, None], bulletin_id: ID) -> CouncilBulletin:
        async with writing(info) as (session, viewer):
            row = await services.publish_bulletin(session, viewer, as_uuid(bulletin_id))
        return await answer(info, CouncilBulletin, row.id)

    @mutation("Take a published issue back: it is gone at once.")
    async def council_take_back_bulletin(
        self, info: Info[Context, None], bulletin_id: ID, reason: WithdrawReason
    ) -> CouncilBulletin:
        async with writing(info) as (session, viewer):
            row = await services.take_back_bulletin(session, viewer, as_uuid(bulletin_id), reason=reason)
        return await answer(info, CouncilBulletin, row.id)

    @mutation("Put a published issue on paper; the worker sets it.")
    async def council_print_bulletin(self, info: Info[Context, None], given: CouncilPrint) -> CouncilPrinted:
        async with writing(info) as (session, viewer):
            asked = await print_bulletin(
                session,
                viewer,
                as_uuid(given.bulletin_id),
                paper=given.paper,
                layout=given.layout,
                tongue=given.tongue,
            )
        return CouncilPrinted(report_id=ID(str(asked)))

    @mutation("Decide whether everybody may see what the council published.")
    async def council_decide_board(self, info: Info[Context, None], is_open: bool) -> CouncilNoticeBoard:  # noqa: FBT001
        async with writing(info) as (session, viewer):
            row = await services.decide_notice_board(session, viewer, is_open=is_open)
        return CouncilNoticeBoard(is_open=row.is_open, since=row.created_at)
