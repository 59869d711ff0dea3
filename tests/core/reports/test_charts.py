"""Charts: the same every time, legible without colour, safe inside a page."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from core.reports.cells import Kind, Row
from core.reports.charts import ON_SHADES, SHADES, draw_chart
from core.reports.document import BarChart, Column, Figure, Table
from tests.core.reports.samples import stage_figure

SVG = "{http://www.w3.org/2000/svg}"


def chart_of(*rows: Row) -> Element:
    table = Table(caption="Cases", columns=(Column("Stage"), Column("Cases", Kind.INTEGER)), rows=rows)
    svg = draw_chart(
        Figure(chart=BarChart(values=(1,), axis="Number of cases"), table=table, summary="So many."),
    )
    assert svg is not None
    parsed: Element = fromstring(svg)
    return parsed


def words(root: Element) -> list[str]:
    return [" ".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def bars(root: Element) -> list[Element]:
    return [path for path in root.iter(f"{SVG}path") if path.get("fill") in SHADES]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_same_figure_gives_the_same_picture() -> None:
    assert draw_chart(stage_figure()) == draw_chart(stage_figure())


def test_neighbouring_shades_differ_without_colour() -> None:
    assert all(contrast(one, other) >= 3 for one, other in pairwise(SHADES))


def test_figures_on_shades_can_be_read() -> None:
    assert all(contrast(ink, shade) >= 4.5 for ink, shade in zip(ON_SHADES, SHADES, strict=True))


def test_every_figure_is_printed_beside_its_bar() -> None:
    svg = draw_chart(stage_figure())
    assert svg is not None
    found = words(fromstring(svg))
    assert {"Number of cases", "Within target", "Over target", "22", "14", "36", "7", "4"} <= set(found)
    assert "33" not in found, "the total is no bar"


def test_chart_is_one_image_with_one_description() -> None:
    svg = draw_chart(stage_figure())
    assert svg is not None
    root = fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Most cases are with the vetting team.")
    assert [element for element in root.iter() if element.get("role")] == [root]


def test_chart_needs_nothing_a_strict_page_forbids() -> None:
    svg = draw_chart(stage_figure())
    assert svg is not None
    for element in fromstring(svg).iter():
        assert element.tag.removeprefix(SVG) in {"svg", "g", "path", "line", "rect", "text", "tspan"}
        assert not {"style", "class", "id", "onload"} & set(element.attrib)


def test_markup_and_accents_in_labels_stay_words() -> None:
    root = chart_of(("<script>alert(1)</script> & Ŵŷ", 3))
    assert "<script>alert(1)</script>" in "".join(words(root))
    assert "& Ŵŷ" in "".join(words(root))
    assert not list(root.iter(f"{SVG}script"))


def test_rows_of_one_name_keep_a_bar_each() -> None:
    assert len(bars(chart_of(("Waiting", 3), ("Waiting", 5)))) == 2


def test_long_labels_are_wrapped_and_then_cut() -> None:
    label = next(text for text in words(chart_of(("word " * 40, 3))) if "word" in text)
    assert label.endswith("…")
    assert len(label) < 90


def test_nothing_to_draw_is_no_picture() -> None:
    figure = stage_figure()
    assert draw_chart(replace(figure, table=replace(figure.table, rows=[]))) is None


def test_all_zero_is_still_a_picture() -> None:
    assert words(chart_of(("Waiting", 0))).count("0") == 1


def test_numbers_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        chart_of(("Waiting", -1))


def test_more_bars_than_a_page_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 24 bars"):
        chart_of(*((f"Stage {number}", number) for number in range(25)))
