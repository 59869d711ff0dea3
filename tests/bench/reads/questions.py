"""What is asked: the documents of the API, and which prison and which values they are asked with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.people import STEMS
from tests.bench.reads.rows import CASE, LARGE, USUAL, made_id

FOLDER = Path(__file__).parent
MANY, FEW = 40, 8
"""So many values go round in a question that takes one."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, asked of every road in its own language; the answers must hold the same rows."""

    name: str
    """Of its document and of its statement."""
    title: str
    prison: int = USUAL
    variables: tuple[tuple[str, str], ...] = ()
    """Name and value; one after the other is asked for. None: the document takes none."""

    def document(self, folder: str = "documents") -> str:
        return (FOLDER / folder / f"{self.name}.graphql").read_text(encoding="utf-8")


QUESTIONS = (
    Question("people", "1  50 people with organisation and checks"),
    Question(
        "case",
        "2  one case by id with its timeline",
        variables=tuple(("id", str(made_id(CASE, USUAL, number))) for number in range(1, MANY + 1)),
    ),
    Question(
        "list",
        "3  list of 300,000, filtered, searched, counted",
        prison=LARGE,
        variables=tuple(("name", stem.lower()) for stem in STEMS[:FEW]),
    ),
    Question("three", "4  three root fields in one operation"),
)
