"""Charts as SVG, the same picture for page and paper: Vega-Lite, colour-blind safe and clear in greyscale."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert
from defusedxml.ElementTree import fromstring

from core.reports.cells import Kind, Marker, Row, cell_in_words, clean_text
from core.reports.document import MOST_BARS, Figure

SHADES = ("#0f3759", "#33998f", "#fff4d6")
"""Dark, middle and light: neighbours differ by 3:1 (WCAG 2.2 1.4.11), so they survive a greyscale printer."""
ON_SHADES = ("#ffffff", "#0b0c0c", "#0b0c0c")
INK = "#0b0c0c"
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
FONT_SIZE = 13
GUTTER = 190
PLOT_WIDTH = 400
LABEL_LETTERS = 26
LABEL_LINES = 3
BAR_STEP = 32
BAR_HEIGHT = 21
LINE_HEIGHT = 15
NARROWEST_LABELLED = 22
VEGALITE = "6.4"
SVG = "http://www.w3.org/2000/svg"
NOISE = frozenset({"class", "role", "pointer-events", "version"})

ET.register_namespace("", SVG)


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of one bar, already laid end to end, with the words to print in it."""

    category: str
    series: int
    start: float
    end: float
    words: str

    def as_datum(self, series: Sequence[str], largest: float) -> dict[str, str | float]:
        wide = (self.end - self.start) / largest * PLOT_WIDTH >= NARROWEST_LABELLED
        return {
            "category": self.category,
            "series": series[self.series],
            "start": self.start,
            "end": self.end,
            "middle": (self.start + self.end) / 2,
            "inside": self.words if wide else "",
            "ink": ON_SHADES[self.series],
        }


def draw_chart(figure: Figure) -> str | None:
    """Return the figure's chart as SVG, or None when its table has no row to draw."""
    rows = list(figure.table.checked_rows(with_total=False))
    if not rows:
        return None
    if len(rows) > MOST_BARS:
        raise ValueError(f"{figure.table.caption}: a chart shows at most {MOST_BARS} bars, not {len(rows)}")
    bars = [tuple(_segments(figure, number, row)) for number, row in enumerate(rows)]
    specification = _specification(figure, bars)
    svg = vl_convert.vegalite_to_svg(specification, vl_version=VEGALITE, allowed_base_urls=[])
    return _quiet_svg(svg, clean_text(figure.summary))


def _segments(figure: Figure, number: int, row: Row) -> Iterator[Segment]:
    """Yield the bar of one row; empty cells and markers take no room."""
    chart, columns = figure.chart, figure.table.columns
    label = cell_in_words(row[chart.category], columns[chart.category].kind)
    # The row's number keeps two rows of the same name apart; the axis prints what follows the first line.
    lines = textwrap.wrap(label, LABEL_LETTERS, max_lines=LABEL_LINES, placeholder=" …")
    category = "\n".join([str(number), *(lines or [""])])
    start = 0.0
    for series, index in enumerate(chart.values):
        cell = row[index]
        size = 0.0 if cell is None or isinstance(cell, Marker) else float(str(cell))
        if size < 0:
            raise ValueError(f"{figure.table.caption}: a bar cannot show a number below zero")
        yield Segment(category, series, start, start + size, cell_in_words(cell, columns[index].kind))
        start += size


