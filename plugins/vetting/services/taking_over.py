"""Taking cases over from a co-ordinator's own records, at the stage they have reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Person, Viewer, today, uuid7
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import AccessMode, Pathway, VettingLevel, VettingStage
from plugins.vetting.permissions import CASE_OPEN
from plugins.vetting.policy import Policy
from plugins.vetting.rules.stages import LEAP_STAGES
from plugins.vetting.services.cases import clearance_row, event_row

S = VettingStage
NOT_SENT_YET = frozenset(
    {S.DRAFT, S.SPONSOR_REVIEW, S.INVITED, S.FORM_IN_PROGRESS, S.DOCUMENTS_BOOKED, S.DOCUMENTS_VERIFIED},
)
"""Later than these somebody sent the case. Whoever takes it over stands for them, and does not decide."""


async def take_over_case(
    session: AsyncSession,
    viewer: Viewer,
    person: Person,
    *,
    stage: VettingStage,
    since: date,
    earlier: Sequence[tuple[VettingStage, date]] = (),
    required_levels: Iterable[VettingLevel],
    access_mode: AccessMode,
    volunteer: bool = True,
    role_title: str | None = None,
    clearances: Iterable[rules.Clearance] = (),
    on: date | None = None,
) -> models.Case:
    """Add a case as it stands in the records, with what is known of its way there."""
    viewer.require(CASE_OPEN)
    known = (*earlier, (stage, since))
    history = tuple(rules.StageEvent(stage=at, on=day, by=viewer.account_id) for at, day in known)
    case = _case_row(viewer, person, history, await queries.policy_on(session, on or today()))
    case.required_levels, case.access_mode = sorted(required_levels), access_mode
    case.volunteer, case.role_title = volunteer, role_title
    session.add(case)
    await session.flush()
    session.add_all(_event_rows(case, history))
    session.add_all(
        clearance_row(held, person.id, person.partner_id, case.id, recorded_by=viewer.account_id)
        for held in clearances
    )
    await session.flush()
    return case


def _case_row(
    viewer: Viewer, person: Person, history: tuple[rules.StageEvent, ...], policy: Policy
) -> models.Case:
    """Make the row of a case that has come this way: where it stands, and since when."""
    stage = history[-1].stage
    sent = [event.on for event in history if event.stage is S.SUBMITTED]
    return models.Case(
        id=uuid7(),
        person_id=person.id,
        partner_id=person.partner_id,
        pathway=Pathway.STANDARD,
        is_leap=any(event.stage in LEAP_STAGES for event in history),
        stage=stage,
        stage_since=rules.shown_history(history)[-1].on,
        opened_on=history[0].on,
        policy=policy.version,
        submitted_by=None if stage in NOT_SENT_YET else viewer.account_id,
        submitted_on=sent[-1] if sent else None,
    )


def _event_rows(case: models.Case, history: tuple[rules.StageEvent, ...]) -> Iterator[models.StageEvent]:
    for place, event in enumerate(history):
        before, after = rules.shown_history(history[:place]), rules.shown_history(history[: place + 1])
        yield event_row(case, event, position=place + 1, is_folded=len(before) == len(after))
