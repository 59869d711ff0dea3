"""An issue as the passages that are published, and back: paper, page and feed are made of passages alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from plugins.council.enums import Theme, Told
from plugins.council.rules.bulletins import Issue, Telling, Words

COUNCIL = "council"
SAID, DID = "said", "did"
WORDINGS = ("easy", "welsh")


def passages_of(issue: Issue) -> Iterator[tuple[str, str]]:
    """Return each text that a person wrote, with a name for it that says whose half of which answer it is."""
    yield COUNCIL, issue.council
    for one in issue.tellings:
        until = one.until.isoformat() if one.until else ""
        yield f"{one.number}/{SAID}", one.plain.said
        yield f"{one.number}/{DID}/{one.theme.value}/{one.told.value}/{until}", one.plain.did
        for name, words in zip(WORDINGS, (one.easy, one.welsh), strict=True):
            if words is not None:
                yield f"{one.number}/{name}_{SAID}", words.said
                yield f"{one.number}/{name}_{DID}", words.did


def issue_of_passages(number: int, on: date, passages: Iterable[tuple[str, str]]) -> Issue:
    """Return the issue that was published as these passages."""
    council = ""
    texts: dict[int, dict[str, str]] = {}
    facts: dict[int, list[str]] = {}
    for field, text in passages:
        if field == COUNCIL:
            council = text
            continue
        proposal, half, *more = field.split("/")
        texts.setdefault(int(proposal), {})[half] = text
        if more:
            facts[int(proposal)] = more
    tellings = (_telling(one, facts[one], found) for one, found in texts.items())
    return Issue(number, council, on, tuple(tellings))


def _telling(number: int, facts: list[str], texts: dict[str, str]) -> Telling:
    theme, told, until = facts
    easy, welsh = (_words(texts, name) for name in WORDINGS)
    return Telling(
        number=number,
        theme=Theme(theme),
        told=Told(told),
        plain=Words(texts[SAID], texts[DID]),
        easy=easy,
        welsh=welsh,
        until=date.fromisoformat(until) if until else None,
    )


def _words(texts: dict[str, str], name: str) -> Words | None:
    said, did = f"{name}_{SAID}", f"{name}_{DID}"
    return Words(texts[said], texts[did]) if said in texts and did in texts else None
