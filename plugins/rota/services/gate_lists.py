"""Makes a day's gate list: who is expected, what the gate is told of each, and a code that stays theirs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Invalid, Person, Viewer, calendar_now, entry, today, translate
from plugins.rota import gate_queries, queries
from plugins.rota.models import GateList, Session, Visit
from plugins.rota.permissions import GATE_RECORD
from plugins.rota.rules.gate_codes import new_codes
from plugins.rota.rules.gate_lines import Changes, compare_lists, told_answer

Decide = Callable[[AsyncSession, Sequence[entry.Visit]], Awaitable[list[entry.Decision]]]
"""`decide` of a resolver's context, or of a job's."""
Line = tuple[UUID, UUID]
"""A session and a person who is expected there."""
LONGEST_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Expectation:
    """Somebody who is expected at a session, and whether they may come in."""

    session: Session
    person: Person
    decision: entry.Decision

    @property
    def line(self) -> Line:
        return self.session.id, self.person.id

    @property
    def answer(self) -> entry.EntryAnswer:
        """Return what the gate is told."""
        return told_answer(self.decision.answer, escort_needed=self.session.escort_needed)


@dataclass(frozen=True, slots=True)
class MadeList:
    """A day's list just made, and what making it changed."""

    gate_list: GateList
    expected: int
    changes: Changes[Line]


async def expectations_on(session: AsyncSession, decide: Decide, day: date) -> list[Expectation]:
    """Return who is expected on a day with the answer for each, as the asker may know it."""
    found = await queries.expected_on(session, day)
    expected = [(held, person) for held, people in found for person in people]
    visits = [entry.Visit(person.id, held.service_id, day) for held, person in expected]
    decisions = await decide(session, visits) if visits else []
    return [
        Expectation(held, person, decision)
        for (held, person), decision in zip(expected, decisions, strict=True)
    ]


async def make_gate_list(session: AsyncSession, viewer: Viewer, decide: Decide, day: date) -> MadeList:
    """Make the list of a day, or make it again: codes stay, and what changed is noted with its time."""
    viewer.require(GATE_RECORD)
    _check_day(day)
    gate_list = await lock_gate_list(session, day)
    found = await expectations_on(session, decide, day)
    visits = await gate_queries.visits_to_change(session, day)
    stored = {(one.session_id, one.person_id): one for one in visits}
    standing = {line: visit.answer.value for line, visit in stored.items() if visit.dropped_at is None}
    wanted = {one.line: one.answer.value for one in found}
    changes = compare_lists(standing, wanted)
    moment = calendar_now()
    _drop(stored, changes, moment)
    _change(stored, wanted, moment)
    rows = _new_lines([one for one in found if one.line not in stored], stored, day, moment)
    if rows:
        await session.execute(insert(Visit), rows)  # One statement, however many people come in.
    gate_list.made_at, gate_list.made_by = moment, viewer.account_id
    await session.flush()
    return MadeList(gate_list, len(found), changes)


def mark_printed(gate_list: GateList) -> None:
    """Note that the list as it is now goes on paper."""
    gate_list.printed_at = gate_list.made_at
    gate_list.first_printed_at = gate_list.first_printed_at or gate_list.made_at


async def lock_gate_list(session: AsyncSession, day: date) -> GateList:
    """Lock a day's list, adding it where there is none: whoever else makes or types it waits."""
    await session.execute(
        insert(GateList).values(held_on=day).on_conflict_do_nothing(index_elements=["tenant_id", "held_on"])
    )
    wanted = select(GateList).where(GateList.held_on == day).with_for_update()
    return (await session.scalars(wanted.execution_options(populate_existing=True))).one()


def _check_day(day: date) -> None:
    if day < today():
        raise Invalid(translate("That day is over: its list stays as the gate had it."), "on")
    if day > today() + LONGEST_AHEAD:
        raise Invalid(translate("A list can be made up to 60 days ahead."), "on")


def _drop(stored: dict[Line, Visit], changes: Changes[Line], moment: datetime) -> None:
    for line in changes.dropped:
        stored[line].dropped_at = moment


def _change(stored: dict[Line, Visit], wanted: dict[Line, str], moment: datetime) -> None:
    """Give those who stood on the list before their answer of now; who was taken off may be back."""
    for line, answer in wanted.items():
        visit = stored.get(line)
        if visit is None:
            continue
        if visit.answer.value != answer or visit.dropped_at is not None:
            visit.answer, visit.answered_at = entry.EntryAnswer(answer), moment
            visit.dropped_at = None


def _new_lines(
    found: Sequence[Expectation], stored: dict[Line, Visit], day: date, moment: datetime
) -> list[dict[str, object]]:
    codes = new_codes(day, {visit.code for visit in stored.values()}, len(found))
    in_order = sorted(found, key=_place_in_list)
    return [
        {
            "partner_id": one.person.partner_id,
            "session_id": one.session.id,
            "person_id": one.person.id,
            "held_on": day,
            "code": code,
            "answer": one.answer,
            "created_at": moment,
            "answered_at": moment,
        }
        for one, code in zip(in_order, codes, strict=True)
    ]


def _place_in_list(one: Expectation) -> tuple[str, str, str, str]:
    return (
        one.session.entrance,
        one.session.starts_at.isoformat(),
        one.person.sort_key,
        str(one.session.id),
    )
