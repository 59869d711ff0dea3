"""An issue on paper: the words, sizes and signs of one layout, as `bulletin.typ` wants them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.sdk import PrisonNames, Text, long_date, speaking, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.council.enums import Layout, Paper, Theme, Told, Tongue
from plugins.council.reports.symbols import THEME_WORDS, TOLD_WORDS, drawing
from plugins.council.rules.bulletins import Issue, Telling, Words
from plugins.council.rules.easy_read import sentences

LANGUAGES: dict[Tongue, tuple[str, ...]] = {
    Tongue.ENGLISH: ("en",),
    Tongue.WELSH: ("cy",),
    Tongue.BOTH: ("cy", "en"),
}
"""Welsh first, where it is read first (Welsh Language Commissioner, bilingual design)."""
TITLE = _("You said, we did")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, in millimetres, and the type on it, in points."""

    width: int
    height: int
    margin: int
    gap: int
    least: int
    """Nothing on it is smaller."""
    base: int
    sizes: tuple[int, ...]
    """Of what people said and what was done, the largest that will do first."""
    tight: tuple[int, ...] = ()
    """Only where an answer would not fit the page in any of those."""


A4, A3, A5 = (210, 297, 12, 6), (297, 420, 16, 9), (148, 210, 10, 5)
SHEETS: dict[tuple[str, Layout], Sheet] = {
    ("A4", Layout.PLAIN): Sheet(*A4, 13, 19, (32, 30, 28, 26, 24, 22), (20, 18, 16, 14)),
    ("A4", Layout.LARGE_PRINT): Sheet(*A4, 18, 24, (40, 37, 34, 31, 28), (26, 24, 22, 20, 18)),
    ("A4", Layout.EASY_READ): Sheet(*A4, 16, 20, (34, 31, 28, 26, 24), (22, 20, 18, 16)),
    ("A3", Layout.PLAIN): Sheet(*A3, 18, 27, (46, 43, 40, 37, 34, 31), (28, 26, 23, 20)),
    ("A3", Layout.LARGE_PRINT): Sheet(*A3, 22, 34, (56, 52, 48, 44, 40), (37, 34, 31, 28, 25)),
    ("A3", Layout.EASY_READ): Sheet(*A3, 20, 28, (48, 44, 40, 37, 34), (31, 28, 26, 23)),
    ("A5", Layout.PLAIN): Sheet(*A5, 10, 13, (15, 14, 13), (12, 11)),
    ("A5", Layout.LARGE_PRINT): Sheet(*A5, 18, 18, (20, 19, 18)),
    ("A5", Layout.EASY_READ): Sheet(*A5, 14, 16, (18, 17, 16), (15, 14)),
}
"""Large print is 18 point at least (UK Association for Accessible Formats). Posters are read from afar."""
SHEET_OF: dict[Paper, str] = {
    Paper.POSTER_A4: "A4",
    Paper.POSTER_A3: "A3",
    Paper.BOOKLET: "A5",
    Paper.BOOKLET_TO_FOLD: "A5",
}


def paper_words(
    issue: Issue, names: PrisonNames, *, paper: Paper, layout: Layout, tongue: Tongue
) -> dict[str, Any]:
    """Return everything that stands on the paper, and how large."""
    sheet = SHEETS[SHEET_OF[paper], layout]
    languages = LANGUAGES[tongue]
    return {
        "form": "poster" if paper in {Paper.POSTER_A4, Paper.POSTER_A3} else "booklet",
        "folded": paper is Paper.BOOKLET_TO_FOLD,
        "width": sheet.width,
        "height": sheet.height,
        "margin": sheet.margin,
        "gap": sheet.gap,
        "least": sheet.least,
        "base": sheet.base,
        "sizes": sheet.sizes,
        "tight": sheet.tight,
        "easy": layout is Layout.EASY_READ,
        "heavy": layout is not Layout.PLAIN,
        # Two columns on a small page would hold three words a line.
        "beside": sheet.width >= A4[0],
        "sides": [_in(language, _side, issue, names) for language in languages],
        "counts": list(_counts(issue.tellings, languages)),
        "entries": [_entry(one, layout, languages) for one in issue.tellings],
    }


