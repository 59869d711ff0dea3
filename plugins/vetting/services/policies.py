"""Versions of the vetting policy: drafted, changed, put in force on a day, taken back, discarded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    Invalid,
    NotFound,
    Viewer,
    entry,
    explain_constraint,
    lazy_gettext,
    now,
    refuse,
    today,
    translate,
)
from plugins.vetting import models, queries
from plugins.vetting.errors import SameHands
from plugins.vetting.permissions import POLICY_DRAFT, POLICY_PUBLISH
from plugins.vetting.policy import Terms, read_terms, worth_of, write_terms
from plugins.vetting.rules.policies import check_terms

OWN = "local-"
"""Begins the name of each version of a prison's own; a number follows."""
LONGEST_TITLE = 200
explain_constraint(
    "uq_vetting_policy_tenant_id_version",
    lazy_gettext("Somebody else made a draft at this moment. Look at it, or try again."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDetails:
    """What a version is called, from when it is to hold, and what it rests on."""

    title: str
    source: str
    source_on: date | None
    effective_from: date | None


def unchanged(_present: Terms) -> Mapping[str, Any]:
    return {}


async def draft_policy(
    session: AsyncSession, viewer: Viewer, *, from_version: str, title: str
) -> models.PolicyVersion:
    """Make a draft that says what another version says; nothing is judged by it."""
    viewer.require(POLICY_DRAFT)
    known = {policy.version: policy for policy in await queries.every_policy(session)}
    if from_version not in known:
        raise NotFound(translate("This prison has no version of the policy with that name."), "fromVersion")
    origin = known[from_version]
    terms = read_terms(write_terms(origin))
    draft = models.PolicyVersion(
        version=f"{OWN}{await queries.next_policy_number(session, OWN)}",
        title=_said(title, "title"),
        effective_from=None,
        source=str(origin.source),
        source_on=origin.source_on,
        terms=write_terms(terms),
        worth=worth_of(terms),
        drafted_by=viewer.account_id,
    )
    session.add(draft)
    await session.flush()
    return draft


async def change_policy_draft(
    session: AsyncSession,
    viewer: Viewer,
    version: str,
    *,
    details: PolicyDetails | None = None,
    terms: Callable[[Terms], Mapping[str, Any]] = unchanged,
    kinds: Iterable[entry.ReasonKind] = (),
) -> models.PolicyVersion:
    """Change what a draft says: the terms that are named, given what it says now, and the rest stays.

    Whoever changed it last has drafted it: they do not put it in force.
    """
    viewer.require(POLICY_DRAFT)
    draft = await _draft(session, version)
    present = read_terms(draft.terms)
    changed: Terms = replace(present, **terms(present))
    refuse(check_terms(changed, kinds))
    draft.terms, draft.worth = write_terms(changed), worth_of(changed)
    if details is not None:
        draft.title, draft.source = _said(details.title, "title"), _said(details.source, "source")
        draft.source_on, draft.effective_from = details.source_on, details.effective_from
    draft.drafted_by = viewer.account_id
    await session.flush()
    return draft


async def put_policy_in_force(
    session: AsyncSession, viewer: Viewer, version: str, *, effective_from: date
) -> models.PolicyVersion:
    """Let a draft hold from a day, which is not past: from then on nobody changes it.

    Two people stand behind a version: whoever wrote the draft last does not put it in force.
    """
    viewer.require(POLICY_PUBLISH)
    draft = await _draft(session, version)
    if draft.drafted_by == viewer.account_id:
        raise SameHands(
            translate(
                "You wrote this draft, or changed it last. Ask somebody else who may put a policy in force: "
                "the governor, or another of security."
            )
        )
    if effective_from < today():
        raise Invalid(translate("That day is past. Choose today or a later day."), "effectiveFrom")
    draft.effective_from = effective_from
    draft.published_at, draft.published_by = now(), viewer.account_id
    await session.flush()
    return draft


async def take_back_policy(session: AsyncSession, viewer: Viewer, version: str) -> models.PolicyVersion:
    """Make a draft again of a version whose day has not come."""
    viewer.require(POLICY_PUBLISH)
    policy = await queries.policy_to_change(session, version)
    if policy.published_at is None:
        raise Conflict(translate("This version is a draft already."))
    if policy.effective_from is None or policy.effective_from <= today():
        raise Conflict(
            translate("This version has begun, and is not changed any more. Draft another from it instead.")
        )
    policy.published_at = policy.published_by = None
    await session.flush()
    return policy


async def discard_policy_draft(session: AsyncSession, viewer: Viewer, version: str) -> str:
    """Delete a draft; return the version that is no more."""
    viewer.require(POLICY_DRAFT)
    draft = await _draft(session, version)
    await session.delete(draft)
    await session.flush()
    return version


async def _draft(session: AsyncSession, version: str) -> models.PolicyVersion:
    """Lock a draft, or say why this is none."""
    policy = await queries.policy_to_change(session, version)
    if policy.published_at is not None:
        raise Conflict(
            translate(
                "This version was put in force, and is not changed any more. Draft another from it, or take "
                "it back if its day has not come."
            )
        )
    return policy


def _said(text: str, field: str) -> str:
    said = " ".join(text.split())
    if not said or len(said) > LONGEST_TITLE:
        sentence = translate("Say this in 1 to {most} characters.")
        raise Invalid(sentence.format(most=LONGEST_TITLE), field)
    return said
