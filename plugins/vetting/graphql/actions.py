"""What the viewer may do with a case now, what stands in the way, and how its clock runs: the rules say."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, Viewer, as_uuid, today
from plugins.vetting import queries, rules
from plugins.vetting.enums import ActionKind, DocumentGroup, DocumentType, Verb, VettingLevel
from plugins.vetting.permissions import CASE_READ
from plugins.vetting.policy import Policy, policy_of_version
from plugins.vetting.rules.documents import (
    OPEN_TO_DOCUMENTS,
    DocumentRules,
    document_check,
    is_taken_over,
    missing_words,
)

strawberry.enum(ActionKind)


@strawberry.type
class VettingAction:
    verb: Verb
    label: str
    kind: ActionKind
    takes: list[str]
    blockers: list[str]
    """What has to be put right in the case first, each in a sentence."""


@strawberry.type
class VettingActionElsewhere:
    verb: Verb
    label: str
    roles: list[str]


@strawberry.type
class VettingDocumentKind:
    """A kind of document that these rules take."""

    type: DocumentType
    document_group: DocumentGroup


@strawberry.type
class VettingDocumentCheck:
    """What the identity documents seen prove, under the rule set of the case's policy."""

    rules: str
    kinds: list[VettingDocumentKind]
    """What is taken, of the first group first."""
    recent_months: int
    """How old a recent one may be on the day it is seen."""
    is_needed: bool
    """False for a case that was taken over from somebody's records."""
    is_open: bool
    """Whether documents can still be added."""
    is_complete: bool
    met: int
    of: int
    missing: list[str]
    """What is still missing, each in a sentence."""


@strawberry.type
class VettingShownClearance:
    """What a passport showed of the clearance that a case asks to recognise."""

    level: VettingLevel
    granted_on: date | None
    expires_on: date | None


@strawberry.type
class VettingCaseActions:
    days_in_stage: int
    decision_days: int | None
    decision_paused: bool
    over_target: bool
    target_days: int
    policy_title: str
    references_needed: int
    grantable: list[VettingLevel]
    """The levels that the policy the case is under still grants."""
    offered: list[VettingAction]
    elsewhere: list[VettingActionElsewhere]
    documents: VettingDocumentCheck
    shown: VettingShownClearance | None


async def _actions(info: Info[Context, None], case_id: ID) -> VettingCaseActions:
    viewer = info.context.viewer
    viewer.require(CASE_READ)
    async with info.context.database.read(viewer) as session:
        case = await queries.case_by_id(session, as_uuid(case_id))
        facts = await queries.whole_facts(session, case)
        policy = policy_of_version(await queries.policies_of(session), case.policy)
    return case_actions(facts, viewer, policy)


def case_actions(facts: rules.CaseFacts, viewer: Viewer, policy: Policy) -> VettingCaseActions:
    """Ask the rules about one case, as this viewer may know it."""
    on = today()
    seen = rules.as_seen_by(facts, viewer)
    clock = rules.decision_clock(seen, on)
    return VettingCaseActions(
        days_in_stage=rules.working_days_in_stage(rules.caught_up(seen, on, policy), on),
        decision_days=clock.days if clock else None,
        decision_paused=bool(clock and clock.is_paused),
        over_target=bool(clock and rules.is_over_target(clock.days, policy)),
        target_days=policy.target_working_days,
        policy_title=str(policy.title),
        references_needed=policy.references_needed,
        grantable=[level for level, rule in policy.levels.items() if rule.grantable],
        offered=[
            VettingAction(
                verb=action.verb,
                label=str(action.label),
                kind=action.kind,
                takes=sorted(action.takes),
                blockers=[str(blocker) for blocker in action.blockers],
            )
            for action in rules.actions(facts, viewer, on, policy)
        ],
        elsewhere=[
            VettingActionElsewhere(
                verb=absent.verb,
                label=str(absent.label),
                roles=[role.value for role in absent.roles],
            )
            for absent in rules.absent_actions(facts, viewer)
        ],
        documents=_documents(seen, policy.documents, on),
        shown=_shown(facts.shown),
    )


def _shown(held: rules.Clearance | None) -> VettingShownClearance | None:
    if held is None:
        return None
    return VettingShownClearance(level=held.level, granted_on=held.granted_on, expires_on=held.expires_on)


def _documents(case: rules.CaseFacts, taken: DocumentRules, on: date) -> VettingDocumentCheck:
    check = document_check(case, taken, on)
    return VettingDocumentCheck(
        rules=taken.version,
        kinds=[
            VettingDocumentKind(type=kind, document_group=group)
            for kind, group in sorted(taken.groups.items(), key=lambda item: item[1])
        ],
        recent_months=taken.recent_months,
        is_needed=not is_taken_over(case),
        is_open=case.stage in OPEN_TO_DOCUMENTS,
        is_complete=check.is_complete,
        met=check.met,
        of=len(check.findings),
        missing=[missing_words(finding, check, taken) for finding in check.lacking],
    )


read_actions: Any = strawberry.field(
    resolver=_actions,
    description="What the viewer may do with a case now, and how long it has taken.",
)
