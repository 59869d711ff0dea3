"""What differs between two answers that should be one, and what always does."""

from __future__ import annotations

import re

import httpx

Plain = tuple[int, list[tuple[str, str]], str]
PASSING = frozenset({"x-correlation-id", "date", "connection", "set-cookie"})
"""Headers of this one answer: its own name, its moment, its session's id, and whether the line stays open."""
FORM_TOKEN = re.compile(r'(name="csrf_token" value=")[^"]*')
"""Looks different on every page, so that a compressed page does not betray it."""


def plain(answer: httpx.Response, *ids: str) -> Plain:
    """Return an answer without what differs each time; `ids` are those it was asked for."""
    headers = [(name, value) for name, value in answer.headers.multi_items() if name not in PASSING]
    text = FORM_TOKEN.sub(r"\1", answer.text)
    for one in ids:
        text = text.replace(one, "<id>")
    return answer.status_code, headers, text


def parting(one: object, other: object) -> str:
    """Show where two answers part; empty when they do not."""
    left, right = str(one), str(other)
    if left == right:
        return ""
    pairs = enumerate(zip(left, right, strict=False))
    place = next((index for index, (a, b) in pairs if a != b), min(len(left), len(right)))
    here = slice(max(0, place - 80), place + 120)
    return f"{left[here]!r} / {right[here]!r}"
