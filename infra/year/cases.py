"""One vetting case of the year, taken step by step by the rules themselves. Pure, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from core.accounts.viewer import Viewer
from infra.year.seasons import day_after
from infra.year.teaching import taught_on
from infra.year.ways import CLEARED_WAY, RENEWAL_WAY, WAYS, Hand, Leg
from plugins.vetting import rules
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    DecisionSource,
    DocumentType,
    Pathway,
    TrainingStatus,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.policy import Policy, policy_in_force
from plugins.vetting.rules.documents import SeenDocument

DECISIONS = frozenset({Verb.APPROVE, Verb.REFUSE})
LEVELS = (VettingLevel.HMPPS_EL1, VettingLevel.HMPPS_EL1, VettingLevel.HMPPS_EL2)
MODES = (AccessMode.UNESCORTED_NO_KEYS, AccessMode.UNESCORTED_NO_KEYS, AccessMode.ESCORTED)
LONGEST_OF_OLD = timedelta(days=1000)
"""A little less than the three years for which the scheme of 2014 granted a clearance."""
UNCONFIRMED_EVERY = 25
"""Of so many who have come in for longer, one has a clearance that stands in the desk's own list alone."""
SHORT_OF_TEN = 2
"""So many of ten clearances are granted for less than a year."""


@dataclass(slots=True, kw_only=True)
class Walk:
    """A case on its way: what the rules know of it, and what they said of its decision."""

    facts: rules.CaseFacts
    policy: Policy
    opened_on: date
    decision: rules.Decision | None = None
    appeal_route: AppealRoute | None = None
    granted: list[rules.Clearance] = field(default_factory=list)

    def take(self, verb: Verb, by: Viewer, on: date, inputs: rules.Inputs) -> None:
        """Take a step as the rules allow it, or raise as they do."""
        outcome = rules.move(self.facts, by, verb, inputs, on, self.policy)
        self.facts = rules.apply(self.facts, outcome)
        self.decision = outcome.decision or self.decision
        self.appeal_route = outcome.appeal_route or self.appeal_route
        if outcome.clearance is not None:
            self.granted.append(outcome.clearance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """All that a walk needs besides chance: who takes steps, by which policies, and until when."""

    hands: Mapping[Hand, Viewer]
    calendar: Viewer
    """Who takes the steps that fall due by themselves."""
    policies: Sequence[Policy]
    today: date


def walk_this_year(chance: Random, road: Road, number: int) -> Walk:
    """Begin a case some day of the past twelve months and go as far as it comes."""
    begun = road.today - timedelta(days=chance.randint(1, 364))
    [(_weight, way)] = chance.choices(WAYS, weights=[weight for weight, _way in WAYS])
    return walk_case(chance, road, begun, way, number)


def walk_before(chance: Random, road: Road, number: int) -> Walk:
    """Go the whole way of somebody who has been coming in since before the year."""
    begun = road.today - timedelta(days=chance.randint(640, 1150))
    ends = road.today + timedelta(days=chance.randint(-40, 900))
    walk = walk_case(chance, road, begun, CLEARED_WAY, number, ends=ends)
    if number % UNCONFIRMED_EVERY == 0:
        held = tuple(replace(one, is_confirmed=False) for one in walk.facts.clearances)
        walk.facts = replace(walk.facts, clearances=held)
    return walk


def walk_renewal(chance: Random, road: Road, before: Walk, number: int) -> Walk:
    """Begin the renewal of somebody's clearance, since it fell due, and go as far as it comes."""
    due = before.facts.entered_on
    begun = min(road.today, due + timedelta(days=chance.randint(0, 40)))
    facts = replace(before.facts, pathway=Pathway.RENEWAL)
    return walk_case(chance, road, begun, RENEWAL_WAY, number, like=facts)


def walk_case(
    chance: Random,
    road: Road,
    begun: date,
    way: Sequence[Leg],
    number: int,
    *,
    ends: date | None = None,
    like: rules.CaseFacts | None = None,
) -> Walk:
    """Take the steps of a way one by one, until one lies ahead of today; then what fell due by itself."""
    policy = policy_in_force(road.policies, begun)
    desk = road.hands[Hand.DESK]
    opened = rules.StageEvent(stage=VettingStage.DRAFT, on=begun, by=desk.account_id)
    facts = rules.CaseFacts(
        history=(opened,),
        pathway=like.pathway if like else Pathway.STANDARD,
        required_levels=frozenset({level_of(chance, policy)}),
        access_mode=like.access_mode if like else chance.choice(MODES),
    )
    walk = Walk(facts=facts, policy=policy, opened_on=begun)
    day = begun
    for leg in way:
        day = day_after(chance, day, leg.shortest, leg.longest)
        if day > road.today:
            break
        prepare(chance, walk, leg.verb, day)
        walk.take(leg.verb, road.hands[leg.by], day, given_for(chance, walk, leg, day, number, ends))
    while (due := rules.due_step(walk.facts, road.today, policy)) is not None:
        walk.take(due.verb, road.calendar, due.on, rules.Inputs(happened_on=due.on))
    return walk


def level_of(chance: Random, policy: Policy) -> VettingLevel:
    """Choose a level that the policy of the day grants."""
    wanted = chance.choice(LEVELS)
    return wanted if policy.levels[wanted].grantable else VettingLevel.LEGACY_STANDARD


def prepare(chance: Random, walk: Walk, verb: Verb, day: date) -> None:
    """Have seen and learnt what the step asks for."""
    if verb is Verb.ACCEPT_DOCUMENTS:
        walk.facts = replace(walk.facts, documents=documents_of(day))
    elif verb is Verb.ACTIVATE:
        since = walk.facts.entered_on
        done = (since + timedelta(days=chance.randint(0, (day - since).days)) for _ in iter(int, 1))
        learnt = tuple(
            rules.Training(
                type=kind, status=TrainingStatus.COMPLETED, completed_on=taught_on(kind, on, since, day)
            )
            for kind, on in zip(rules.trainings_missing(walk.facts, day, walk.policy), done, strict=False)
        )
        walk.facts = replace(walk.facts, trainings=(*walk.facts.trainings, *learnt))


def documents_of(day: date) -> tuple[SeenDocument, ...]:
    """Return a set that proves who somebody is: with a passport, and two addresses."""
    return (
        SeenDocument(type=DocumentType.PASSPORT, seen_on=day, shows_birth_date=True, has_photograph=True),
        SeenDocument(type=DocumentType.UTILITY_BILL, seen_on=day, shows_address=True, is_recent=True),
        SeenDocument(type=DocumentType.BANK_STATEMENT, seen_on=day, shows_address=True, is_recent=True),
    )


def given_for(
    chance: Random, walk: Walk, leg: Leg, day: date, number: int, ends: date | None
) -> rules.Inputs:
    """Return what is given with a step: its day, and with a decision its parts."""
    plain = rules.Inputs(happened_on=day)
    if leg.verb not in DECISIONS:
        return plain
    [level] = walk.facts.required_levels
    decided = replace(plain, level=level, reference=f"SSCL-{day.year}-{number:04d}")
    if leg.verb is Verb.REFUSE:
        return replace(decided, source=DecisionSource.SSCL)
    if ends is not None:
        last = min(max(ends, day + timedelta(days=200)), day + LONGEST_OF_OLD)
        return replace(decided, expires_on=last)
    if chance.randrange(10) < SHORT_OF_TEN:
        return replace(decided, expires_on=day + timedelta(days=chance.randint(90, 330)))
    return decided
