"""What a version of the policy would change at the gate: the same visits, decided before and after. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.sdk import entry
from plugins.vetting.enums import PolicyEffect

A, B = entry.EntryAnswer, entry.Bearing
WEIGHT = {B.BLOCKS: 3, B.NEEDS_ESCORT: 2, B.WARNS: 1, B.PASSES: 0}
EFFECTS = {
    (A.YES, A.NO): PolicyEffect.BLOCKED,
    (A.YES_ESCORTED, A.NO): PolicyEffect.BLOCKED,
    (A.NO, A.YES): PolicyEffect.LET_IN,
    (A.NO, A.YES_ESCORTED): PolicyEffect.LET_IN,
    (A.YES, A.YES_ESCORTED): PolicyEffect.ESCORTED,
    (A.YES_ESCORTED, A.YES): PolicyEffect.UNESCORTED,
}


@dataclass(slots=True)
class Group:
    """Visits that a change does the same to, for the same reason."""

    effect: PolicyEffect
    words: str
    visits: list[entry.Visit] = field(default_factory=list)


def effect_of(before: entry.Decision, after: entry.Decision) -> PolicyEffect | None:
    """Say what the change does to a visit; None where the answer stays."""
    return EFFECTS.get((before.answer, after.answer))


def group_effects(before: Sequence[entry.Decision], after: Sequence[entry.Decision]) -> list[Group]:
    """Group the visits whose answer changes, by what happens to them and why; the largest group first."""
    groups: dict[tuple[PolicyEffect, str], Group] = {}
    for was, becomes in zip(before, after, strict=True):
        effect = effect_of(was, becomes)
        if effect is None:
            continue
        tightened = effect in {PolicyEffect.BLOCKED, PolicyEffect.ESCORTED}
        causes = _causes(was, becomes) if tightened else _causes(becomes, was)
        for words in dict.fromkeys(causes):
            groups.setdefault((effect, words), Group(effect, words)).visits.append(becomes.visit)
    order = list(PolicyEffect)
    return sorted(groups.values(), key=lambda one: (order.index(one.effect), -len(one.visits), one.words))


def _causes(mild: entry.Decision, grave: entry.Decision) -> Iterator[str]:
    """Yield what makes the graver answer of two: each reason that weighs more there than in the milder."""
    lighter = {(one.code, str(one.words)): WEIGHT[one.bearing] for one in mild.reasons}
    worst = _gravest(grave.reasons)
    for one in grave.reasons:
        known = (one.code, str(one.words))
        if WEIGHT[one.bearing] == worst and WEIGHT[one.bearing] > lighter.get(known, 0):
            yield str(one.words)


def _gravest(reasons: Iterable[entry.Reason]) -> int:
    return max((WEIGHT[one.bearing] for one in reasons), default=0)
