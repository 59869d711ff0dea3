"""Recording which identity documents were seen: a kind, a day and ticks. There is nowhere to put more."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, mutation, writing
from plugins.vetting import rules, services
from plugins.vetting.enums import DocumentOutcome, DocumentType
from plugins.vetting.graphql.nodes import VettingCase


@strawberry.input
class VettingSeenDocument:
    case_id: ID
    type: DocumentType
    seen_on: date
    outcome: DocumentOutcome
    shows_address: bool = False
    is_recent: bool = False
    """Whether it shows the address and was dated within the months the rules say."""
    shows_birth_date: bool = False
    has_photograph: bool = False
    in_current_name: bool = True

    def seen(self) -> rules.SeenDocument:
        return rules.SeenDocument(
            type=self.type,
            seen_on=self.seen_on,
            outcome=self.outcome,
            shows_address=self.shows_address,
            is_recent=self.is_recent,
            shows_birth_date=self.shows_birth_date,
            has_photograph=self.has_photograph,
            in_current_name=self.in_current_name,
        )


class DocumentMutation:
    @mutation("Record that an identity document was seen: its kind and what it shows, nothing that is on it.")
    async def vetting_record_document(
        self, info: Info[Context, None], given: VettingSeenDocument
    ) -> VettingCase:
        async with writing(info) as (session, viewer):
            case_id = as_uuid(given.case_id)
            await services.record_document(session, viewer, case_id, given.seen())
        return await answer(info, VettingCase, case_id)  # type: ignore[no-any-return]

    @mutation("Take back a document recorded by mistake, while the set is not accepted yet.")
    async def vetting_remove_document(self, info: Info[Context, None], document_id: ID) -> VettingCase:
        async with writing(info) as (session, viewer):
            case_id = await services.remove_document(session, viewer, as_uuid(document_id))
        return await answer(info, VettingCase, case_id)  # type: ignore[no-any-return]
