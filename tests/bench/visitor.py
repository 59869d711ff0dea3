"""A co-ordinator's browser without script: signs in, fills in forms, looks again at progress."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Self

import httpx

from infra.embedded.personas import COORDINATOR

PATIENCE_SECONDS = 600.0
LOOK_AGAIN_SECONDS = 0.2
TIMEOUT_SECONDS = 120.0


@dataclass
class Form:
    """A form as a page offers it, with the answers that stand in it."""

    action: str
    answers: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What a browser without script needs of a page: its forms, its links, and how far a job is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.progress: str | None = None
        self.next = ""
        self.steps = (0, 0)
        self._select = ""
        self.feed(text)
        self.words = " ".join(re.sub(r"<[^>]+>", " ", text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "progress":
            self.steps = (int(given["value"]), int(given["max"]))
        elif "data-gh-progress" in given:
            self.progress, self.next = given["data-gh-progress"], given.get("data-gh-next", "")
        elif self.forms:
            self._take_answer(tag, given)

    def _take_answer(self, tag: str, given: Mapping[str, str]) -> None:
        answers = self.forms[-1].answers
        if tag == "select":
            self._select = given["name"]
            answers[self._select] = ""
        elif tag == "option" and "selected" in given:
            answers[self._select] = given.get("value", "")
        elif tag == "input" and "name" in given:
            is_chosen = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            if is_chosen and given.get("type") != "file":
                answers[given["name"]] = given.get("value", "")

    def form(self, action: str) -> Form:
        """Return the form that posts to an address with this ending."""
        return next(one for one in self.forms if one.action.endswith(action))


@dataclass(frozen=True, slots=True)
class Waited:
    """How long work took, and how its progress was shown meanwhile."""

    seconds: float
    page: str
    """The address that the finished work leads to."""
    steps_seen: tuple[str, ...]


class Visitor:
    """One persona's session with a running Gatehouse."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(
            base_url=url, timeout=TIMEOUT_SECONDS, headers={"Accept": "text/html"}, follow_redirects=False
        )

    @classmethod
    def signed_in(cls, url: str, subject: str = COORDINATOR.subject) -> Self:
        """Sign a persona in at the demo's identity provider."""
        visitor = cls(url)
        sent = visitor._client.get("/sign-in")
        chosen = visitor._client.post(sent.headers["location"], data={"sub": subject})
        visitor._client.get(chosen.headers["location"])
        visitor.open("/prisons")
        return visitor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._client.close()

    @property
    def cookies(self) -> str:
        """Return the cookies as a browser would send them."""
        return "; ".join(f"{name}={value}" for name, value in self._client.cookies.items())

    def get(self, path: str, *, correlation_id: str = "") -> httpx.Response:
        """Fetch a page; anything but 200 is a fault of this bench or of Gatehouse."""
        headers = {"X-Correlation-Id": correlation_id} if correlation_id else {}
        answer = self._client.get(path, headers=headers)
        if answer.status_code != httpx.codes.OK:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return answer

    def open(self, path: str) -> Page:
        return Page(self.get(path).text)

    def action(self, path: str, name: str) -> Form:
        """Return the form of a page's button; one that asks first is a link to its question."""
        page = self.open(path)
        asked = next((link for link in page.links if link.endswith(f"/actions/{name}")), None)
        return (self.open(asked) if asked else page).form(f"/actions/{name}")

    def send(self, form: Form, *, file: Path | None = None, **answers: str) -> str:
        """Post a form; return where it leads."""
        data = {**form.answers, **answers}
        files = {"file": (file.name, file.read_bytes())} if file else None
        answer = self._client.post(form.action, data=data, files=files)
        if answer.status_code != httpx.codes.SEE_OTHER:
            said = Page(answer.text).words[:600]
            raise RuntimeError(f"{form.action} answered {answer.status_code}: {said}")
        return answer.headers["location"]

    def wait(self, path: str, began: float) -> Waited:
        """Look at a job's progress until it is done; the time runs from when it was asked for."""
        seen: list[str] = []
        while True:
            page = self.open(path)
            if page.progress == "done":
                return Waited(time.perf_counter() - began, page.next, tuple(seen))
            if page.progress not in {"queued", "running"}:
                raise RuntimeError(f"{path}: {page.words[:600]}")
            steps = f"{page.steps[0]}/{page.steps[1]}"
            if page.steps[1] and steps not in seen:
                seen.append(steps)
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise TimeoutError(f"{path} is not done")
            time.sleep(LOOK_AGAIN_SECONDS)
