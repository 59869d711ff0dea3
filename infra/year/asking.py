"""References of the year: who was asked, and what they said; of cases whose references are still kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from infra.year.casework import Row
from infra.year.names import FIRST_NAMES, SURNAMES
from infra.year.partnership import Member
from plugins.vetting import rules
from plugins.vetting.enums import VettingStage
from plugins.vetting.enums.reference import KnownFor, ReferenceState, Relation, Verdict
from plugins.vetting.rules.references import answer_by
from plugins.vetting.rules.stages import DECIDED, OPEN

S, R = VettingStage, ReferenceState
KEPT = timedelta(days=150)
"""Less than the six months after the decision for which a reference is kept."""
MOST_ASKED_AFTER = 6
GOOD_OF_TWENTY, DECLINED_OF_TWENTY = 18, 1


def write_references(chance: Random, members: Sequence[Member], today: date) -> list[Row]:
    """Ask two referees for each case, soon after its form went out."""
    rows: list[Row] = []
    for member in members:
        history = rules.shown_history(member.walk.facts.history)
        invited = next((event.on for event in history if event.stage is S.INVITED), None)
        decided = next((event.on for event in history if event.stage in DECIDED), None)
        over = decided or (None if member.walk.facts.stage in OPEN else history[-1].on)
        if invited is None or (over is not None and over < today - KEPT):
            continue
        names = chance.sample(FIRST_NAMES, 2)
        for first in names:
            asked = min(invited + timedelta(days=chance.randint(0, MOST_ASKED_AFTER)), over or today, today)
            surname = chance.choice(SURNAMES)
            rows.append(_row(chance, member, f"{first} {surname}", asked, over, today))
    return rows


def _row(chance: Random, member: Member, name: str, asked: date, over: date | None, today: date) -> Row:
    known = chance.choice(tuple(Relation))
    row: Row = {
        "case_id": member.case_id,
        "person_id": member.person.id,
        "partner_id": member.person.partner_id,
        "referee_name": name,
        "referee_email": f"{name.lower().replace(' ', '.')}@referee.example",
        "relation": known,
        "asked_on": asked,
        "asked_by": member.walk.facts.history[0].by,
        "answer_by": answer_by(asked),
        "state": R.ASKED,
        "answered_on": None,
        "known_for": None,
        "knows_as": None,
        "reliable": None,
        "suitable": None,
    }
    answered = asked + timedelta(days=chance.randint(1, 20))
    if answered > min(today, answer_by(asked), over or today):
        return row if over is None else {**row, "state": R.WITHDRAWN}
    if chance.randrange(20) < DECLINED_OF_TWENTY:
        return {**row, "state": R.DECLINED, "answered_on": answered}
    suitable = Verdict.YES if chance.randrange(20) < GOOD_OF_TWENTY else Verdict.UNSURE
    said = {"known_for": chance.choice(tuple(KnownFor)), "knows_as": known, "reliable": suitable}
    return {**row, **said, "state": R.GIVEN, "answered_on": answered, "suitable": suitable}
