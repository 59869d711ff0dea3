"""Random lives of cases: whatever anybody tries, in whatever order, the promises of vetting hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.sdk import DomainError, InvalidInput, Role, Viewer
from plugins.vetting.enums import (
    AccessMode,
    ActionKind,
    ClearanceScope,
    DecisionSource,
    Pathway,
    TrainingStatus,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    FINAL,
    Action,
    CaseFacts,
    Clearance,
    Inputs,
    Outcome,
    StageEvent,
    Training,
    actions,
    apply,
    decision_clock,
    elapsed_days,
    move,
    working_days_in_stage,
)
from plugins.vetting.tests.cases import viewer_with
from plugins.vetting.tests.test_rules_transitions import expected

S, V = VettingStage, Verb
START = date(2026, 4, 1)
GRANTABLE = [level for level, rule in POLICY.levels.items() if rule.grantable]
DECIDED = {S.APPROVED, S.APPROVED_CONDITIONS, S.REFUSED}
PEOPLE = [
    viewer_with(Role.COORDINATOR, number=1),
    viewer_with(Role.SECURITY_VETTING, number=2),
    viewer_with(Role.SECURITY_VETTING, number=3),
    viewer_with(Role.GOVERNOR, number=4),
    viewer_with(Role.COORDINATOR, Role.SECURITY_VETTING, Role.GOVERNOR, number=5),
    viewer_with(Role.DPO_RECORDS, number=6),
    viewer_with(Role.PARTNER_ADMIN, number=7),
    viewer_with(Role.VOLUNTEER_SELF, number=8),
]
MAYBE_DAYS = st.none() | st.integers(-40, 3)
INPUTS = st.fixed_dictionaries(
    {},
    optional={
        "happened_on": st.integers(-40, 3),
        "granted_on": st.integers(-4000, 10),
        "expires_on": st.integers(-10, 4000),
        "level": st.sampled_from(VettingLevel),
        "reference": st.sampled_from(["SSCL-2026-0042", "A1234BC", "", "he told me why", "UKSV/2026/7"]),
        "scope": st.sampled_from(ClearanceScope),
        "access_mode": st.sampled_from(AccessMode),
        "source": st.sampled_from(DecisionSource),
    },
)


@st.composite
def cases(draw: st.DrawFn) -> CaseFacts:
    """Draw a case at any stage: they are also taken over from a co-ordinator's own records."""
    stage = draw(st.sampled_from([S.DRAFT, *sorted(set(VettingStage) - {S.PURGED, S.CLOSED})]))
    sender = draw(st.none() | st.sampled_from(PEOPLE))
    return CaseFacts(
        history=(StageEvent(stage=stage, on=START),),
        pathway=draw(st.sampled_from([Pathway.STANDARD, Pathway.RENEWAL, Pathway.TRANSFER_RECOGNITION])),
        is_leap=stage in {S.LEAP_RISK_ASSESSMENT, S.GOVERNOR_DECISION} or draw(st.booleans()),
        required_levels=frozenset(draw(st.sets(st.sampled_from(GRANTABLE), min_size=1, max_size=2))),
        access_mode=draw(st.sampled_from(AccessMode)),
        volunteer=draw(st.booleans()),
        submitted_by=sender.account_id if sender else None,
    )


CASES = cases()


def covers(held: VettingLevel, required: VettingLevel) -> bool:
    return held is required or required in POLICY.levels[held].covers


def may_come_in(case: CaseFacts, on: date) -> bool:
    """Say, written independently of the rules, whether this person could be let in."""
    cleared = all(
        any(
            covers(held.level, level)
            and (held.granted_on is None or held.granted_on <= on)
            and (held.revoked_on is None or held.revoked_on > on)
            and (
                held.expires_on >= on
                if held.expires_on is not None
                else held.level in {VettingLevel.ESCORTED_VISITOR, VettingLevel.BPSS}
            )
            for held in case.clearances
        )
        for level in case.required_levels
    )
    return cleared and all(
        any(
            done.type is kind
            and (
                done.status is TrainingStatus.EXEMPT
                or (
                    done.status is TrainingStatus.COMPLETED
                    and done.completed_on is not None
                    and done.completed_on <= on
                    and (done.expires_on or anniversary(done)) >= on
                )
            )
            for done in case.trainings
        )
        for kind in POLICY.required_training[case.access_mode]
    )


def anniversary(done: Training) -> date:
    """Return the last good day of a training: a year on, or three for suicide and self-harm."""
    start = done.completed_on or date.min
    years = 3 if done.type is TrainingType.SASH_ACCT else 1
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


