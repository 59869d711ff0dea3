"""Codes and days of the councils as the cells and sentences a person reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from core.sdk import Text, long_date, pages, translate
from plugins.council.enums import ActionStatus, AnswerOwner, ProposalStatus
from plugins.council.rules.proposals import ACCEPTED, WAITING

S = ProposalStatus
DOCUMENTS = pages.read_documents(Path(__file__).parent.parent / "documents")
COLOURS = {
    S.RAISED: pages.Colour.GREY,
    S.CANVASSED: pages.Colour.GREY,
    S.TABLED: pages.Colour.BLUE,
    S.VOTED: pages.Colour.BLUE,
    S.ACCEPTED: pages.Colour.TEAL,
    S.ACCEPTED_MODIFIED: pages.Colour.TEAL,
    S.IN_PROGRESS: pages.Colour.TEAL,
    S.DEFERRED: pages.Colour.YELLOW,
    S.ESCALATED_NATIONAL: pages.Colour.PURPLE,
    S.IMPLEMENTED: pages.Colour.GREEN,
    S.FEEDBACK_PUBLISHED: pages.Colour.GREEN,
    S.NOT_ACCEPTED: pages.Colour.ORANGE,
    S.WITHDRAWN: pages.Colour.GREY,
    S.DUPLICATE_OF: pages.Colour.GREY,
}


def day(value: str) -> date:
    return date.fromisoformat(value)


def status_tag(code: str) -> pages.Tag:
    status = ProposalStatus(code)
    return pages.Tag(status.label, COLOURS[status])


def number_words(number: int) -> str:
    return translate("Proposal {number}").format(number=number)


def owner_words(row: Any) -> Text:
    """Say who owes the answer: the role, or one of them who took it on."""
    owner = AnswerOwner(row["ownerRole"]).label
    return translate("{owner}: somebody took it on").format(owner=owner) if row["isGivenToOne"] else owner


def asked_words(row: Any) -> str:
    """Say what was asked beside this, when, and what was answered."""
    words = translate("{number}, {day}: “{idea}” {status}.").format(
        number=number_words(row["number"]),
        day=long_date(day(row["raisedOn"])),
        idea=row["idea"],
        status=ProposalStatus(row["status"]).label,
    )
    return f"{words} {row['said']}".strip()


def deed_words(row: Any) -> str:
    """Say what somebody does for a proposal, by when, and what became of it."""
    words = translate("{what} By {day}: {status}.").format(
        what=row["words"], day=long_date(day(row["dueOn"])), status=ActionStatus(row["status"]).label
    )
    return f"{words} {row['line'] or ''}".strip()


def standing(row: Any) -> Text:
    """Say where a proposal stands in a sentence: what is owed, by when, or what became of it."""
    status = ProposalStatus(row["status"])
    if status in WAITING and row["isLate"]:
        return translate("An answer was due on {day}.").format(day=long_date(day(row["answerDueOn"])))
    if status in WAITING:
        return translate("An answer is due by {day}.").format(day=long_date(day(row["answerDueOn"])))
    if status in ACCEPTED | {S.IN_PROGRESS} and row["untilOn"]:
        return translate("It is to be done by {day}.").format(day=long_date(day(row["untilOn"])))
    if status is S.DEFERRED and row["untilOn"]:
        return translate("It is looked at again on {day}.").format(day=long_date(day(row["untilOn"])))
    return ""


def due_cell(row: Any) -> pages.Cell:
    """Return the day that counts next: of the answer, of the doing, of looking again."""
    status = ProposalStatus(row["status"])
    if status in WAITING:
        return pages.Date(row["answerDueOn"])
    if status in ACCEPTED | {S.IN_PROGRESS, S.DEFERRED} and row["untilOn"]:
        return pages.Date(row["untilOn"])
    return pages.Words("")
