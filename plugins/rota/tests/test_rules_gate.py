"""The laws of the gate: codes, what is told, what is typed back, and lost time that adds up."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sdk import entry
from plugins.rota.enums import FrictionCause, SessionOutcome, VisitOutcome
from plugins.rota.rules.gate_codes import DIGITS, LETTERS, as_code, new_codes
from plugins.rota.rules.gate_friction import PRISON_CAUSES, Loss, SessionFacts, losses_of
from plugins.rota.rules.gate_hours import LostTime, hours_lost, hours_words, months_between
from plugins.rota.rules.gate_lines import ListState, compare_lists, gate_words, state_of_list, told_answer
from plugins.rota.rules.gate_sheet import SheetEntry, Unreadable, as_typed, field_of, read_entry

DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))
TIMES = st.times(time(0), time(23, 59)).map(lambda moment: moment.replace(second=0, microsecond=0))
A = entry.EntryAnswer


@given(DAYS, st.integers(0, 1200), st.data())
def test_codes_are_short_unique_and_of_signs_that_cannot_be_mistaken(
    day: date, count: int, data: st.DataObject
) -> None:
    taken = set(new_codes(day, (), data.draw(st.integers(0, 60))))
    codes = new_codes(day, taken, count)
    assert len(set(codes)) == count
    assert not taken & set(codes)
    assert all(2 <= len(code) <= 4 for code in codes)
    assert set("".join(codes)) <= set(LETTERS + DIGITS)
    assert not set("01258BGILOQSUVZAE") & set(LETTERS + DIGITS)
    assert codes == new_codes(day, taken, count)


def test_day_has_thousands_of_codes_and_then_says_so() -> None:
    day = date(2026, 3, 3)
    assert len(set(new_codes(day, (), 980 + 4900))) == 980 + 4900
    with pytest.raises(ValueError, match="not so many codes"):
        new_codes(day, (), 980 + 4901)


def test_codes_of_two_days_begin_elsewhere() -> None:
    day = date(2026, 3, 3)
    assert not set(new_codes(day, (), 20)) & set(new_codes(day + timedelta(days=1), (), 20))
    assert as_code(" k4 p ") == "K4P"


def test_session_that_needs_an_escort_never_makes_a_no_a_yes() -> None:
    for answer, needed in product(A, (True, False)):
        told = told_answer(answer, escort_needed=needed)
        assert (told is A.NO) == (answer is A.NO)
        assert (told is A.YES) == (answer is A.YES and not needed)
        assert str(gate_words(told))


LISTS = st.dictionaries(st.integers(0, 30), st.sampled_from([one.value for one in A]))


@given(LISTS, LISTS)
def test_changes_lead_from_what_was_told_to_what_is_so(told: dict[int, str], now: dict[int, str]) -> None:
    changes = compare_lists(told, now)
    made = {key: answer for key, answer in told.items() if key not in changes.dropped}
    made |= {key: now[key] for key in changes.added | changes.changed}
    assert made == now
    assert changes.count == len(changes.added) + len(changes.changed) + len(changes.dropped)
    assert compare_lists(made, now).count == 0


def test_list_made_yesterday_is_out_of_date_today() -> None:
    day = date(2026, 3, 3)
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    assert state_of_list(day, day, day) is ListState.CURRENT
    assert state_of_list(day, before, day) is ListState.MADE_BEFORE
    assert state_of_list(after, day, day) is ListState.CURRENT
    assert state_of_list(after, before, day) is ListState.MADE_BEFORE
    assert state_of_list(day, day, after) is ListState.DAY_OVER


@pytest.mark.parametrize("typed", ["0915", "915", "9.15", "9:15", "9h15", " 09 15 ", "09:15"])
def test_time_is_read_as_people_write_it(typed: str) -> None:
    assert read_entry("K4P", typed, "") == SheetEntry(outcome=VisitOutcome.CAME, arrived_at=time(9, 15))


@pytest.mark.parametrize(
    ("arrived", "left", "box"),
    [
        ("2515", "", "in"),
        ("9.75", "", "in"),
        ("x", "", "in"),
        ("t9", "", "in"),
        ("0915", "soon", "out"),
        ("0915", "0900", "out"),
        ("", "1100", "in"),
        ("d", "1100", "out"),
        ("t", "1100", "out"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_box(arrived: str, left: str, box: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_entry("K4P", arrived, left)
    [error] = raised.value.errors
    assert error.field == field_of("K4P", box)
    assert str(error).startswith("K4P: ")


ENTRIES = st.one_of(
    st.just(SheetEntry()),
    st.just(SheetEntry(outcome=VisitOutcome.DID_NOT_COME)),
    st.builds(
        SheetEntry,
        outcome=st.just(VisitOutcome.TURNED_AWAY),
        cause=st.sampled_from(
            [
                FrictionCause.TURNED_AWAY,
                FrictionCause.NO_ESCORT,
                FrictionCause.NO_SPACE,
                FrictionCause.REGIME_CHANGE,
            ]
        ),
    ),
    st.tuples(TIMES, st.one_of(st.none(), TIMES)).map(
        lambda pair: SheetEntry(
            outcome=VisitOutcome.CAME,
            arrived_at=min(pair[0], pair[1] or pair[0]),
            left_at=max(pair[0], pair[1]) if pair[1] else None,
        )
    ),
)


@given(ENTRIES)
def test_sheet_shown_and_typed_again_is_the_same(known: SheetEntry) -> None:
    assert read_entry("K4P", *as_typed(known)) == known


def facts(outcome: SessionOutcome | None = None, **more: Any) -> SessionFacts:
    known = {"late_minutes": None, "expected": 4} | more
    return SessionFacts(starts_at=time(14), ends_at=time(16), outcome=outcome, **known)


def test_session_cancelled_by_the_prison_is_lost_whole_and_once() -> None:
    stood = ((VisitOutcome.TURNED_AWAY, FrictionCause.NO_ESCORT), (VisitOutcome.DID_NOT_COME, None))
    cancelled = facts(SessionOutcome.CANCELLED_PRISON, visits=stood, late_minutes=30)
    assert losses_of(cancelled) == [Loss(FrictionCause.CANCELLED_PRISON, 120, 4)]
    assert losses_of(facts(SessionOutcome.CANCELLED_OTHER, visits=stood)) == []


def test_late_start_is_lost_by_those_who_came() -> None:
    came = ((VisitOutcome.CAME, None),) * 3 + ((VisitOutcome.DID_NOT_COME, None),)
    assert losses_of(facts(visits=came, late_minutes=20)) == [
        Loss(FrictionCause.LATE_UNLOCK, 20, 3),
        Loss(FrictionCause.NO_SHOW, 120, 1),
    ]
    assert losses_of(facts(visits=came, late_minutes=500))[0].minutes == 120


VISITS = st.lists(
    st.sampled_from(
        [
            (None, None),
            (VisitOutcome.CAME, None),
            (VisitOutcome.DID_NOT_COME, None),
            (VisitOutcome.TURNED_AWAY, FrictionCause.NO_ESCORT),
            (VisitOutcome.TURNED_AWAY, None),
        ]
    ),
    max_size=12,
).map(tuple)


@given(
    st.one_of(st.none(), st.sampled_from(list(SessionOutcome))),
    VISITS,
    st.integers(0, 12),
    st.one_of(st.none(), st.integers(1, 120)),
)
def test_nobody_loses_more_than_the_whole_session(
    outcome: SessionOutcome | None,
    visits: tuple[tuple[VisitOutcome | None, FrictionCause | None], ...],
    expected: int,
    late: int | None,
) -> None:
    found = losses_of(facts(outcome, visits=visits, expected=expected, late_minutes=late))
    assert sum(loss.person_minutes for loss in found) <= 120 * max(expected, len(visits))
    assert len({loss.cause for loss in found}) == len(found)
    assert all(loss.minutes > 0 and loss.people > 0 for loss in found)


LOST = st.lists(
    st.builds(
        LostTime,
        cause=st.sampled_from(list(FrictionCause)),
        service_id=st.sampled_from(["1", "2", "3"]),
        service=st.just("Mentoring"),
        wings=st.sampled_from([(), ("A",), ("B", "A")]),
        month=st.sampled_from([date(2026, 1, 1), date(2026, 2, 1)]),
        minutes=st.integers(1, 5000),
    )
)


@given(LOST)
def test_parts_always_make_the_whole(rows: list[LostTime]) -> None:
    sides = [hours_lost(rows, by_prison=by_prison) for by_prison in (True, False)]
    for side in sides:
        for parts in (side.by_cause, side.by_service, side.by_wing, side.by_month):
            assert sum(share.minutes for share in parts) == side.minutes
            assert len({share.key for share in parts}) == len(parts)
    assert sum(side.minutes for side in sides) == sum(row.minutes for row in rows)


@given(LOST)
def test_what_organisations_lost_is_never_counted_as_the_prisons(rows: list[LostTime]) -> None:
    prison, others = hours_lost(rows, by_prison=True), hours_lost(rows, by_prison=False)
    assert {share.key for share in prison.by_cause} <= {cause.value for cause in PRISON_CAUSES}
    assert {share.key for share in others.by_cause} <= {"NO_SHOW", "CANCELLED_PROVIDER"}


@given(st.integers(0, 600_000))
def test_hours_say_every_minute(minutes: int) -> None:
    words = hours_words(minutes).replace(",", "").split()
    parts = dict(zip(words[1::2], map(int, words[::2]), strict=True))
    assert parts.get("h", 0) * 60 + parts.get("min", 0) == minutes


def test_months_between_two_days_are_all_of_them() -> None:
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
