"""Reads a page as a person does: its words, its links and its forms."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


class Page(HTMLParser):
    """A page taken apart; `words` is its text with single spaces."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.open: list[str] = []
        self.parts: list[str] = []
        self.links: dict[str, str] = {}
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self._link: tuple[str, int] | None = None
        self.feed(text)
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self._link = (given.get("href", ""), len(self.parts))
            self.targets.append(given.get("href", ""))
        if tag in {"input", "textarea", "select"} and "name" in given:
            ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            self.fields.setdefault(given["name"], []).extend([given.get("value", "")] if ticked else [])

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()
        if tag == "a" and self._link is not None:
            href, start = self._link
            self.links[" ".join("".join(self.parts[start:]).split())] = href
            self._link = None

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"script", "style"}:
            self.parts.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.parts).split())

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.text, re.DOTALL)
        assert found
        return " ".join(html.unescape(found[1]).split())

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        assert found
        return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found[1])).split())

    @property
    def token(self) -> str:
        return self.fields["csrf_token"][0]
