"""Minutes on paper in words: sections, what was left out, what was corrected, as `minutes.typ` wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from core.sdk import Text, long_date, speaking, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import MinutesPaper, OutcomeKind, Release
from plugins.council.models import Passage
from plugins.council.queries.published import WhatIsOut
from plugins.council.rules.corrections import Entry, last_changes
from plugins.council.rules.minutes import Change, differences
from plugins.council.rules.topics import TITLE
from plugins.council.services.drafting import ATTENDANCE, NEXT_MEETING, OPENING

SHEETS: dict[MinutesPaper, dict[str, Any]] = {
    MinutesPaper.A4: {"size": (210, 297), "margin": 22, "tenths": 120},
    MinutesPaper.A5: {"size": (148, 210), "margin": 13, "tenths": 120},
    MinutesPaper.LARGE_PRINT: {"size": (210, 297), "margin": 20, "tenths": 180},
}
"""Millimetres, and tenths of a point. Clear print is 12 point at least, large print 18 (UKAAF)."""
HEADINGS: dict[str, Text] = {
    OPENING: _("When and where"),
    ATTENDANCE: _("Who was there"),
    NEXT_MEETING: _("Next meeting"),
}
"""Headings that the house writes: they are said in the language of the paper."""
TOLD: dict[Release, Text] = {
    Release.PUBLISHED: _("Published on {day}."),
    Release.CORRECTED: _("Corrected on {day}."),
    Release.MASKED: _("Something was left out on {day}."),
}
STAYS, LEFT_OUT = "", "left_out"
Run = dict[str, str]


def title_of(held_on: date) -> str:
    return translate("Minutes of {day}").format(day=long_date(held_on))


def published_words(out: WhatIsOut, paper: MinutesPaper) -> dict[str, Any]:
    """Return all that stands on the paper of minutes that are out."""
    return {
        **SHEETS[paper],
        "draft": None,
        "title": title_of(out.publication.about_on),
        "text_lang": out.publication.language,
        "standing": list(_standing(out.history)),
        "sections": list(_sections(out.passages, last_changes(out.history))),
        "nothing": translate("Nothing is written here."),
        "wrong": translate("Is something in here wrong? Tell a member of the council."),
    }


def _standing(history: Sequence[Entry]) -> Iterator[str]:
    """Say when it was published and each time it was changed; the same day twice is said once."""
    said = [
        str(TOLD[entry.release]).format(day=long_date(entry.on)) for entry in history if entry.release in TOLD
    ]
    yield from dict.fromkeys(said)


def _sections(passages: Iterable[Passage], changes: Mapping[str, Entry]) -> Iterator[dict[str, Any]]:
    """Put the title of a point together with what was said to it."""
    title: Passage | None = None
    for one in passages:
        if one.field.endswith(TITLE):
            if title is not None:
                yield _point(title, None, changes)
            title = one
        elif title is not None:
            yield _point(title, one, changes)
            title = None
        else:
            heading = [{"mark": STAYS, "words": str(HEADINGS.get(one.field, one.heading))}]
            yield section(heading, list(lines_of(one.text, _left_out(one))), _changed(changes, one))
    if title is not None:
        yield _point(title, None, changes)


def _point(title: Passage, said: Passage | None, changes: Mapping[str, Entry]) -> dict[str, Any]:
    """Return a point of the agenda: its title was typed, and may be all there is of it."""
    heading = [run for line in lines_of(title.text, _left_out(title)) for run in line["runs"]]
    lines = list(lines_of(said.text, _left_out(said))) if said else []
    changed = _changed(changes, title) or (_changed(changes, said) if said else "")
    return section(heading, lines, changed, typed=True)


def section(
    heading: list[Run], lines: list[dict[str, Any]], changed: str = "", *, typed: bool = False
) -> dict[str, Any]:
    return {"heading": heading, "typed": typed, "lines": lines, "changed": changed}


def _changed(changes: Mapping[str, Entry], passage: Passage) -> str:
    """Say since when a passage reads so; nothing where it did from the first."""
    entry = changes.get(passage.field)
    return "" if entry is None else str(TOLD[entry.release]).format(day=long_date(entry.on))


def _left_out(passage: Passage) -> list[tuple[int, int]]:
    """Return where marks of the house's own stand for what was left out."""
    return [(int(first), int(past)) for first, past, kind in passage.kept if kind == ""]


def lines_of(text: str, left_out: Sequence[tuple[int, int]] = ()) -> Iterator[dict[str, Any]]:
    """Yield the lines of a text, each with its runs of words and of marks; a blank line is none."""
    place = 0
    for line in text.splitlines(keepends=True):
        runs = list(_runs(line, [(first - place, past - place) for first, past in left_out]))
        if any(run["words"].strip() for run in runs):
            yield {"label": _label(line), "runs": runs}
        place += len(line)


def _runs(line: str, left_out: Sequence[tuple[int, int]]) -> Iterator[Run]:
    edges = sorted({0, len(line), *(edge for span in left_out for edge in span if 0 < edge < len(line))})
    for first, past in pairwise(edges):
        marked = any(start <= first and past <= end for start, end in left_out)
        words = line[first:past].replace("\r", "").replace("\n", "")
        yield {"mark": LEFT_OUT if marked else STAYS, "words": words}


def _label(line: str) -> int:
    """Return how many letters at the beginning say what kind of outcome it is, to be set in bold."""
    return next((len(label) for label in _labels() if line.startswith(label)), 0)


def _labels() -> Iterator[str]:
    """Yield how a draft begins what came of a point, in each language that minutes are written in."""
    for language in ("en", "cy"):
        with speaking(language):
            for kind in OutcomeKind:
                yield translate("{kind}: {words}").format(kind=kind.label, words="").rstrip()


def pieces_of(before: str, after: str) -> list[dict[str, Any]]:
    """Return what differs between two texts, line by line: what stayed, came and went."""
    lines: list[list[Run]] = [[]]
    for piece in differences(before, after):
        mark = STAYS if piece.change is Change.SAME else piece.change.lower()
        first, *more = piece.text.split("\n")
        lines[-1].append({"mark": mark, "words": first})
        lines += [[{"mark": mark, "words": words}] for words in more]
    return [{"label": 0, "runs": runs} for runs in lines if any(run["words"].strip() for run in runs)]
