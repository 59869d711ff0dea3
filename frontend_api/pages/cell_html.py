"""Typed values as HTML. In Python, because a list page writes hundreds of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Day  # noqa: N812 -- `date` is the name of a cell here
from typing import Any

from markupsafe import Markup, escape

from core import clock
from core.pages.addresses import Href, may_open
from core.pages.cells import Bar, Cell, Date, Link, Number, Share, Stack, Tag, Words
from core.pages.dates import distance, long_date
from core.translation import Text

EMPTY = Markup()


def cell(value: Cell) -> Markup:
    """Write any cell."""
    return WRITERS[value.kind](value)


def link(text: Text, href: Href) -> Markup:
    """Write a link, or its words alone for a viewer who may not follow it."""
    if not may_open(href):
        return escape(text)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(href, text)


def date(day: Day, *, near: bool = True) -> Markup:
    """Write a day, and how far away it is."""
    said = Markup('<time datetime="{}">{}</time>').format(day.isoformat(), long_date(day))
    if not near:
        return said
    return said + Markup(' <span class="gh-near">({})</span>').format(distance(day, clock.today()))


def _words(value: Words) -> Markup:
    text = (
        Markup('<span lang="{}">{}</span>').format(value.lang, value.text)
        if value.lang
        else escape(value.text)
    )
    return text + _hint(value.hint)


def _hint(hint: Text) -> Markup:
    return Markup('<div class="gh-hint">{}</div>').format(hint) if hint else EMPTY


def _link(value: Link) -> Markup:
    return link(value.text, value.href) + _hint(value.hint)


def _tag(value: Tag) -> Markup:
    said = Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>').format(
        value.colour.value, value.text
    )
    return said + _hint(value.hint)


def _date(value: Date) -> Markup:
    day = value.day
    return escape(value.empty) if day is None else date(day, near=value.near)


def _number(value: Number) -> Markup:
    if value.value is None:
        return escape(value.empty)
    figure = f"{value.value:,}"
    said = link(figure, value.href) if value.href is not None else escape(figure)
    return said + Markup(" {}").format(value.unit) if value.unit else said


def _bar(value: Bar) -> Markup:
    # The words say it all; the meter is for the eye, so assistive technology hears it once.
    meter = Markup(
        '<meter aria-hidden="true" min="0" max="{}" high="{}" optimum="0" value="{}"></meter>',
    ).format(max(value.target * 2, 1), value.target, value.value)
    over = " gh-bar--over" if value.over else ""
    return Markup('<span class="gh-bar{}">{}{}</span>').format(over, value.text, meter)


def _share(value: Share) -> Markup:
    meter = Markup('<meter aria-hidden="true" min="0" max="{}" value="{}"></meter>')
    return Markup('<span class="gh-bar">{}{}</span>').format(
        value.text, meter.format(max(value.whole, 1), value.value)
    )


def _stack(value: Stack) -> Markup:
    return EMPTY.join(Markup('<div class="gh-stacked">{}</div>').format(cell(one)) for one in value.cells)


WRITERS: dict[str, Callable[[Any], Markup]] = {
    Words.kind: _words,
    Link.kind: _link,
    Tag.kind: _tag,
    Date.kind: _date,
    Number.kind: _number,
    Bar.kind: _bar,
    Share.kind: _share,
    Stack.kind: _stack,
}
