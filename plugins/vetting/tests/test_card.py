"""Whose turn the home page says it is, where a case waits for the governor and not everybody may know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.sdk import today
from plugins.vetting.enums import Turn
from plugins.vetting.pages.card import turns_among

OLD, NEW = (today() - timedelta(days=60)).isoformat(), today().isoformat()
SECURITY, GOVERNOR = (Turn.PRISON_SECURITY.value,), (Turn.GOVERNOR.value,)
CASES = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=8)
"""Whether each waits for the governor, and whether for long."""


def row(number: int, *, late: bool, turn: Turn) -> dict[str, Any]:
    return {"id": str(number), "stageSince": OLD if late else NEW, "turn": turn.value}


def read(cases: list[tuple[bool, bool]], mine: tuple[str, ...]) -> dict[str, Any]:
    """Answer as the API does: stored, what waits for the governor waits for security."""
    stored = [row(place, late=late, turn=Turn.PRISON_SECURITY) for place, (_up, late) in enumerate(cases)]
    own = Turn.PRISON_SECURITY in mine

    def found(rows: list[dict[str, Any]]) -> dict[str, Any]:
        return {"totalCount": len(rows), "nodes": rows}

    return {
        "overdue": found([one for one in stored if own and one["stageSince"] == OLD]),
        "due": found([one for one in stored if own and one["stageSince"] == NEW]),
        "waiting": found([] if own else stored),
        "assessed": {
            "nodes": [row(n, late=late, turn=Turn.GOVERNOR) for n, (up, late) in enumerate(cases) if up]
        },
    }


@settings(max_examples=40)
@given(CASES)
def test_what_waits_for_the_governor_is_theirs_and_never_securitys(cases: list[tuple[bool, bool]]) -> None:
    handed_up = {str(place) for place, (up, _late) in enumerate(cases) if up}
    for mine, own in ((SECURITY, set(map(str, range(len(cases)))) - handed_up), (GOVERNOR, handed_up)):
        turns = turns_among(read(cases, mine), mine)
        assert {one["id"] for one in (*turns.overdue, *turns.due)} == own
        assert {one["id"] for one in turns.waiting} == set(map(str, range(len(cases)))) - own
        totals = (turns.overdue_total, turns.due_total, turns.waiting_total)
        assert totals == (len(turns.overdue), len(turns.due), len(turns.waiting))
        told = {one["turn"] for one in turns.waiting if one["id"] in handed_up}
        assert told <= {Turn.GOVERNOR.value}, "Security reads that the governor has it."


def test_who_may_not_know_is_told_no_more_than_before() -> None:
    data = read([(True, True), (False, False)], ())
    del data["assessed"]
    turns = turns_among(data, (Turn.COORDINATOR.value,))
    assert (turns.overdue, turns.due) == ((), ())
    assert [one["turn"] for one in turns.waiting] == [Turn.PRISON_SECURITY.value] * 2
