"""A day of many people in parts: everybody once, in order, trouble first, and no page of endless weight."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.sdk import entry
from plugins.rota.pages.gate_parts import ROWS_A_PAGE, day_part
from plugins.rota.rules.gate_lines import TROUBLE, ListState

A = entry.EntryAnswer
ANSWERS = st.lists(st.sampled_from(list(A)), max_size=3 * ROWS_A_PAGE)


def day(answers: list[A], state: ListState = ListState.CURRENT) -> dict[str, Any]:
    comers = [
        {"name": f"Robin {number}", "entrance": "East gate" if number < len(answers) // 2 else "Main gate"}
        | {"answer": answer.value}
        for number, answer in enumerate(answers)
    ]
    return {"state": state, "comers": comers}


@given(ANSWERS)
def test_everybody_is_on_one_part_in_the_order_of_the_list_and_trouble_before_all(answers: list[A]) -> None:
    found = day(answers)
    parts = [day_part(found, str(number + 1)) for number in range(day_part(found, "").count)]
    assert [one for part in parts for one in part.comers] == found["comers"]
    trouble = [one for part in parts for one in part.trouble]
    assert sorted(one["name"] for one in trouble) == sorted(
        one["name"] for one in found["comers"] if one["answer"] != A.YES
    )
    gravity = [TROUBLE[A(one["answer"])] for one in trouble]
    assert gravity == sorted(gravity)
    assert all(len(part.trouble) + len(part.comers) <= ROWS_A_PAGE for part in parts)
    in_trouble = [part.number for part in parts if part.trouble]
    with_comers = [part.number for part in parts if part.comers]
    assert not in_trouble or not with_comers or max(in_trouble) <= min(with_comers)


@given(ANSWERS)
def test_counts_are_of_the_whole_day_on_every_part(answers: list[A]) -> None:
    found = day(answers)
    for number in range(day_part(found, "").count):
        part = day_part(found, str(number + 1))
        assert sum(part.entrances.values()) == len(answers)
        assert part.in_trouble == sum(answer is not A.YES for answer in answers)


def test_a_part_that_is_none_is_the_nearest() -> None:
    found = day([A.YES] * (2 * ROWS_A_PAGE))
    assert [day_part(found, asked).number for asked in ("", "x", "²", "-1", "0", "2", "99")] == [
        *(1, 1, 1, 1, 1),
        *(2, 2),
    ]


def test_a_usual_day_is_one_page() -> None:
    assert day_part(day([A.NO] * (ROWS_A_PAGE // 2)), "").count == 1


def test_a_day_that_is_over_has_no_trouble_to_mend() -> None:
    part = day_part(day([A.NO, A.YES], ListState.DAY_OVER), "")
    assert (part.in_trouble, len(part.trouble), len(part.comers)) == (0, 0, 2)
