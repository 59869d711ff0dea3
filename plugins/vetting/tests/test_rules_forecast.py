"""The forecast: a range in order, never in the past, never nearer for having waited; a pause is no wait."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.sdk import add_working_days, is_working_day, working_days_between
from plugins.vetting.enums import Pathway, Turn, VettingLevel, VettingStage
from plugins.vetting.enums.forecast import ForecastBasis
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import StageEvent
from plugins.vetting.rules.facts import CaseFacts
from plugins.vetting.rules.forecast import FEWEST, compare, forecast, record_of
from plugins.vetting.rules.stage_times import Passage, by_stage, by_turn, days_in_phase, passage_of, usual

S = VettingStage
EL1, EL2 = VettingLevel.HMPPS_EL1, VettingLevel.HMPPS_EL2
START = date(2025, 1, 6)
ON = date(2026, 11, 2)


def case(*events: tuple[VettingStage, date], level: VettingLevel = EL2, **more: object) -> CaseFacts:
    history = tuple(StageEvent(stage=stage, on=day) for stage, day in events)
    return CaseFacts(history=history, required_levels=frozenset({level}), **more)  # type: ignore[arg-type]


def finished(
    with_team: int, *, before: int = 3, paused: int = 0, level: VettingLevel = EL2, begun: date = START
) -> CaseFacts:
    """Make a decided case: some days to prepare, some with the team, and a query in the middle."""
    sent = add_working_days(begun, before)
    asked = add_working_days(sent, with_team // 2)
    answered = add_working_days(asked, paused)
    decided = add_working_days(answered, with_team - with_team // 2)
    way = [(S.INVITED, begun), (S.SUBMITTED, sent)]
    if paused:
        way += [(S.QUERY_RAISED, asked), (S.IN_CHECKS, answered)]
    return case(*way, (S.APPROVED, decided), level=level)


def passages(*lengths: int, level: VettingLevel = EL2) -> list[Passage]:
    return [passage for days in lengths if (passage := passage_of(finished(days, level=level)))]


lengths = st.lists(st.integers(0, 120), min_size=FEWEST, max_size=40)
ways = st.lists(
    st.builds(finished, st.integers(0, 90), before=st.integers(0, 30), paused=st.integers(0, 20)),
    min_size=FEWEST,
    max_size=30,
).map(lambda cases: [passage for one in cases if (passage := passage_of(one))])
stages = st.sampled_from([S.INVITED, S.SUBMITTED, S.IN_CHECKS, S.QUERY_RAISED])


def sent_on(day: date) -> CaseFacts:
    return case((S.INVITED, add_working_days(day, -3)), (S.SUBMITTED, day))


def test_the_range_is_what_like_cases_took() -> None:
    given_ = forecast(sent_on(ON), passages(*range(10, 30)), ON, POLICY)
    assert given_ is not None
    assert [working_days_between(ON, day) for day in (given_.earliest, given_.likely, given_.latest)] == [
        11,
        19,
        27,
    ]
    assert (given_.basis, given_.sample) == (ForecastBasis.LEVEL, 20)


def test_days_already_waited_are_given() -> None:
    """Of those still there after 20 days, none took less: the range begins where they are."""
    begun = add_working_days(ON, -20)
    given_ = forecast(sent_on(begun), passages(*range(10, 30)), ON, POLICY)
    assert given_ is not None
    assert working_days_between(begun, given_.earliest) >= 20


def test_too_few_at_the_level_look_at_all_levels_and_too_few_at_all_to_the_target() -> None:
    few, many = passages(5, 6, level=EL2), passages(*range(30, 40), level=EL1)
    begun = add_working_days(ON, -10)
    by_prison = forecast(sent_on(begun), [*few, *many], ON, POLICY)
    assert by_prison is not None
    assert (by_prison.basis, by_prison.sample) == (ForecastBasis.PRISON, 12)
    by_target = forecast(sent_on(begun), few, ON, POLICY)
    assert by_target is not None
    assert by_target.basis is ForecastBasis.TARGET
    assert working_days_between(begun, by_target.latest) == POLICY.target_working_days
    assert forecast(sent_on(add_working_days(ON, -61)), few, ON, POLICY) is None


def test_nothing_is_forecast_once_it_is_decided_or_over() -> None:
    for stage in (S.APPROVED, S.REFUSED, S.WITHDRAWN, S.ACTIVE, S.APPEAL_OPEN):
        over = case((S.SUBMITTED, START), (S.REFUSED, START), (stage, START))
        assert forecast(over, passages(*range(10, 30)), ON, POLICY) is None


@given(ways, stages, st.integers(0, 150), st.integers(0, 40))
def test_the_range_is_in_order_and_never_before_today(
    known: list[Passage], stage: VettingStage, spent: int, later: int
) -> None:
    since = add_working_days(ON, -spent)
    day = ON + timedelta(days=later)
    given_ = forecast(case((S.INVITED, since), (stage, since)), known, day, POLICY)
    assert given_ is not None
    assert day <= given_.earliest <= given_.likely <= given_.latest


@given(ways, stages, st.integers(0, 150), st.integers(1, 60))
def test_the_longer_it_waits_the_forecast_is_never_earlier(
    known: list[Passage], stage: VettingStage, spent: int, more: int
) -> None:
    since = add_working_days(ON, -spent)
    waiting = case((S.INVITED, since), (stage, since))
    now, then = (forecast(waiting, known, day, POLICY) for day in (ON, ON + timedelta(days=more)))
    assert now is not None
    assert then is not None
    assert now.earliest <= then.earliest
    assert now.likely <= then.likely
    assert now.latest <= then.latest


@given(ways, st.integers(0, 60), st.integers(0, 30), st.integers(0, 30))
def test_a_pause_does_not_count(known: list[Passage], before: int, paused: int, after: int) -> None:
    """A case that was asked something and answered stands where one stands that waited only the rest."""
    answered = add_working_days(ON, -after)
    asked = add_working_days(answered, -paused)
    sent = add_working_days(asked, -before)
    with_query = case((S.SUBMITTED, sent), (S.QUERY_RAISED, asked), (S.IN_CHECKS, answered))
    without = case((S.SUBMITTED, add_working_days(ON, -(before + after))))
    assert days_in_phase(with_query, ON) == before + after
    assert forecast(with_query, known, ON, POLICY) == forecast(without, known, ON, POLICY)


@given(st.integers(0, 60), st.integers(1, 30))
def test_an_open_query_stops_the_days(before: int, paused: int) -> None:
    asked = add_working_days(ON, -paused)
    sent = add_working_days(asked, -before)
    assert days_in_phase(case((S.SUBMITTED, sent), (S.QUERY_RAISED, asked)), ON) == before


@given(ways, st.integers(0, 80), st.sampled_from([S.LEAP_RISK_ASSESSMENT, S.GOVERNOR_DECISION]))
def test_trap_a_lived_experience_case_has_the_forecast_of_any_other(
    known: list[Passage], spent: int, hidden: VettingStage
) -> None:
    since = add_working_days(ON, -spent)
    sent = add_working_days(since, -10)
    leap = case((S.SUBMITTED, sent), (hidden, since), (S.GOVERNOR_DECISION, ON), is_leap=True)
    twin = case((S.SUBMITTED, sent), (S.DECISION_PENDING, since))
    assert forecast(leap, known, ON, POLICY) == forecast(twin, known, ON, POLICY)


def test_trap_finished_lived_experience_cases_leave_no_stage_of_their_own() -> None:
    leap = case(
        (S.SUBMITTED, START),
        (S.LEAP_RISK_ASSESSMENT, START + timedelta(days=7)),
        (S.GOVERNOR_DECISION, START + timedelta(days=21)),
        (S.APPROVED, START + timedelta(days=28)),
        is_leap=True,
    )
    twin = case(
        (S.SUBMITTED, START),
        (S.DECISION_PENDING, START + timedelta(days=7)),
        (S.APPROVED, START + timedelta(days=28)),
    )
    assert passage_of(leap) == passage_of(twin)


@given(lengths)
def test_usual_is_in_order_and_within_what_there_was(values: list[int]) -> None:
    known = usual(values)
    assert known is not None
    assert min(values) <= known.low <= known.middle <= known.high <= max(values)
    assert known.count == len(values)


def test_times_by_stage_and_by_turn_add_up() -> None:
    way = passage_of(finished(10, before=4, paused=5))
    assert way is not None
    assert by_turn([way]) == {Turn.APPLICANT: 9, Turn.VETTING_TEAM: 10}
    times = by_stage([way])
    assert {stage: known.middle for (_levels, stage), known in times.items()} == {
        S.INVITED: 4,
        S.SUBMITTED: 5,
        S.QUERY_RAISED: 5,
        S.IN_CHECKS: 5,
    }


def test_an_attempt_without_a_decision_is_no_passage() -> None:
    assert passage_of(case((S.SUBMITTED, START), (S.WITHDRAWN, ON))) is None
    assert passage_of(case((S.APPROVED, START))) is None


def test_a_recognition_is_compared_with_recognitions_alone() -> None:
    recognition = case((S.SUBMITTED, ON), pathway=Pathway.TRANSFER_RECOGNITION)
    assert compare(recognition, passages(*range(10, 30))) is None


def test_how_wrong_forecasts_were_is_counted() -> None:
    day = ON
    held = (day, add_working_days(day, 10), add_working_days(day, 4))
    late = (day, add_working_days(day, 10), add_working_days(day, 16))
    early = (add_working_days(day, 10), add_working_days(day, 20), add_working_days(day, 8))
    known = record_of([held, late, early, late])
    assert (known.count, known.inside, known.miss) == (4, 1, 6)
    assert is_working_day(day)
