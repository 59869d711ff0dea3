"""What differs between two answers that should be one, and what always does."""

from __future__ import annotations

import re

import httpx

Plain = tuple[int, list[tuple[str, str]], str]
PASSING = frozenset({"x-correlation-id", "date", "connection", "set-cookie"})
"""Headers of this one answer: its own name, its moment, its session's id, and whether the line stays open."""
FORM_TOKEN = re.compile(r'(name="(?:csrf_token|form_owner)" value=")[^"]*')
"""Look different on every page: one so that a compressed page does not betray it, the other by the time."""
PRINTED = re.compile(r"\bat \d\d:\d\d by\b")
"""The line that stands on paper says the minute, which may pass between two answers."""


def plain(answer: httpx.Response, *ids: str) -> Plain:
    """Return an answer without what differs each time; `ids` are those it was asked for."""
    headers = [(name, value) for name, value in answer.headers.multi_items() if name not in PASSING]
    text = steady(answer.text)
    for one in ids:
        text = text.replace(one, "<id>")
    return answer.status_code, headers, text


def steady(text: str) -> str:
    """Take out of a page what differs each time it is drawn."""
    return PRINTED.sub("at <minute> by", FORM_TOKEN.sub(r"\1", text))


def parting(one: object, other: object) -> str:
    """Show where two answers part; empty when they do not."""
    left, right = str(one), str(other)
    if left == right:
        return ""
    pairs = enumerate(zip(left, right, strict=False))
    place = next((index for index, (a, b) in pairs if a != b), min(len(left), len(right)))
    here = slice(max(0, place - 80), place + 120)
    return f"{left[here]!r} / {right[here]!r}"