def _in(language: str, make: Any, *given: Any) -> dict[str, Any]:
    """Return what `make` says in a language, marked as being in it."""
    with speaking(language):
        return {"lang": language, **make(*given, language)}


def _side(issue: Issue, names: PrisonNames, language: str) -> dict[str, Any]:
    prison, day = names.in_language(language), together(long_date(issue.on))
    number = together(translate("Issue {number}").format(number=issue.number))
    return {
        "title": str(TITLE),
        "prison": prison,
        "issue": f"{issue.council} · {number} · {day}",
        "ask": translate("Do you want to know more, or have an idea? Ask a member of the council."),
        "origin": f"{prison} · {number} · {day}",
        "notes": translate("What should the council ask next?"),
        "idea": translate("Have you got an idea?"),
        "how": [
            translate("Tell a member of the council, or write it down and hand it to them."),
            translate("The council talks about it, and asks the prison. The prison has to answer."),
            translate("What it answers is told here."),
        ],
    }


def _counts(tellings: Sequence[Telling], languages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Say on the cover how many answers are of each kind, with the sign that stands by them inside."""
    found = Counter(one.told for one in tellings)
    for told in Told:
        if found[told]:
            yield {
                **_mark(told, languages[0]),
                "sides": [_in(language, _count_words, told, found[told]) for language in languages],
            }


def _count_words(told: Told, count: int, _language: str) -> dict[str, Text]:
    return {
        "words": {
            Told.DID: translate_plural("{count} thing is done", "{count} things are done", count),
            Told.COULD_NOT: translate_plural(
                "{count} thing could not be done", "{count} things could not be done", count
            ),
            Told.WORKING_ON_IT: translate_plural(
                "{count} thing is still being worked on", "{count} things are still being worked on", count
            ),
        }[told].format(count=count)
    }


def _mark(told: Told, language: str) -> dict[str, Any]:
    with speaking(language):
        return {"mark": drawing(told), "mark_alt": str(TOLD_WORDS[told])}


def _entry(one: Telling, layout: Layout, languages: Sequence[str]) -> dict[str, Any]:
    with speaking(languages[0]):
        alt = str(THEME_WORDS[one.theme])
    return {
        "symbol": drawing(one.theme),
        "symbol_alt": alt,
        **_mark(one.told, languages[0]),
        "sides": [_in(language, _entry_side, one, layout) for language in languages],
    }


def _entry_side(one: Telling, layout: Layout, language: str) -> Mapping[str, Any]:
    words = wording(one, layout, language)
    return {
        "theme": str(Theme(one.theme).label),
        "said_label": translate("You said"),
        "did_label": told_words(one),
        "said": _lines(words.said, layout),
        "did": _lines(words.did, layout),
    }


def told_words(one: Telling) -> str:
    """Say how the prison's answer begins: what is still worked on says by when."""
    if one.told is Told.WORKING_ON_IT and one.until is not None:
        return translate("We are still working on it, by {day}").format(day=together(long_date(one.until)))
    return str(one.told.label)


def together(words: str) -> str:
    """Return words that no line parts: the day of a month stays with it."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def wording(one: Telling, layout: Layout, language: str) -> Words:
    """Return the words for this paper: Welsh where it is Welsh, easy where there are some, else plain."""
    if language == "cy" and one.welsh is not None:
        return one.welsh
    return one.easy if layout is Layout.EASY_READ and one.easy is not None else one.plain


def _lines(text: str, layout: Layout) -> list[str]:
    """Return the text line by line: one idea on each in easy read, else as it was typed."""
    if layout is Layout.EASY_READ:
        return list(sentences(text))
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
