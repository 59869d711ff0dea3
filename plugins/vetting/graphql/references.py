"""References in the API: that one was asked and answered for all who see the case, the rest for the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from sqlalchemy import and_, case
from strawberry import ID, Info

from core.sdk import Context, NotFound, answer, as_uuid, computed, links, mutation, node, today, writing
from plugins.vetting import models, queries, services
from plugins.vetting.enums.reference import KnownFor, ReferenceState, Relation, Verdict
from plugins.vetting.permissions import CASE_READ, REFERENCE_GIVE, REFERENCE_READ
from plugins.vetting.rules.references import REFEREE, Referee

for code_list, name in (
    (KnownFor, "VettingKnownFor"),
    (ReferenceState, "VettingReferenceState"),
    (Relation, "VettingRelation"),
    (Verdict, "VettingVerdict"),
):
    strawberry.enum(code_list, name=name)


def _state(row: Any) -> Any:
    """Return the state today: `rules.references.shown_state` in SQL."""
    late = and_(row.state == ReferenceState.ASKED, row.answer_by < today())
    return case((late, ReferenceState.LAPSED.value), else_=row.state)


def _is_answered(row: Any) -> Any:
    return row.state.in_([ReferenceState.GIVEN, ReferenceState.DECLINED])


def _desk(column: str) -> Any:
    """Declare a column that is for the desk alone."""
    return computed(lambda row: getattr(row, column), permission=REFERENCE_READ)


@node(models.Reference, permission=CASE_READ, module="vetting", sorted_by=("asked_on", "id"))
class VettingReference:
    """One referee of a case. Who that is and what they said is for those who asked."""

    id: ID
    case_id: ID
    asked_on: date
    is_answered: bool = computed(_is_answered)
    state: ReferenceState = computed(_state, permission=REFERENCE_READ)
    referee_name: str = _desk("referee_name")
    referee_email: str = _desk("referee_email")
    relation: Relation = _desk("relation")
    answer_by: date = _desk("answer_by")
    answered_on: date | None = _desk("answered_on")
    known_for: KnownFor | None = _desk("known_for")
    knows_as: Relation | None = _desk("knows_as")
    reliable: Verdict | None = _desk("reliable")
    suitable: Verdict | None = _desk("suitable")


@strawberry.input
class VettingNewReference:
    """Whom to ask for a reference. There is no place for words about the person."""

    case_id: ID
    name: str
    email: str = ""
    relation: Relation

    def referee(self) -> Referee:
        return Referee(
            name=" ".join(self.name.split()), email=self.email.strip().lower(), relation=self.relation
        )


@strawberry.type
class VettingReferenceLink:
    """That a referee is asked: by mail, or by the address here, shown once and kept nowhere."""

    reference_id: ID
    case_id: ID
    referee_name: str
    referee_email: str
    path: str | None
    """Null where it goes by mail."""
    answer_by: date

    @classmethod
    def of(cls, asked: services.Asked) -> VettingReferenceLink:
        row, link = asked.reference, asked.link
        return cls(
            reference_id=ID(str(row.id)),
            case_id=ID(str(row.case_id)),
            referee_name=row.referee_name,
            referee_email=row.referee_email,
            path=link.path if link else None,
            answer_by=row.answer_by,
        )


@strawberry.type
class VettingReferenceAsked:
    """What a referee is told who came by a link: for whom, and until when."""

    person_name: str
    referee_name: str
    answer_by: date


@strawberry.type
class VettingReferenceSent:
    """That a referee's answer was taken; it is not said back."""

    is_sent: bool = True


@strawberry.input
class VettingReferenceGiven:
    """What a referee says: choices alone."""

    known_for: KnownFor
    knows_as: Relation
    reliable: Verdict
    suitable: Verdict


async def _asked(info: Info[Context, None]) -> VettingReferenceAsked | None:
    viewer = info.context.viewer
    viewer.require(REFERENCE_GIVE)
    links.require_link(viewer, REFEREE)
    async with info.context.database.read(viewer) as session:
        try:
            row, case_ = await services.reference_of_link(session, viewer)
        except NotFound:
            return None
        names = await queries.person_names(session, [case_.person_id])
    return VettingReferenceAsked(
        person_name=names[case_.person_id], referee_name=row.referee_name, answer_by=row.answer_by
    )


read_asked: Any = strawberry.field(
    resolver=_asked,
    description="What the referee who came by a link is asked; null once nobody waits for it.",
)


class ReferenceMutation:
    @mutation("Ask somebody for a reference, by mail or by the address in the answer, shown this once.")
    async def vetting_ask_reference(
        self, info: Info[Context, None], given: VettingNewReference, *, by_mail: bool = True
    ) -> VettingReferenceLink:
        async with writing(info) as (session, viewer):
            case_id = as_uuid(given.case_id)
            asked = await services.ask_reference(
                session, viewer, case_id, referee=given.referee(), by_mail=by_mail
            )
            return VettingReferenceLink.of(asked)

    @mutation("Give a referee a new address, by mail or in the answer; the one they had is dead at once.")
    async def vetting_ask_reference_again(
        self, info: Info[Context, None], reference_id: ID, *, by_mail: bool = True
    ) -> VettingReferenceLink:
        async with writing(info) as (session, viewer):
            asked = await services.ask_reference_again(
                session, viewer, as_uuid(reference_id), by_mail=by_mail
            )
            return VettingReferenceLink.of(asked)

    @mutation("Wait no longer for a reference; its address is dead at once.")
    async def vetting_withdraw_reference(
        self, info: Info[Context, None], reference_id: ID
    ) -> VettingReference:
        async with writing(info) as (session, viewer):
            row = await services.withdraw_reference(session, viewer, as_uuid(reference_id))
        return await answer(info, VettingReference, row.id)  # type: ignore[no-any-return]

    @mutation("Give a reference: for whoever came by a link to do so, once.")
    async def vetting_give_reference(
        self, info: Info[Context, None], given: VettingReferenceGiven
    ) -> VettingReferenceSent:
        async with writing(info) as (session, viewer):
            await services.give_reference(
                session,
                viewer,
                known_for=given.known_for,
                knows_as=given.knows_as,
                reliable=given.reliable,
                suitable=given.suitable,
            )
        return VettingReferenceSent()

    @mutation("Say that one would rather not give a reference: for whoever came by a link, once.")
    async def vetting_decline_reference(self, info: Info[Context, None]) -> VettingReferenceSent:
        async with writing(info) as (session, viewer):
            await services.decline_reference(session, viewer)
        return VettingReferenceSent()
