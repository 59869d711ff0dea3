"""Taking a step with many cases at once: what can be done is done, the rest is named with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import DomainError, InvalidInput, Viewer, today, translate
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import ActionKind, Verb
from plugins.vetting.errors import ActionUnavailable
from plugins.vetting.permissions import CASE_READ
from plugins.vetting.policy import Policy, policy_of_version
from plugins.vetting.services.cases import NOTHING, take_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A case that was left as it is, and why."""

    case_id: UUID
    person_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOutcome:
    """What became of many cases: those done, and those left with the reason."""

    done: int
    skipped: tuple[Skipped, ...]


async def move_cases(
    session: AsyncSession,
    viewer: Viewer,
    case_ids: Sequence[UUID],
    *,
    verb: Verb | None = None,
    on: date | None = None,
) -> BulkOutcome:
    """Take a step with each of many cases: the one named, or each one's own next step.

    What cannot be moved is left as it is, with the reason; the rest is done.
    """
    viewer.require(CASE_READ)
    day = on or today()
    cases = await queries.cases_to_change(session, case_ids)
    facts = await queries.facts_of(session, cases)
    names = await queries.person_names(session, {case.person_id for case in cases})
    policies = await queries.policies_of(session)
    skipped = missing(case_ids, cases)
    done = 0
    for case in cases:
        try:
            policy = policy_of_version(policies, case.policy)
            step = verb or _next_step(facts[case.id], viewer, day, policy)
            _require_bulk(step)
            await take_step(session, viewer, case, facts[case.id], policy, verb=step, inputs=NOTHING, on=day)
            done += 1
        except (DomainError, InvalidInput) as refused:
            skipped.append(left(case, names, reasons(refused)))
    return BulkOutcome(done=done, skipped=tuple(skipped))


def reasons(refused: DomainError | InvalidInput) -> str:
    """Return everything that was wrong as one text."""
    if isinstance(refused, InvalidInput):
        return " ".join(str(error) for error in refused.errors)
    return str(refused)


def _next_step(facts: rules.CaseFacts, viewer: Viewer, on: date, policy: Policy) -> Verb:
    """Return the case's next step for this viewer, or say that it has none that can be taken for many."""
    for action in rules.actions(facts, viewer, on, policy):
        if action.kind is ActionKind.FORWARD and action.is_bulk:
            return action.verb
    raise ActionUnavailable(
        translate("You have no next step here that can be taken for several at once. Open the case.")
    )


def _require_bulk(verb: Verb) -> None:
    if not any(step.is_bulk for step in rules.STEPS if step.verb is verb):
        message = translate("“{action}” is done for one person at a time. Open the case.")
        raise ActionUnavailable(message.format(action=verb.label))


def missing(case_ids: Iterable[UUID], cases: Iterable[models.Case]) -> list[Skipped]:
    """Name what was asked for and is not in the viewer's prison."""
    known = {case.id for case in cases}
    reason = translate("That case is not in this prison.")
    return [
        Skipped(case_id=case_id, person_name="", reason=reason)
        for case_id in dict.fromkeys(case_ids)
        if case_id not in known
    ]


def left(case: models.Case, names: Mapping[UUID, str], reason: str) -> Skipped:
    """Say of a case that it was left, and why."""
    return Skipped(case_id=case.id, person_name=names.get(case.person_id, ""), reason=reason)
