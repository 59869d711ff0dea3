"""What an issue of "You said, we did" may say, what it draws from a proposal, and its way to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.sdk import Invalid, translate
from plugins.council.enums import BulletinStatus, LeftOut, ProposalStatus, Theme, Told
from plugins.council.rules.easy_read import sentences
from plugins.council.rules.proposals import ACCEPTED, Step

B = BulletinStatus
S = ProposalStatus
LONGEST = 200
"""Letters of what people said, and of what was done: six lines of a poster that is read from two metres."""
LONGEST_WELSH = 220
"""Welsh takes more room than the English it says."""
LONGEST_WORD = 22
"""Letters that fit a column of the narrowest page in its largest print."""
MOST_SENTENCES = 4
"""Each stands on a line of its own in easy read."""
MOST_ENTRIES = 20
OPEN = frozenset({B.DRAFT, B.CHECKED, B.APPROVED})
STEPS: dict[BulletinStatus, frozenset[BulletinStatus]] = {
    B.DRAFT: frozenset({B.CHECKED, B.DROPPED}),
    B.CHECKED: frozenset({B.APPROVED, B.DRAFT, B.DROPPED}),
    B.APPROVED: frozenset({B.PUBLISHED, B.DRAFT, B.DROPPED}),
    B.PUBLISHED: frozenset({B.TAKEN_BACK}),
    B.TAKEN_BACK: frozenset(),
    B.DROPPED: frozenset(),
}
"""What was checked or approved is opened again to be changed, and then checked and approved anew."""
TOLD_OF: dict[ProposalStatus, Told] = {
    S.ACCEPTED: Told.WORKING_ON_IT,
    S.ACCEPTED_MODIFIED: Told.WORKING_ON_IT,
    S.IN_PROGRESS: Told.WORKING_ON_IT,
    S.DEFERRED: Told.WORKING_ON_IT,
    S.ESCALATED_NATIONAL: Told.WORKING_ON_IT,
    S.NOT_ACCEPTED: Told.COULD_NOT,
    S.IMPLEMENTED: Told.DID,
    S.FEEDBACK_PUBLISHED: Told.DID,
}
"""What there is to tell of a proposal where it stands; of the others there is nothing yet."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people said and what the prison says, in one wording."""

    said: str
    did: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One answer as it is told: in plain words, and where there are any in easy and in Welsh ones."""

    number: int
    """The proposal's."""
    theme: Theme
    told: Told
    plain: Words
    easy: Words | None = None
    welsh: Words | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A whole issue, as it is published: what paper, page and feed are made from."""

    number: int
    council: str
    on: date
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an issue takes from a proposal, to be reworded by a person."""

    told: Told
    said: str
    did: str
    until: date | None


def draw(idea: str, history: Sequence[Step]) -> Drawn:
    """Return what there is to tell of a proposal, in the words that were used: none is cut."""
    last = history[-1]
    told = TOLD_OF[last.status]
    since = next(place for place, step in enumerate(history) if step.status in TOLD_OF)
    answers = history[since:]
    said = next((step.reason for step in reversed(answers) if step.reason), "")
    until = next((step.until for step in reversed(answers) if step.until), None)
    return Drawn(
        told=told,
        said=idea,
        did=said or _usual(last.status),
        until=until if told is Told.WORKING_ON_IT else None,
    )


def _usual(status: ProposalStatus) -> str:
    if status in ACCEPTED | {S.IN_PROGRESS}:
        return translate("We said yes.")
    return translate("It is done.")


def is_untold(status: ProposalStatus, told_as: Sequence[ProposalStatus], *, was_taken_back: bool) -> bool:
    """Say whether there is something to tell that no issue tells: the proposal has moved on since.

    `told_as` is where it stood in each issue that is published. "Done and told" is told once more only where
    the issue that told it was taken back.
    """
    if status not in TOLD_OF:
        return False
    if status is S.FEEDBACK_PUBLISHED:
        return was_taken_back and not {S.IMPLEMENTED, S.FEEDBACK_PUBLISHED} & set(told_as)
    return status not in told_as


def words_faults(telling: Telling, *, is_welsh: bool, today: date) -> Iterator[Invalid]:
    """Say what is wrong with one answer, each at its field. What would not fit on paper is among it."""
    yield from _text_faults(telling.plain.said, "youSaid", LONGEST)
    yield from _text_faults(telling.plain.did, "weDid", LONGEST)
    if telling.easy is not None:
        yield from _text_faults(telling.easy.said, "easySaid", LONGEST)
        yield from _text_faults(telling.easy.did, "easyDid", LONGEST)
    if is_welsh:
        welsh = telling.welsh or Words("", "")
        yield from _text_faults(welsh.said, "welshSaid", LONGEST_WELSH)
        yield from _text_faults(welsh.did, "welshDid", LONGEST_WELSH)
    if telling.told is Told.WORKING_ON_IT and telling.until is not None and telling.until < today:
        yield Invalid(translate("That day is over. Give a new one, or say what came of it."), "until")


def _text_faults(text: str, field: str, most: int) -> Iterator[Invalid]:
    if not text.strip():
        yield Invalid(translate("Write a sentence: an answer has both its halves."), field)
    if len(text) > most:
        said = translate("Say it in {most} letters at most, there are {count}: nothing is cut on paper.")
        yield Invalid(said.format(most=most, count=len(text)), field)
    if len(sentences(text)) > MOST_SENTENCES:
        said = translate("Say it in {most} sentences at most: easy read has a line for each.")
        yield Invalid(said.format(most=MOST_SENTENCES), field)
    longest = max(text.split(), key=len, default="")
    if len(longest) > LONGEST_WORD:
        said = translate("“{word}” is too long for a line of the large print. Break it or say it otherwise.")
        yield Invalid(said.format(word=longest), field)


def issue_faults(included: int, left_out: Sequence[LeftOut | None]) -> Iterator[Invalid]:
    """Say what is wrong with an issue as a whole: it tells something, and no more than paper holds."""
    if included == 0:
        count = len(left_out)
        said = translate("Nothing is left to tell: all {count} answers are left out. Take one in again.")
        yield Invalid(said.format(count=count), "entries")
    if included > MOST_ENTRIES:
        said = translate("{count} answers are too many for one issue. Leave some for the next: {most} fit.")
        yield Invalid(said.format(count=included, most=MOST_ENTRIES), "entries")
