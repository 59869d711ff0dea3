"""The rota's say in whether somebody may come in: notices, absences, and whether there is a session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Role, Service, Viewer, entry, long_date, translate
from core.sdk import lazy_gettext as _
from plugins.rota.enums import CANCELLED, NoticeBearing, SessionOutcome
from plugins.rota.models import Absence, EntryNotice, Session
from plugins.rota.permissions import SESSION_READ

Key = TypeVar("Key")
Item = TypeVar("Item")
NOTICE_BEARINGS = {
    NoticeBearing.NOBODY_COMES_IN: entry.Bearing.BLOCKS,
    NoticeBearing.ESCORTED_ONLY: entry.Bearing.NEEDS_ESCORT,
    NoticeBearing.BE_AWARE: entry.Bearing.WARNS,
}
COORDINATOR = Role.COORDINATOR.label
OF_A_SESSION = (
    Session.service_id,
    Session.held_on,
    Session.starts_at,
    Session.ends_at,
    Session.place,
    Session.escort_needed,
    Session.outcome,
)
"""What is looked at of a session. Of thousands, whole objects would take most of an answer's time."""


class Held(Protocol):
    """A session, as far as an answer goes by it."""

    @property
    def starts_at(self) -> time: ...
    @property
    def ends_at(self) -> time: ...
    @property
    def place(self) -> str: ...
    @property
    def escort_needed(self) -> bool: ...
    @property
    def outcome(self) -> SessionOutcome | None: ...


@dataclass(frozen=True, slots=True)
class Known:
    """All that the visits ask about."""

    notices: Sequence[EntryNotice]
    wings: Mapping[UUID, frozenset[str]]
    """By service."""
    absences: Mapping[UUID, Sequence[Absence]]
    """By person."""
    sessions: Mapping[tuple[UUID, date], Sequence[Held]]
    """By service and day."""
    said: dict[tuple[UUID, date], entry.Reason] = field(default_factory=dict)
    """What was said of a service's sessions on a day, which is the same for everybody."""

    def judge(self, visit: entry.Visit) -> Iterator[entry.Reason]:
        for notice in self.notices:
            if holds_on(notice, visit.on) and self._concerns(notice, visit.service_id):
                yield notice_reason(notice)
        absences = self.absences.get(visit.person_id, ())
        away = [row for row in absences if row.first_on <= visit.on <= row.last_on]
        if away:
            yield absence_reason(max(row.last_on for row in away))
        if visit.service_id is not None:
            about = (visit.service_id, visit.on)
            if about not in self.said:
                self.said[about] = session_reason(self.sessions.get(about, ()))
            yield self.said[about]

    def _concerns(self, notice: EntryNotice, service_id: UUID | None) -> bool:
        """A notice for wings concerns the services there, and whoever comes for none in particular."""
        if notice.service_id is not None:
            return notice.service_id == service_id
        if not notice.wings or service_id is None:
            return True
        wings = self.wings.get(service_id, frozenset())
        return not wings or not wings.isdisjoint(map(str.casefold, notice.wings))


def holds_on(notice: EntryNotice, day: date) -> bool:
    """Say whether the notice is live on that day."""
    begun = notice.first_on <= day
    over = notice.last_on is not None and day > notice.last_on
    return begun and not over and (notice.withdrawn_on is None or day < notice.withdrawn_on)


def notice_reason(notice: EntryNotice) -> entry.Reason:
    bearing = NOTICE_BEARINGS[notice.bearing]
    said = translate("{bearing}: {words}").format(bearing=notice.bearing.label, words=notice.words)
    where = ", ".join(notice.wings)
    words = translate("{said} (on {wings})").format(said=said, wings=where) if where else said
    step, turn = None, None
    if bearing is entry.Bearing.BLOCKS:
        step, turn = translate("Ask how long the notice holds"), COORDINATOR
        if notice.last_on is not None:
            step = translate("Come after {day}").format(day=long_date(notice.last_on))
    elif bearing is entry.Bearing.NEEDS_ESCORT:
        step, turn = translate("Ask for an escort"), COORDINATOR
    return entry.Reason(
        code="rota.notice",
        bearing=bearing,
        words=words,
        until=notice.last_on,
        next_step=step,
        whose_turn=turn,
    )


def absence_reason(until: date) -> entry.Reason:
    return entry.Reason(
        code="rota.absence",
        bearing=entry.Bearing.WARNS,
        words=translate("They are away that day, by their own word."),
        until=until,
        next_step=translate("Take the absence back, if they come after all"),
        whose_turn=COORDINATOR,
    )


def session_reason(held: Sequence[Held]) -> entry.Reason:
    """Say what the rota has for the service on that day; where one session needs an escort, they need one."""
    on = [row for row in held if row.outcome not in CANCELLED]
    if not held:
        return _about_session(
            entry.Bearing.WARNS,
            translate("No session is planned on that day."),
            translate("Plan a session"),
        )
    if not on:
        words = translate("The session on that day is cancelled.")
        return _about_session(entry.Bearing.BLOCKS, words, translate("Take the cancellation back"))
    times = "; ".join(f"{hours(row.starts_at, row.ends_at)}, {row.place}" for row in on)
    if any(row.escort_needed for row in on):
        words = translate("The session needs an escort: {times}.").format(times=times)
        return _about_session(entry.Bearing.NEEDS_ESCORT, words, translate("Ask for an escort"))
    return _about_session(entry.Bearing.PASSES, translate("There is a session: {times}.").format(times=times))


def hours(starts_at: time, ends_at: time) -> str:
    """Say from when to when, by the prison's clock."""
    return translate("{start} to {end}").format(start=f"{starts_at:%H:%M}", end=f"{ends_at:%H:%M}")


def _about_session(bearing: entry.Bearing, words: str, next_step: str | None = None) -> entry.Reason:
    return entry.Reason(
        code="rota.session",
        bearing=bearing,
        words=words,
        next_step=next_step,
        whose_turn=None if next_step is None else COORDINATOR,
    )


async def prepare(
    session: AsyncSession, _viewer: Viewer, people: Collection[UUID], services: Collection[UUID]
) -> entry.Judge:
    """Read notices, wings, absences and sessions: four statements, however many visits."""
    in_order = select(EntryNotice).order_by(EntryNotice.first_on, EntryNotice.id)
    notices = (await session.scalars(in_order)).all()
    wings = await session.execute(select(Service.id, Service.wings).where(Service.id.in_(services)))
    away = await session.scalars(select(Absence).where(Absence.person_id.in_(people)))
    held = await session.execute(
        select(*OF_A_SESSION).where(Session.service_id.in_(services)).order_by(Session.starts_at, Session.id)
    )
    return Known(
        notices,
        {row.id: frozenset(wing.casefold() for wing in row.wings) for row in wings},
        _grouped((row.person_id, row) for row in away),
        _grouped(((row.service_id, row.held_on), row) for row in held),
    ).judge


def _grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return found


ROTA_CHECK = entry.EntryCheck(
    name="rota.entry", title=_("Rota and notices"), permission=SESSION_READ, prepare=prepare
)
