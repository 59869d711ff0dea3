"""How a cell with a bar is drawn: the eye must see what the words say."""

from __future__ import annotations

import re

import pytest

from core.pages import Bar, Share
from frontend_api.pages.cell_html import cell

METER = re.compile(
    r'<meter aria-hidden="true" min="0" max="([\d.]+)"(?: high="([\d.]+)" optimum="0")? value="([\d.]+)">'
)


@pytest.mark.parametrize(("value", "whole", "filled"), [(0, 7, 0), (3.5, 7, 0.5), (7, 7, 1), (0, 0, 0)])
def test_share_fills_as_much_of_its_bar_as_it_is_of_the_whole(
    value: float, whole: float, filled: float
) -> None:
    found = METER.search(cell(Share(value, whole, "so much")))
    assert found
    assert found[2] is None, "no share is over anything"
    assert float(found[3]) / float(found[1]) == filled


def test_target_stands_in_the_middle_of_its_bar() -> None:
    found = METER.search(cell(Bar(10, 10, "10 working days")))
    assert found
    assert float(found[3]) / float(found[1]) == 0.5
    assert "gh-bar--over" not in cell(Bar(10, 10, "10 working days"))
    assert "gh-bar--over" in cell(Bar(11, 10, "11 working days"))
