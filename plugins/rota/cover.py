"""Expiry meets rota: the one question asked of everybody expected in the coming weeks, and who helps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Person, Text, entry
from plugins.rota import queries, rules
from plugins.rota.models import Session

Decide = Callable[[AsyncSession, Sequence[entry.Visit]], Awaitable[list[entry.Decision]]]
Answers = Mapping[entry.Visit, entry.Decision]
MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody who was to come and will not: their own absence, or the gravest reason that stops them."""

    person: Person
    is_away: bool
    words: Text


@dataclass(frozen=True, slots=True)
class ShortSession:
    """A session below cover, who is lost to it, and whom one could ask."""

    session: Session
    coming: tuple[Person, ...]
    lost: tuple[Lost, ...]
    substitutes: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The sessions below cover in some weeks, in the order of their days."""

    first: date
    last: date
    sessions: int
    """How many were looked at."""
    short: tuple[ShortSession, ...] = field(default=())


async def read_cover(
    session: AsyncSession, decide: Decide, *, first: date, weeks: int, with_substitutes: bool = True
) -> Cover:
    """Find the sessions at which fewer may come in than are needed: one computation, few statements."""
    last = first + timedelta(weeks=weeks) - timedelta(days=1)
    open_ones = [row for row in await queries.sessions_between(session, first, last) if row.outcome is None]
    present = await queries.presence_at(session, open_ones)
    planned = {row.id: _planned(row, present[row.id]) for row in open_ones}
    answers = await _ask(session, decide, _visits(planned.values()))

    def may(person_id: UUID, service_id: UUID, on: date) -> bool:
        return answers[entry.Visit(person_id, service_id, on)].answer is not entry.EntryAnswer.NO

    found = rules.shortfalls(planned.values(), may)
    offers = await _offers(session, decide, found, planned.values()) if with_substitutes else {}
    wanted = {id for one in found for id in one.session.coming | one.session.away}
    wanted |= {id for ids in offers.values() for id in ids}
    people = {row.id: row for row in await queries.people_by_ids(session, wanted)}
    rows = {row.id: row for row in open_ones}
    short = tuple(_short(rows[one.session.id], one, answers, people, offers) for one in found)
    return Cover(first, last, len(open_ones), short)


def _planned(row: Session, present: rules.Presence) -> rules.Planned:
    return rules.Planned(
        id=row.id,
        service_id=row.service_id,
        held_on=row.held_on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        minimum_cover=row.minimum_cover,
        coming=present.coming,
        away=present.away,
    )


def _visits(sessions: Iterable[rules.Planned]) -> list[entry.Visit]:
    wanted = {
        entry.Visit(person_id, one.service_id, one.held_on) for one in sessions for person_id in one.coming
    }
    return list(wanted)


async def _ask(session: AsyncSession, decide: Decide, visits: Sequence[entry.Visit]) -> Answers:
    return {decision.visit: decision for decision in await decide(session, visits)} if visits else {}


async def _offers(
    session: AsyncSession,
    decide: Decide,
    short: Sequence[rules.Shortfall],
    planned: Collection[rules.Planned],
) -> dict[UUID, list[UUID]]:
    """Return by session who of the same organisation or service is free, cleared and not away that day."""
    if not short:
        return {}
    candidates = await queries.candidates(session, {one.session.service_id for one in short})
    days = [one.session.held_on for one in short]
    everybody = {id for ids in candidates.values() for id in ids}
    away = await queries.absences(session, everybody, min(days), max(days))
    visits = {
        entry.Visit(id, one.session.service_id, one.session.held_on)
        for one in short
        for id in candidates[one.session.service_id]
    }
    answers = await _ask(session, decide, list(visits))
    elsewhere = rules.at_sessions(planned)

    def is_cleared(person_id: UUID, service_id: UUID, on: date) -> bool:
        return answers[entry.Visit(person_id, service_id, on)].answer is entry.EntryAnswer.YES

    def is_away(person_id: UUID, on: date) -> bool:
        return any(span.covers(on) for span in away.get(person_id, ()))

    return {
        one.session.id: rules.substitutes(
            one.session,
            candidates[one.session.service_id],
            elsewhere=elsewhere,
            is_away=is_away,
            is_cleared=is_cleared,
        )[:MOST_OFFERED]
        for one in short
    }


def _short(
    row: Session,
    one: rules.Shortfall,
    answers: Answers,
    people: Mapping[UUID, Person],
    offers: Mapping[UUID, Sequence[UUID]],
) -> ShortSession:
    def named(ids: Collection[UUID]) -> list[Person]:
        return sorted((people[id] for id in ids if id in people), key=lambda person: person.sort_key)

    def gravest(person_id: UUID) -> entry.Reason:
        return answers[entry.Visit(person_id, row.service_id, row.held_on)].reasons[0]

    stopped = [Lost(person, is_away=False, words=gravest(person.id).words) for person in named(one.stopped)]
    away = [Lost(person, is_away=True, words="") for person in named(one.session.away)]
    substitutes = tuple(people[id] for id in offers.get(row.id, ()) if id in people)
    return ShortSession(row, tuple(named(one.inside)), (*stopped, *away), substitutes)
