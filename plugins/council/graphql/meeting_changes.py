"""What can be done with meetings: planned, recorded, put off; points, outcomes and actions of theirs."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date

from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.council import services
from plugins.council.enums import DueReason, MeetingState, MemberRole
from plugins.council.graphql.actions import CouncilAction
from plugins.council.graphql.agenda import CouncilItem
from plugins.council.graphql.meeting_inputs import (
    CouncilItemWords,
    CouncilNewItem,
    CouncilOutcomeWords,
    CouncilPackAsked,
    CouncilPlan,
    CouncilSeriesWords,
    CouncilTask,
    CouncilTick,
    CouncilWhenWhere,
)
from plugins.council.graphql.meetings import CouncilMeeting
from plugins.council.graphql.series import CouncilSeries
from plugins.council.reports.pack import print_pack
from plugins.council.rules.agenda import Way


class PlanningMutation:
    @mutation("Say when a council meets, and make its meetings for half a year.")
    async def council_start_series(
        self, info: Info[Context, None], council_id: ID, given: CouncilPlan
    ) -> CouncilSeries:
        async with writing(info) as (session, viewer):
            made = await services.start_series(
                session, viewer, as_uuid(council_id), plan=given.value(), first_on=given.first_on
            )
        return await answer(info, CouncilSeries, made.id)

    @mutation("End a series: no further meeting is made.")
    async def council_end_series(self, info: Info[Context, None], series_id: ID) -> CouncilSeries:
        async with writing(info) as (session, viewer):
            row = await services.end_series(session, viewer, as_uuid(series_id))
        return await answer(info, CouncilSeries, row.id)

    @mutation(
        "Give a series another name, hours or room; meetings to come follow, but those changed by hand."
    )
    async def council_change_series(
        self, info: Info[Context, None], series_id: ID, given: CouncilSeriesWords
    ) -> CouncilSeries:
        async with writing(info) as (session, viewer):
            row = await services.change_series(
                session,
                viewer,
                as_uuid(series_id),
                name=given.name,
                at=given.value(),
                standing=given.standing,
            )
        return await answer(info, CouncilSeries, row.id)

    @mutation("Call a meeting that belongs to no series.")
    async def council_add_meeting(
        self, info: Info[Context, None], council_id: ID, on: date, given: CouncilWhenWhere
    ) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            made = await services.add_meeting(session, viewer, as_uuid(council_id), on=on, at=given.value())
        return await answer(info, CouncilMeeting, made.id)

    @mutation("Move a meeting to another hour or room of the same day.")
    async def council_change_meeting(
        self, info: Info[Context, None], meeting_id: ID, given: CouncilWhenWhere
    ) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            row = await services.change_meeting(session, viewer, as_uuid(meeting_id), at=given.value())
        return await answer(info, CouncilMeeting, row.id)

    @mutation("Put a meeting off to another day; the answer is the meeting held in its place.")
    async def council_postpone_meeting(
        self, info: Info[Context, None], meeting_id: ID, until: date
    ) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            row = await services.postpone_meeting(session, viewer, as_uuid(meeting_id), until=until)
        return await answer(info, CouncilMeeting, row.id)

    @mutation("Cancel a meeting, by the prison or by the council.")
    async def council_cancel_meeting(
        self, info: Info[Context, None], meeting_id: ID, state: MeetingState
    ) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            row = await services.cancel_meeting(session, viewer, as_uuid(meeting_id), state=state)
        return await answer(info, CouncilMeeting, row.id)

    @mutation("Say that a meeting took place; what is not closed goes on to the next.")
    async def council_hold_meeting(self, info: Info[Context, None], meeting_id: ID) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            row = await services.hold_meeting(session, viewer, as_uuid(meeting_id))
        return await answer(info, CouncilMeeting, row.id)


class AgendaMutation:
    @mutation("Put a point on an agenda.")
    async def council_add_item(
        self, info: Info[Context, None], meeting_id: ID, given: CouncilNewItem
    ) -> CouncilItem:
        async with writing(info) as (session, viewer):
            made = await services.add_item(session, viewer, as_uuid(meeting_id), words=given.value())
        return await answer(info, CouncilItem, made.id)

    @mutation("Say a point in other words, or give it another length.")
    async def council_change_item(
        self, info: Info[Context, None], item_id: ID, given: CouncilItemWords
    ) -> CouncilItem:
        async with writing(info) as (session, viewer):
            row = await services.change_item(session, viewer, as_uuid(item_id), words=given.value())
        return await answer(info, CouncilItem, row.id)

    @mutation("Move a point one place up or down.")
    async def council_move_item(self, info: Info[Context, None], item_id: ID, way: Way) -> CouncilItem:
        async with writing(info) as (session, viewer):
            row = await services.move_item(session, viewer, as_uuid(item_id), way=way)
        return await answer(info, CouncilItem, row.id)

    @mutation("Close a point, so that it does not go on to the next meeting; or open it again.")
    async def council_close_item(
        self, info: Info[Context, None], item_id: ID, *, is_closed: bool = True
    ) -> CouncilItem:
        async with writing(info) as (session, viewer):
            row = await services.close_item(session, viewer, as_uuid(item_id), is_closed=is_closed)
        return await answer(info, CouncilItem, row.id)

    @mutation("Take a point off an agenda; one that came from an earlier meeting stays.")
    async def council_remove_item(self, info: Info[Context, None], item_id: ID) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            meeting_id = await services.remove_item(session, viewer, as_uuid(item_id))
        return await answer(info, CouncilMeeting, meeting_id)

    @mutation("Add a paper for a point of the agenda.")
    async def council_write_paper(
        self, info: Info[Context, None], item_id: ID, title: str, body: str
    ) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            made = await services.write_paper(session, viewer, as_uuid(item_id), title=title, body=body)
        return await answer(info, CouncilMeeting, made.meeting_id)

    @mutation("Take a paper away that was not issued yet.")
    async def council_remove_paper(self, info: Info[Context, None], paper_id: ID) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            meeting_id = await services.remove_paper(session, viewer, as_uuid(paper_id))
        return await answer(info, CouncilMeeting, meeting_id)

    @mutation("Issue the pack of a meeting; later, issue what came since as a supplement.")
    async def council_issue_pack(self, info: Info[Context, None], meeting_id: ID) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            pack = await services.issue_pack(session, viewer, as_uuid(meeting_id))
        return await answer(info, CouncilMeeting, pack.meeting_id)

    @mutation("Ask for the pack of a meeting as one file.")
    async def council_print_pack(self, info: Info[Context, None], meeting_id: ID) -> CouncilPackAsked:
        async with writing(info) as (session, viewer):
            report_id = await print_pack(session, viewer, as_uuid(meeting_id))
        return CouncilPackAsked(report_id=ID(str(report_id)))


class RecordingMutation:
    @mutation("Record who was at a meeting: members of the roll, and guests by role.")
    async def council_record_attendance(
        self,
        info: Info[Context, None],
        meeting_id: ID,
        ticks: list[CouncilTick],
        guests: list[MemberRole],
    ) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            row = await services.tick_attendance(
                session,
                viewer,
                as_uuid(meeting_id),
                ticks=[one.value() for one in ticks],
                guests=guests,
            )
        return await answer(info, CouncilMeeting, row.id)

    @mutation("Record what came of a point; without a quorum a decision waits for the next meeting.")
    async def council_record_outcome(
        self, info: Info[Context, None], item_id: ID, given: CouncilOutcomeWords
    ) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            made = await services.record_outcome(session, viewer, as_uuid(item_id), words=given.value())
        return await answer(info, CouncilMeeting, made.meeting_id)

    @mutation("Take back an outcome that was recorded wrongly.")
    async def council_remove_outcome(self, info: Info[Context, None], outcome_id: ID) -> CouncilMeeting:
        async with writing(info) as (session, viewer):
            meeting_id = await services.remove_outcome(session, viewer, as_uuid(outcome_id))
        return await answer(info, CouncilMeeting, meeting_id)


class ActionMutation:
    @mutation("Say who does what by when, so that a proposal is carried out.")
    async def council_add_action(
        self, info: Info[Context, None], proposal_id: ID, given: CouncilTask
    ) -> CouncilAction:
        async with writing(info) as (session, viewer):
            made = await services.add_action(session, viewer, as_uuid(proposal_id), task=given.value())
        return await answer(info, CouncilAction, made.id)

    @mutation("Say that an action is done, and what was done.")
    async def council_finish_action(
        self, info: Info[Context, None], action_id: ID, line: str = "", on: date | None = None
    ) -> CouncilAction:
        async with writing(info) as (session, viewer):
            row = await services.finish_action(session, viewer, as_uuid(action_id), line=line, on=on)
        return await answer(info, CouncilAction, row.id)

    @mutation("Say that an action is not done, and why.")
    async def council_cancel_action(
        self, info: Info[Context, None], action_id: ID, line: str
    ) -> CouncilAction:
        async with writing(info) as (session, viewer):
            row = await services.cancel_action(session, viewer, as_uuid(action_id), line=line)
        return await answer(info, CouncilAction, row.id)

    @mutation("Give an action another due date, with the reason.")
    async def council_move_due_date(
        self, info: Info[Context, None], action_id: ID, to: date, reason: DueReason
    ) -> CouncilAction:
        async with writing(info) as (session, viewer):
            row = await services.move_due_date(session, viewer, as_uuid(action_id), to=to, reason=reason)
        return await answer(info, CouncilAction, row.id)


class MeetingMutation(PlanningMutation, AgendaMutation, RecordingMutation, ActionMutation):
    """Everything that can be done with meetings."""
