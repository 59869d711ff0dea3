"""A time of day is read however people type it, and what is none is not guessed at."""

from __future__ import annotations

from datetime import time

import pytest

from core.pages.times import as_time


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("14", time(14)),
        ("2pm", time(14)),
        ("2:15 PM", time(14, 15)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("14:00pm", time(14)),
    ],
)
def test_time_is_read_however_it_is_typed(typed: str, read: time) -> None:
    assert as_time(typed) == read


@pytest.mark.parametrize("typed", ["", "25:00", "9:60", "9:5", "noon", "2 in the afternoon", "12345"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert as_time(typed) is None
