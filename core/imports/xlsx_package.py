"""The parts of an .xlsx workbook around its sheets: its sheets, texts, formats and comments."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from enum import StrEnum

from core.imports import limits
from core.imports.archive import Archive
from core.imports.grid import TOO_LONG
from core.imports.xml_events import Attributes, attribute, read_xml

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
SURROGATES = range(0xD800, 0xE000)


def unescape(text: str) -> str:
    """Undo the way Office writes control characters in XML (`_x000D_`)."""
    if "_x" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return match[0] if code in SURROGATES else chr(code)

    return ESCAPED.sub(character, text)


class NumberFormat(StrEnum):
    """What a number means, by the format of its cell."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"


DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
TIME_FORMATS = frozenset({18, 19, 20, 21, 45, 46, 47})
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def meaning_of_format(code: str) -> NumberFormat:
    """Tell a date or a time from a number by the format code."""
    bare = QUOTED.sub("", code).lower().split(";")[0]
    if "general" in bare:
        return NumberFormat.NUMBER
    if "y" in bare or "d" in bare:
        return NumberFormat.DATE
    if "h" in bare or "s" in bare:
        return NumberFormat.TIME
    return NumberFormat.DATE if "m" in bare else NumberFormat.NUMBER


@dataclass(slots=True)
class Styles:
    """For each cell style: what its numbers mean, and whether the cell is coloured."""

    formats: list[NumberFormat] = field(default_factory=list)
    coloured: list[bool] = field(default_factory=list)


class StylesReader:
    """Reads `styles.xml`."""

    def __init__(self) -> None:
        self.styles = Styles()
        self._codes: dict[int, str] = {}
        self._fills: list[bool] = []
        self._inside_cell_formats = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt" and attributes.get("numFmtId", "").isdigit():
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "patternFill":
            self._fills.append(attributes.get("patternType", "none") not in {"none", "gray125"})
        elif tag == "gradientFill":
            self._fills.append(True)
        elif tag == "cellXfs":
            self._inside_cell_formats = True
        elif tag == "xf" and self._inside_cell_formats:
            self._add_format(attributes)

    def _add_format(self, attributes: Attributes) -> None:
        number = int(attributes.get("numFmtId", "0") or 0)
        fill = int(attributes.get("fillId", "0") or 0)
        if number in self._codes:
            meaning = meaning_of_format(self._codes[number])
        elif number in DATE_FORMATS:
            meaning = NumberFormat.DATE
        else:
            meaning = NumberFormat.TIME if number in TIME_FORMATS else NumberFormat.NUMBER
        self.styles.formats.append(meaning)
        self.styles.coloured.append(fill < len(self._fills) and self._fills[fill])

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._inside_cell_formats = False

    def text(self, data: str) -> None:
        """Nothing in the styles is text."""


class TextsReader:
    """Reads `sharedStrings.xml`: the texts that cells point at by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._collecting = False
        self._phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        del attributes
        if tag == "si":
            self._parts, self._length = [], 0
        elif tag == "t":
            self._collecting = not self._phonetic
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._collecting = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            too_long = self._length > limits.TEXT_LENGTH
            self.texts.append(TOO_LONG if too_long else unescape("".join(self._parts)))

    def text(self, data: str) -> None:
        if self._collecting:
            self._length += len(data)
            if self._length <= limits.TEXT_LENGTH:
                self._parts.append(data)


class LinksReader:
    """Reads a `.rels` part: which other parts a part points at, by id and kind."""

    def __init__(self) -> None:
        self.links: list[tuple[str, str, str]] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rsplit("/", 1)[-1]
            self.links.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def text(self, data: str) -> None:
        """Links hold no text."""


class CountReader:
    """Counts the elements of one name, such as the comments of a sheet."""

    def __init__(self, tag: str) -> None:
        self.count = 0
        self._tag = tag

    def start(self, tag: str, attributes: Attributes) -> None:
        del attributes
        self.count += tag == self._tag

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def text(self, data: str) -> None:
        """The text of a comment is never read."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    part: str
    hidden: bool


class WorkbookReader:
    """Reads `workbook.xml`: the sheets in order and the epoch of their dates."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.date1904 = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            link = attribute(attributes, "id") or ""
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), link, hidden))
        elif tag == "workbookPr":
            self.date1904 = attributes.get("date1904") in {"1", "true"}

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def text(self, data: str) -> None:
        """Nothing in the workbook part is text."""


def links_of(archive: Archive, part: str) -> list[tuple[str, str, str]]:
    """Return (id, kind, part) of everything a part points at; nothing when it has no links."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in archive.names:
        return []
    reader = LinksReader()
    read_xml(archive.pieces(rels), reader, archive.place)
    found = []
    for link, kind, target in reader.links:
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found.append((link, kind, posixpath.normpath(path)))
    return found
