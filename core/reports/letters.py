"""Letters that no font can show: PDF/UA-1 refuses them, and one odd name must not cost the whole report."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

import typst

from core.reports.typesetting import body_family, typeset

LAST_COMMON = "\u017f"
"""The end of Latin Extended-A: every font here has all letters up to it, ŵ and ŷ among them."""
REPLACEMENT = "\ufffd"
WORD = re.compile(r' ?[^\s"\\]+')
PROBE = b"""
#set document(title: "-")
#set text(font: sys.inputs.font)
= -
#for word in json(bytes(sys.inputs.words)) { par(word) }
"""


def without_unshown(report: str, fonts: typst.Fonts) -> str:
    """Return the report's JSON with each word that no font can show spelt in Latin letters and marks."""
    rare = sorted({word for word in WORD.findall(report) if max(word) > LAST_COMMON})
    hidden = set(_unshown(rare, fonts))
    return WORD.sub(lambda found: latin_only(found[0]) if found[0] in hidden else found[0], report)


def latin_only(text: str) -> str:
    """Return the text with a replacement mark for each rare letter, and without what only joins letters."""
    return "".join(letter if letter <= LAST_COMMON else _replaced(letter) for letter in text)


def _replaced(letter: str) -> str:
    return "" if unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"} else REPLACEMENT


def _unshown(words: Sequence[str], fonts: typst.Fonts) -> list[str]:
    """Return the words that cannot be set, found by halving: most reports have none, some have one."""
    if not words or _can_show(words, fonts):
        return []
    if len(words) == 1:
        return list(words)
    middle = len(words) // 2
    return [*_unshown(words[:middle], fonts), *_unshown(words[middle:], fonts)]


def _can_show(words: Sequence[str], fonts: typst.Fonts) -> bool:
    inputs = {"font": body_family(fonts), "words": json.dumps(words, ensure_ascii=False)}
    try:
        typeset(PROBE, inputs, fonts)
    except typst.TypstError:
        return False
    return True
