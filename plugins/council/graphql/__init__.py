"""The API of the councils: what can be read, and what can be done."""

from __future__ import annotations

from core.sdk import connection, lookup
from plugins.council.graphql import codes  # noqa: F401 -- codes have their names before any type
from plugins.council.graphql.answers import AnswerMutation, AnswerQuery
from plugins.council.graphql.bulletin_changes import BulletinMutation
from plugins.council.graphql.bulletins import BulletinQuery
from plugins.council.graphql.election_changes import CountMutation, ElectionMutation
from plugins.council.graphql.elections import ElectionQuery
from plugins.council.graphql.elsewhere import ElsewhereQuery
from plugins.council.graphql.feed import FeedMutation, FeedQuery
from plugins.council.graphql.meeting_changes import MeetingMutation
from plugins.council.graphql.meetings import MeetingQuery
from plugins.council.graphql.member_data import MemberDataMutation, MemberDataQuery
from plugins.council.graphql.minutes import MinutesMutation, MinutesQuery
from plugins.council.graphql.mutations import Mutation as ProposalMutation
from plugins.council.graphql.nodes import CouncilBody, CouncilProposal
from plugins.council.graphql.publication import PublicationMutation, PublicationQuery
from plugins.council.graphql.published import PublishedQuery
from plugins.council.graphql.review import ReviewMutation, ReviewQuery
from plugins.council.graphql.roll import RollQuery
from plugins.council.graphql.roll_changes import RollMutation
from plugins.council.graphql.slips import SlipMutation, SlipQuery
from plugins.council.graphql.topics import TopicMutation, TopicQuery

__all__ = ["Mutation", "Query"]


class Mutation(
    AnswerMutation,
    BulletinMutation,
    CountMutation,
    ElectionMutation,
    FeedMutation,
    MeetingMutation,
    MemberDataMutation,
    MinutesMutation,
    ProposalMutation,
    PublicationMutation,
    ReviewMutation,
    RollMutation,
    SlipMutation,
    TopicMutation,
):
    """What can be done, room by room."""


class Query(
    AnswerQuery,
    BulletinQuery,
    ElectionQuery,
    ElsewhereQuery,
    FeedQuery,
    MeetingQuery,
    MemberDataQuery,
    MinutesQuery,
    PublicationQuery,
    PublishedQuery,
    ReviewQuery,
    RollQuery,
    SlipQuery,
    TopicQuery,
):
    council_bodies = connection(
        CouncilBody,
        filters=("is_running",),
        orders=("name", "first_on"),
        description="Councils of this prison, those that ended too.",
    )
    council_body = lookup(CouncilBody)
    council_proposals = connection(
        CouncilProposal,
        filters=(
            "council_id",
            "theme",
            "status",
            "is_waiting",
            "is_closed",
            "is_held_back",
            "raised_on",
            "answer_due_on",
            "until_on",
        ),
        orders=("number", "raised_on", "answer_due_on", "status_on", "theme"),
        description="What councils of this prison proposed, and what was answered.",
    )
    council_proposal = lookup(CouncilProposal)
