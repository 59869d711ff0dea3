"""Turning the bytes of a CSV file into text: its encoding, its delimiter, a hint at the top."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
HINT = re.compile(r'"?sep=(.)"?[,;\t|]*(\r\n|\n|\r)', re.IGNORECASE)
SAMPLE_CHARACTERS = 200_000
SAMPLE_RECORDS = 60
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UTF16_SHARE = 0.3
"""Of the bytes at even or odd places, how many are 0 in UTF-16 text of western letters, at the least."""


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    byte_order_mark: bool = False


def decode(data: bytes) -> Decoded:
    """Decode by the byte-order mark, else as UTF-8, else UTF-16 by its zero bytes, else Windows-1252."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, byte_order_mark=True)
    sixteen = _utf16_without_mark(data)
    if sixteen is not None:
        return Decoded(data.decode(sixteen, "replace"), sixteen)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(data.decode("windows-1252", "replace"), "windows-1252")


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > UTF16_SHARE and even < UTF16_SHARE / 10:
        return "utf-16-le"
    return "utf-16-be" if even > UTF16_SHARE and odd < UTF16_SHARE / 10 else None


def separator_hint(text: str) -> str | None:
    """Return the delimiter that a first line such as `sep=;` names."""
    found = HINT.match(text)
    return found[1] if found else None


def sniff_delimiter(text: str) -> str:
    """Return the delimiter under which most records have the same number of fields, more than one."""
    sample = text[:SAMPLE_CHARACTERS]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            widths[len(record)] += 1
            if widths.total() >= SAMPLE_RECORDS:
                break
    except csv.Error:
        return 0.0
    many = {width: count for width, count in widths.items() if width > 1}
    if not many:
        return 0.0
    width, count = max(many.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total() + width / 10_000