def _specification(figure: Figure, bars: Sequence[Sequence[Segment]]) -> dict[str, Any]:
    """Return the Vega-Lite specification: bars, figures inside them where they are stacked, figures after."""
    names = [clean_text(figure.table.columns[index].heading) for index in figure.chart.values]
    largest = max(bar[-1].end for bar in bars) or 1.0
    lines = max(bar[0].category.count("\n") for bar in bars)
    layers = [_bars(names), _inner_labels(), _end_labels(figure, bars)]
    return {
        "data": {"values": [segment.as_datum(names, largest) for bar in bars for segment in bar]},
        "encoding": {"y": _category_axis([bar[0].category for bar in bars])},
        "layer": layers if len(names) > 1 else [layers[0], layers[2]],
        "resolve": {"scale": {"color": "independent"}},
        "title": {"text": clean_text(figure.chart.axis), "anchor": "start", "frame": "bounds", "offset": 8},
        "width": PLOT_WIDTH,
        "height": {"step": max(BAR_STEP, LINE_HEIGHT * lines + 4)},
        "padding": {"left": 4, "top": 4, "right": 70, "bottom": 4},
        "background": "#ffffff",
        "config": {
            "font": FONT,
            "axis": {"labelFontSize": FONT_SIZE, "labelColor": INK, "domainColor": INK},
            "title": {"fontSize": FONT_SIZE, "fontWeight": "normal", "color": INK},
            "legend": {"labelFontSize": FONT_SIZE, "labelColor": INK, "labelLimit": 0, "symbolSize": 180},
            "text": {"fontSize": FONT_SIZE, "baseline": "middle"},
            "view": {"stroke": None},
        },
    }


def _category_axis(categories: Sequence[str]) -> dict[str, Any]:
    return {
        "field": "category",
        "type": "nominal",
        "sort": list(categories),
        "axis": {
            "title": None,
            "labelExpr": "slice(split(datum.value, '\\n'), 1)",
            "labelLimit": GUTTER,
            "labelLineHeight": LINE_HEIGHT,
            "labelPadding": 8,
            # Vega hangs a label of several lines from its first: lift it to the middle of the bar.
            "labelOffset": {
                "condition": [
                    {
                        "test": f"length(split(datum.value, '\\n')) == {lines + 1}",
                        "value": -LINE_HEIGHT * (lines - 1) / 2,
                    }
                    for lines in range(2, LABEL_LINES + 1)
                ],
                "value": 0,
            },
            "minExtent": GUTTER,
            "maxExtent": GUTTER,
            "ticks": False,
        },
    }


def _along(field: str, **more: Any) -> dict[str, Any]:
    """Return a channel that measures along the bar; the figures are printed, so it needs no axis."""
    return {"field": field, "type": "quantitative", "axis": None, **more}


def _bars(names: Sequence[str]) -> dict[str, Any]:
    legend = {"orient": "top", "direction": "horizontal", "title": None}
    return {
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": BAR_HEIGHT},
        "encoding": {
            "x": _along("start", scale={"zero": True, "nice": False}),
            "x2": {"field": "end"},
            "color": {
                "field": "series",
                "type": "nominal",
                "scale": {"domain": list(names), "range": list(SHADES[: len(names)])},
                "legend": legend if len(names) > 1 else None,
            },
        },
    }


def _inner_labels() -> dict[str, Any]:
    return {
        "mark": "text",
        "encoding": {
            "x": _along("middle"),
            "text": {"field": "inside"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _end_labels(figure: Figure, bars: Sequence[Sequence[Segment]]) -> dict[str, Any]:
    kind = figure.table.columns[figure.chart.values[0]].kind
    return {
        "data": {
            "values": [
                {"category": bar[0].category, "end": bar[-1].end, "words": _end_words(bar, kind)}
                for bar in bars
            ],
        },
        "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold", "color": INK},
        "encoding": {"x": _along("end"), "text": {"field": "words"}},
    }


def _end_words(bar: Sequence[Segment], kind: Kind) -> str:
    """Return what stands at the end of a bar: its own figure or marker, or the sum of its segments."""
    if len(bar) == 1:
        return bar[0].words
    total = bar[-1].end
    return cell_in_words(round(total) if kind is Kind.INTEGER else total, kind)


def _quiet_svg(svg: str, summary: str) -> str:
    """Return the SVG as one image with one description, without Vega's own roles, labels and classes."""
    root = fromstring(svg)
    for parent in root.iter():
        for child in list(parent):
            if child.get("class") in {"background", "foreground"}:
                parent.remove(child)
    for element in root.iter():
        for name in [name for name in element.attrib if name in NOISE or name.startswith("aria-")]:
            del element.attrib[name]
    root.set("role", "img")
    root.set("aria-label", summary)
    return ET.tostring(root, encoding="unicode")
