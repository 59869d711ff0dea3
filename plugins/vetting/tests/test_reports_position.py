"""The position adds up, hides what a reader may not know, and reads as sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.sdk import Role, reports
from plugins.vetting.enums import Pathway, Turn, VettingLevel, VettingStage
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.reports.position import CaseLine, Position, position_on
from plugins.vetting.reports.wording import position_document
from plugins.vetting.rules import CaseFacts, StageEvent
from plugins.vetting.tests.cases import COORDINATOR, ON, case_at, clearance

S = VettingStage
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def line(facts: CaseFacts, person: str = "Ffion Marlow", organisation: str | None = "Harbour") -> CaseLine:
    return CaseLine(facts=facts, policy=POLICY, person=person, organisation=organisation)


def in_checks(submitted: date, *, since: date | None = None, is_leap: bool = False) -> CaseFacts:
    sent = StageEvent(stage=S.SUBMITTED, on=submitted)
    return case_at(S.IN_CHECKS, since=since or submitted, earlier=[sent], is_leap=is_leap)


def active(ends: date | None, stage: VettingStage = S.ACTIVE) -> CaseFacts:
    return case_at(stage, clearances=[clearance(expires_on=ends)])


def position(*lines: CaseLine) -> Position:
    return position_on(lines, ON, POLICY)


def document(*lines: CaseLine) -> reports.ReportDocument:
    return position_document(position(*lines), COORDINATOR, prison_name="HMP Exeter", at=AT)


def table(made: reports.ReportDocument, caption: str) -> reports.Table:
    return next(one for one in made.tables if str(one.caption).startswith(caption))


LATE = in_checks(date(2026, 7, 1))
"""More than 60 working days before 2 November."""
ON_TIME = in_checks(date(2026, 10, 19))
PREPARED = case_at(S.DRAFT, since=date(2026, 10, 26))
CLEARED = case_at(
    S.ONBOARDING,
    since=date(2026, 10, 26),
    earlier=[StageEvent(stage=S.SUBMITTED, on=date(2026, 1, 5)), StageEvent(stage=S.APPROVED, on=ON)],
)


def test_every_open_case_is_counted_once_by_stage_and_by_turn() -> None:
    lines = [line(facts) for facts in (LATE, ON_TIME, PREPARED, CLEARED, active(None), case_at(S.REFUSED))]
    found = position(*lines)
    assert (found.open, found.over, found.coming_in, found.to_close) == (4, 1, 1, 1)
    assert [(stage, group.total) for stage, group in found.by_stage] == [
        (S.DRAFT, 1),
        (S.IN_CHECKS, 2),
        (S.ONBOARDING, 1),
    ]
    assert [(turn, group.total) for turn, group in found.by_turn] == [
        (Turn.COORDINATOR, 2),
        (Turn.VETTING_TEAM, 2),
    ]


def test_target_runs_only_between_submission_and_decision() -> None:
    found = position(*(line(facts) for facts in (LATE, ON_TIME, PREPARED, CLEARED)))
    groups = dict(found.by_stage)
    assert [(groups[S.IN_CHECKS].over, groups[S.IN_CHECKS].within, groups[S.IN_CHECKS].untimed)] == [
        (1, 1, 0)
    ]
    assert groups[S.DRAFT].untimed == groups[S.ONBOARDING].untimed == 1


def test_last_day_of_the_target_is_still_within() -> None:
    sixty = in_checks(date(2026, 8, 7))
    (wait,) = position(line(sixty)).waits
    assert wait.for_decision == 60
    assert not wait.is_over
    (later,) = position_on([line(sixty)], ON + timedelta(days=1), POLICY).waits
    assert later.is_over


def test_longest_wait_comes_first() -> None:
    found = position(line(PREPARED, "Short"), line(LATE, "Long"), line(ON_TIME, "Middle"))
    assert [wait.line.person for wait in found.waits] == ["Long", "Middle", "Short"]


@pytest.mark.parametrize(
    ("days", "counts"), [(0, (1, 1, 1)), (30, (1, 1, 1)), (31, (0, 1, 1)), (180, (0, 0, 1))]
)
def test_end_is_counted_in_every_period_it_lies_in(days: int, counts: tuple[int, int, int]) -> None:
    found = position(line(active(ON + timedelta(days=days))))
    assert tuple(len(found.ending_within(period)) for period in (30, 90, 180)) == counts


def test_end_that_is_past_far_off_or_of_nobody_coming_in_is_not_counted() -> None:
    facts = [
        active(ON - timedelta(days=1)),
        active(ON + timedelta(days=181)),
        active(None),
        active(ON + timedelta(days=5), S.EXPIRED),
    ]
    assert position(*(line(each) for each in facts)).endings == ()


def test_renewed_clearance_ends_when_the_new_one_does() -> None:
    renewed = case_at(
        S.ACTIVE,
        clearances=[
            clearance(expires_on=ON + timedelta(days=20)),
            clearance(expires_on=ON + timedelta(days=900)),
        ],
    )
    assert position(line(renewed)).endings == ()


def test_whoever_only_a_list_calls_cleared_is_counted_apart() -> None:
    ends = ON + timedelta(days=60)
    by_list = case_at(S.APPROVED, clearances=[replace(clearance(expires_on=ends), is_confirmed=False)])
    confirmed = case_at(S.APPROVED, clearances=[clearance(expires_on=ends)])
    on_record = [
        replace(line(case), decided_here=False) for case in (by_list, confirmed, case_at(S.APPROVED))
    ]
    lines = (*on_record, line(active(ends)))
    found = position(*lines)
    assert (found.coming_in, found.unconfirmed) == (4, 2)
    sentence = "2 more people come in on a spreadsheet's word alone. Security has not confirmed it."
    assert sentence in [str(part) for part in document(*lines).summary]


def test_suspended_person_is_not_coming_in() -> None:
    assert position(line(active(None, S.SUSPENDED))).coming_in == 0


def test_lived_experience_case_shows_as_any_decision() -> None:
    for stage in (S.LEAP_RISK_ASSESSMENT, S.GOVERNOR_DECISION):
        hidden = replace(case_at(stage), is_leap=True, pathway=Pathway.STANDARD)
        made = document(line(hidden))
        words = repr([str(cell) for found in made.tables for row in found.checked_rows() for cell in row])
        assert "Waiting for a decision" in words
        assert "ived experience" not in words + repr([str(part) for part in made.summary])
        assert position(line(hidden)).by_turn[0][0] is Turn.PRISON_SECURITY


def test_refused_person_is_named_nowhere() -> None:
    made = document(line(case_at(S.REFUSED), "Ewan Refused"), line(PREPARED))
    cells = [str(cell) for found in made.tables for row in found.checked_rows() for cell in row]
    assert not [cell for cell in cells if "Ewan" in cell]
    assert "1 case has ended and is still to be closed." in [str(part) for part in made.summary]


def test_sentences_and_key_numbers_say_what_the_tables_hold() -> None:
    made = document(*(line(facts) for facts in (LATE, ON_TIME, PREPARED, active(ON + timedelta(days=60)))))
    assert [(number.value, str(number.label)) for number in made.key_numbers] == [
        (3, "cases in progress"),
        (1, "over the target of 60 working days"),
        (1, "people whose clearance ends within 90 days"),
        (1, "people cleared and coming in"),
        (0, "people coming in on a spreadsheet's word, not confirmed by security"),
    ]
    assert [str(sentence) for sentence in made.summary] == [
        "1 case has waited longer than the target of 60 working days: 87 by now.",
        "The largest share, 2 of 3, waits for: HMPPS vetting team.",
        "Clearances end for 0 people in the next 30 days, 1 in 90 and 1 in 180.",
    ]
    stages = list(table(made, "Cases in progress by stage").checked_rows())
    assert [[str(cell) for cell in row] for row in stages] == [
        ["Being prepared", "0", "0", "1", "1", "5"],
        ["With the vetting team", "1", "1", "0", "2", "87"],
        ["All", "1", "1", "1", "3", "87"],
    ]


def test_longest_waits_are_listed_and_no_more_than_fifteen() -> None:
    made = document(*(line(in_checks(date(2026, 7, 1)), f"Person {number:02}") for number in range(20)))
    waits = table(made, "The 15 longest waits")
    rows = list(waits.checked_rows())
    assert len(rows) == 15
    assert [str(cell) for cell in rows[0]] == [
        "Person 00",
        "Harbour",
        "With the vetting team",
        "HMPPS vetting team",
        "87",
        "87",
        str(reports.Marker.NOT_APPLICABLE),
    ]


def test_a_wait_says_between_which_days_its_decision_was_forecast() -> None:
    sent, prepared = line(ON_TIME, "Sent"), line(PREPARED, "Prepared")
    days = (date(2026, 11, 30), date(2026, 12, 18))
    made = document(replace(sent, forecast=days), replace(prepared, forecast=days))
    told = {str(row[0]): str(row[-1]) for row in table(made, "The 2 longest waits").checked_rows()}
    assert told["Sent"] == "30 November 2026 to 18 December 2026"
    assert told["Prepared"] == str(reports.Marker.NOT_APPLICABLE), "It waits for no decision yet."
    same = document(replace(sent, forecast=(days[0], days[0])))
    assert [str(row[-1]) for row in table(same, "The longest wait").checked_rows()] == ["30 November 2026"]


def test_prison_without_cases_has_a_report_too() -> None:
    made = document()
    assert [str(sentence) for sentence in made.summary] == [
        "No case is over the target of 60 working days.",
        "Nobody's clearance ends in the next 180 days.",
    ]
    assert not [
        block for section in made.sections for block in section.blocks if isinstance(block, reports.Figure)
    ]


def test_person_without_an_organisation_is_listed_as_such() -> None:
    made = document(line(PREPARED, organisation=None))
    (row,) = table(made, "The longest wait").checked_rows()
    assert str(row[1]) == "No organisation"


def test_old_records_without_dates_never_stop_the_report() -> None:
    undated = case_at(
        S.ACTIVE, clearances=[clearance(VettingLevel.LEGACY_STANDARD, granted_on=None, expires_on=None)]
    )
    assert document(line(undated)).key_numbers[3].value == 1


def test_report_is_marked_sensitive_and_signed() -> None:
    made = document()
    assert made.classification is reports.Classification.OFFICIAL_SENSITIVE
    assert made.produced_by == COORDINATOR.name
    assert Role.COORDINATOR in COORDINATOR.roles


def test_people_whom_the_records_call_cleared_come_in_and_wait_for_nobody() -> None:
    cleared = case_at(S.APPROVED, clearances=[clearance(expires_on=ON + timedelta(days=20))])
    on_record = replace(line(cleared), decided_here=False)

    found = position(on_record, line(cleared, person="Decided Here"))

    assert (found.open, found.coming_in) == (1, 1)
    assert [ending.line for ending in found.endings] == [on_record]