class CaseLife(RuleBasedStateMachine):
    """One case among several people, over years, with every kind of wrong input."""

    reached: ClassVar[set[VettingStage]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.on = START
        self.case = CaseFacts(
            history=(StageEvent(stage=S.DRAFT, on=self.on),),
            required_levels=frozenset({VettingLevel.HMPPS_EL1}),
        )

    @initialize(opened=CASES, is_prepared=st.booleans())
    def the_first_case(self, *, opened: CaseFacts, is_prepared: bool) -> None:
        self._begin(opened, is_prepared=is_prepared)

    @precondition(lambda self: self.case.stage in FINAL)
    @rule(opened=CASES, is_prepared=st.booleans())
    def another_case_for_the_same_person(self, *, opened: CaseFacts, is_prepared: bool) -> None:
        self._begin(opened, is_prepared=is_prepared)

    def _begin(self, opened: CaseFacts, *, is_prepared: bool) -> None:
        begun = StageEvent(stage=opened.stage, on=self.on)
        held, trained = self.case.clearances, self.case.trainings
        self.case = replace(opened, history=(begun,), clearances=held, trainings=trained)
        if is_prepared:
            self.everything_is_trained()
            self.the_other_levels_are_held()

    @rule(verb=st.sampled_from(Verb), viewer=st.sampled_from(PEOPLE), given=INPUTS)
    def try_anything(self, verb: Verb, viewer: Viewer, given: dict[str, object]) -> None:
        self._attempt(viewer, verb, self._inputs(given))

    @rule(data=st.data(), viewer=st.sampled_from(PEOPLE))
    def take_an_offered_step(self, data: st.DataObject, viewer: Viewer) -> None:
        offered = [action.verb for action in actions(self.case, viewer, self.on, POLICY)]
        if offered:
            self._attempt(viewer, data.draw(st.sampled_from(offered)), Inputs())

    @rule(data=st.data(), steps=st.integers(1, 15))
    def the_case_goes_well(self, data: st.DataObject, steps: int) -> None:
        """Take the steps on, each by somebody who may and with just what it takes, so that lives go far."""
        for _ in range(steps):
            onward = [
                (viewer, action)
                for viewer in PEOPLE
                for action in actions(self.case, viewer, self.on, POLICY)
                if action.kind is not ActionKind.ENDING and not action.blockers
            ]
            if not onward:
                return
            viewer, action = data.draw(st.sampled_from(onward))
            self._attempt(viewer, action.verb, self._proper_inputs(data, action))

    def _proper_inputs(self, data: st.DataObject, action: Action) -> Inputs:
        whole: dict[str, object] = {
            "happened_on": self.on,
            "level": data.draw(st.sampled_from(sorted(self.case.required_levels))),
            "reference": "SSCL-2026-0042",
            "granted_on": self.on - timedelta(days=200),
            "expires_on": self.on + timedelta(days=data.draw(st.integers(1, 900))),
            "source": DecisionSource.GOVERNOR,
        }
        return Inputs(**{name: value for name, value in whole.items() if name in action.takes})  # type: ignore[arg-type]

    @rule()
    def the_other_levels_are_held(self) -> None:
        held = [
            Clearance(level=level, granted_on=self.on, expires_on=self.on + timedelta(days=400))
            for level in sorted(self.case.required_levels)[1:]
        ]
        self.case = replace(self.case, clearances=(*self.case.clearances, *held))

    @rule(days=st.sampled_from([1, 7, 30, 61, 200, 2000]))
    def time_passes(self, days: int) -> None:
        self.on += timedelta(days=days)

    @rule(level=st.sampled_from(VettingLevel), start=MAYBE_DAYS, lasts=st.none() | st.integers(1, 4000))
    def a_clearance_is_recorded(self, level: VettingLevel, start: int | None, lasts: int | None) -> None:
        granted = None if start is None else self.on + timedelta(days=start)
        end = None if lasts is None else (granted or self.on) + timedelta(days=lasts)
        held = Clearance(level=level, granted_on=granted, expires_on=end)
        self.case = replace(self.case, clearances=(*self.case.clearances, held))

    @rule(
        kind=st.sampled_from(TrainingType), status=st.sampled_from(TrainingStatus), done=st.integers(-900, 5)
    )
    def a_training_is_recorded(self, kind: TrainingType, status: TrainingStatus, done: int) -> None:
        record = Training(type=kind, status=status, completed_on=self.on + timedelta(days=done))
        self.case = replace(self.case, trainings=(*self.case.trainings, record))

    @rule()
    def everything_is_trained(self) -> None:
        needed = POLICY.required_training[self.case.access_mode]
        done = [
            Training(type=kind, status=TrainingStatus.COMPLETED, completed_on=self.on)
            for kind in sorted(needed)
        ]
        self.case = replace(self.case, trainings=(*self.case.trainings, *done))

    @precondition(lambda self: self.case.stage is S.QUERY_RAISED)
    @rule(days=st.integers(1, 50))
    def a_query_stays_open(self, days: int) -> None:
        before = decision_clock(self.case, self.on)
        self.on += timedelta(days=days)
        after = decision_clock(self.case, self.on)
        assert before is None or (after is not None and after.days == before.days and after.is_paused)

    @invariant()
    def clocks_are_never_negative_and_never_run_back(self) -> None:
        clock = decision_clock(self.case, self.on)
        later = decision_clock(self.case, self.on + timedelta(days=9))
        if clock is not None and later is not None:
            assert 0 <= clock.days <= later.days
            assert clock.stopped_on is None or clock.days == later.days
        waited, longer = (
            elapsed_days(self.case, self.on),
            elapsed_days(self.case, self.on + timedelta(days=9)),
        )
        if waited is not None and longer is not None:
            assert 0 <= waited <= longer
        assert working_days_in_stage(self.case, self.on) >= 0

    @invariant()
    def nothing_written_can_hold_a_sentence(self) -> None:
        for held in self.case.clearances:
            assert held.reference is None or " " not in held.reference

    def _inputs(self, given: dict[str, object]) -> Inputs:
        dates = {"happened_on", "granted_on", "expires_on"}
        read = {
            name: self.on + timedelta(days=value) if name in dates and isinstance(value, int) else value
            for name, value in given.items()
        }
        return Inputs(**read)  # type: ignore[arg-type]

    def _attempt(self, viewer: Viewer, verb: Verb, inputs: Inputs) -> None:
        before = self.case
        try:
            outcome = move(before, viewer, verb, inputs, self.on, POLICY)
        except (DomainError, InvalidInput):
            return
        self.case = apply(before, outcome)
        self.reached.add(outcome.stage)
        self._check(before, viewer, verb, outcome)

    def _check(self, before: CaseFacts, viewer: Viewer, verb: Verb, outcome: Outcome) -> None:
        ways = expected(before.stage, before.pathway, is_leap=before.is_leap)
        assert ways.get(verb) is outcome.stage, "only by the named ways"
        assert outcome.event.by == viewer.account_id
        assert outcome.event.on <= self.on
        if outcome.stage is S.ACTIVE:
            assert may_come_in(before, self.on)
        if before.stage in FINAL and outcome.stage not in {S.CLOSED, S.PURGED}:
            assert verb in {V.OPEN_APPEAL, V.RENEW, V.REOPEN}
        if outcome.stage in DECIDED:
            self._check_decision(before, viewer, outcome)
        else:
            assert (outcome.decision, outcome.clearance) == (None, None)

    def _check_decision(self, before: CaseFacts, viewer: Viewer, outcome: Outcome) -> None:
        decision, granted = outcome.decision, outcome.clearance
        assert decision is not None
        assert before.submitted_by != viewer.account_id
        assert decision.decided_by == viewer.account_id
        assert decision.decider_role in viewer.roles
        assert decision.decider_role in {Role.SECURITY_VETTING, Role.GOVERNOR}
        if before.is_leap and before.stage is not S.APPEAL_UPHELD:
            assert decision.decider_role is Role.GOVERNOR
            assert before.stage is S.GOVERNOR_DECISION
        assert decision.decided_on <= self.on
        assert decision.level in GRANTABLE
        assert (decision.source is not None) == (outcome.stage is S.REFUSED)
        assert (granted is not None) == (outcome.stage is not S.REFUSED)
        if granted is not None:
            assert granted.granted_on is not None
            assert granted.granted_on <= decision.decided_on
            assert granted.expires_on is None or granted.expires_on >= max(self.on, granted.granted_on)
            assert POLICY.levels[granted.level].needs_end_date <= (granted.expires_on is not None)
            if outcome.stage is S.APPROVED:
                assert all(
                    any(covers(held.level, level) for held in self.case.clearances)
                    for level in before.required_levels
                )


TELLING = {S.ACTIVE, S.REFUSED, S.CLOSED}
"""Lives that reach none of these say little; chance decides how many do."""
MOST_BATCHES = 5


def test_whatever_is_tried_the_promises_hold() -> None:
    CaseLife.reached.clear()
    for _batch in range(MOST_BATCHES):
        run_state_machine_as_test(
            CaseLife,
            settings=settings(max_examples=200, stateful_step_count=40, deadline=None),
        )
        if CaseLife.reached >= TELLING:
            return
    raise AssertionError("The lives were too short to show anything.")
