"""Opening a case, and chasing one: what must be true first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.sdk import DomainError, Viewer, translate
from plugins.vetting.enums import AccessMode, Pathway, VettingLevel, VettingStage
from plugins.vetting.errors import AlreadyChased, NobodyToChase, OpeningInvalid
from plugins.vetting.permissions import CASE_LEAP
from plugins.vetting.policy import Policy
from plugins.vetting.rules.facts import CaseFacts
from plugins.vetting.rules.stages import CHASED, as_seen_by, turn_of

S = VettingStage
RENEWABLE = frozenset({S.ACTIVE, S.RENEWAL_DUE, S.EXPIRED, S.SUSPENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A case about to be opened."""

    pathway: Pathway
    required_levels: frozenset[VettingLevel]
    access_mode: AccessMode
    other_stages: tuple[VettingStage, ...] = ()
    """Where this person's other cases for the same organisation stand."""
    levels_in_progress: frozenset[VettingLevel] = frozenset()
    """What their open cases for the same organisation ask for already."""


def opening_faults(opening: Opening, viewer: Viewer, policy: Policy) -> Iterator[DomainError]:
    """Give every reason why a case cannot be opened so."""
    if not opening.required_levels:
        yield OpeningInvalid(translate("Choose at least one level of clearance."), "requiredLevels")
    for level in sorted(opening.required_levels):
        if not policy.levels[level].grantable:
            message = translate("{level} is no longer granted. Choose a present level.")
            yield OpeningInvalid(message.format(level=level.label), "requiredLevels")
    for level in sorted(opening.required_levels & opening.levels_in_progress):
        message = translate("A case for {level} is open for this person already. Go on with that one.")
        yield OpeningInvalid(message.format(level=level.label), "requiredLevels")
    if opening.pathway is Pathway.LEAP and not viewer.may(CASE_LEAP):
        who = ", ".join(sorted(str(role.label) for role in CASE_LEAP.roles))
        message = translate("Only these may open a case on this pathway: {who}. Choose another pathway.")
        yield OpeningInvalid(message.format(who=who), "pathway")
    if opening.pathway is Pathway.RENEWAL and RENEWABLE.isdisjoint(opening.other_stages):
        message = translate(
            "There is nothing to renew yet: this person has not been active here. Choose “Standard”."
        )
        yield OpeningInvalid(message, "pathway")


def chase_faults(
    case: CaseFacts, viewer: Viewer, last_chased_on: date | None, on: date
) -> Iterator[DomainError]:
    """Give every reason why a case cannot be chased today: nobody outside has the turn, or it was done."""
    seen = as_seen_by(case, viewer)
    if turn_of(seen.stage, seen.pathway) not in CHASED:
        message = translate(
            "Nobody outside the prison has to act while the case is at “{stage}”, so nobody is chased.",
        )
        yield NobodyToChase(message.format(stage=seen.stage.label))
    if last_chased_on == on:
        yield AlreadyChased(translate("This case was chased today already. Wait for the answer."))
