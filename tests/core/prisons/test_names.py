"""Prisons are called as people call them."""

from __future__ import annotations

import pytest

from core.prisons.names import spoken_name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Northmoor (HMP)", "HMP Northmoor"),
        ("Northmoor (HMP & YOI)", "HMP & YOI Northmoor"),
        ("Northmoor (West) (HMYOI)", "HMYOI Northmoor (West)"),
        ("Ghost Holding Establishment", "Ghost Holding Establishment"),
        ("Northmoor (closed)", "Northmoor (closed)"),
    ],
)
def test_name_is_turned_round_only_in_the_registers_form(written: str, said: str) -> None:
    assert spoken_name(written) == said
