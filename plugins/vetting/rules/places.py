"""Places in training: who may be booked, what a session may look like, and how long its training lasts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from core.sdk import DomainError, long_date, translate, translate_plural
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingStatus, TrainingType
from plugins.vetting.errors import (
    AlreadyBooked,
    BookingInvalid,
    MarkInvalid,
    SessionClosed,
    SessionInvalid,
)
from plugins.vetting.policy import Policy
from plugins.vetting.rules.clearances import months_after, training_counts
from plugins.vetting.rules.facts import Training

SITS = frozenset({BookingState.BOOKED, BookingState.ATTENDED})
"""States that take a place."""
ON_THE_SHEET = frozenset({BookingState.BOOKED, BookingState.ATTENDED, BookingState.DID_NOT_ATTEND})
"""Whose line is on the attendance sheet of a session."""
ASKS = frozenset({BookingState.BOOKED, BookingState.WAITING})
"""States in which somebody still counts on coming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """A planned course on a day, as far as booking looks at it."""

    type: TrainingType
    held_on: date
    state: TrainingSessionState
    places: int
    partner_places: int
    places_taken: int = 0
    partner_places_taken: int = 0
    prerequisites: frozenset[TrainingType] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whoever wants a place: what they hold, and where they are booked for the same already."""

    name: str
    is_here: bool
    has_place: bool = False
    """In this very session, or in its queue."""
    booked_elsewhere_on: date | None = None
    trainings: tuple[Training, ...] = ()


def places_left(teaching: Teaching, *, for_partner: bool) -> int:
    """Return the places that are free: to a partner's people, no more than are offered to partners."""
    free = teaching.places - teaching.places_taken
    if not for_partner:
        return free
    return min(free, teaching.partner_places - teaching.partner_places_taken)


def session_faults(
    *, held_on: date, starts_at: time, ends_at: time, places: int, partner_places: int, on: date
) -> Iterator[DomainError]:
    """Give every reason why a session cannot be planned so."""
    if held_on < on:
        message = translate("{day} is over. Give the day on which the training will be held.")
        yield SessionInvalid(message.format(day=long_date(held_on)), "heldOn")
    if ends_at <= starts_at:
        yield SessionInvalid(translate("The session ends before it starts. Check both times."), "endsAt")
    if places < 1:
        yield SessionInvalid(translate("There must be one place at least."), "places")
    if not 0 <= partner_places <= places:
        message = translate("Of {places} places you can offer partners 0 to {places}.")
        yield SessionInvalid(message.format(places=places), "partnerPlaces")


def fewer_places_faults(teaching: Teaching, places: int, partner_places: int) -> Iterator[DomainError]:
    """Give every reason why a session cannot have so few places: nobody who is booked loses theirs."""
    if places < teaching.places_taken:
        message = translate_plural(
            "{count} person is booked. Move them first, or leave {count} place.",
            "{count} people are booked. Move some of them first, or leave {count} places.",
            teaching.places_taken,
        )
        yield SessionInvalid(message.format(count=teaching.places_taken), "places")
    if partner_places < teaching.partner_places_taken:
        message = translate_plural(
            "{count} person of a partner is booked. Offer partners {count} place at least.",
            "{count} people of partners are booked. Offer partners {count} places at least.",
            teaching.partner_places_taken,
        )
        yield SessionInvalid(message.format(count=teaching.partner_places_taken), "partnerPlaces")


def open_faults(teaching: Teaching, on: date) -> Iterator[DomainError]:
    """Give the reason why nothing about places in a session can change any more."""
    if teaching.state is not TrainingSessionState.PLANNED:
        message = translate("This session is “{state}”, so places in it no longer change.")
        yield SessionClosed(message.format(state=teaching.state.label))
    elif teaching.held_on < on:
        message = translate("This session was on {day}. Type in its attendance sheet instead.")
        yield SessionClosed(message.format(day=long_date(teaching.held_on)))


def booking_faults(teaching: Teaching, asking: Asking, on: date, policy: Policy) -> Iterator[DomainError]:
    """Give every reason why somebody cannot be booked, or put in the queue."""
    yield from open_faults(teaching, on)
    if not asking.is_here:
        message = translate("{name} has left, so no place can be booked for them.")
        yield BookingInvalid(message.format(name=asking.name), "personId")
    if asking.has_place:
        message = translate("{name} has a place in this session already, or waits for one.")
        yield AlreadyBooked(message.format(name=asking.name), "personId")
    elif asking.booked_elsewhere_on is not None:
        message = translate("{name} is booked for the same training on {day}. Move that booking instead.")
        day = long_date(asking.booked_elsewhere_on)
        yield AlreadyBooked(message.format(name=asking.name, day=day), "personId")
    missing = prerequisites_missing(teaching, asking.trainings, policy)
    if missing:
        message = translate("{name} first needs: {training}.")
        training = ", ".join(str(kind.label) for kind in missing)
        yield BookingInvalid(message.format(name=asking.name, training=training), "personId")


def prerequisites_missing(
    teaching: Teaching, trainings: Iterable[Training], policy: Policy
) -> tuple[TrainingType, ...]:
    """Return what has to come first and is neither good on the day nor booked for a day before it."""
    met = {
        held.type
        for held in trainings
        if training_counts(held, teaching.held_on, policy)
        or (
            held.status is TrainingStatus.BOOKED
            and held.booked_on is not None
            and held.booked_on < teaching.held_on
        )
    }
    return tuple(sorted(teaching.prerequisites - met))


def moving_faults(source: Teaching, target: Teaching, *, for_partner: bool) -> Iterator[DomainError]:
    """Give every reason why a place cannot be moved: to other training, or where none is free."""
    if source.type is not target.type:
        message = translate("A place is moved to another day of the same training: {training}.")
        yield BookingInvalid(message.format(training=source.type.label), "trainingSessionId")
    if places_left(target, for_partner=for_partner) < 1:
        message = translate("No place is left on {day}, so they keep the one they have.")
        yield BookingInvalid(message.format(day=long_date(target.held_on)), "trainingSessionId")


def cancelled_faults(teaching: Teaching) -> Iterator[DomainError]:
    """Give the reason why nothing is recorded of a session that was not held."""
    if teaching.state is TrainingSessionState.CANCELLED:
        yield SessionClosed(translate("This session was cancelled. Plan another one."))


def attendance_faults(teaching: Teaching, on: date) -> Iterator[DomainError]:
    """Give the reason why an attendance sheet cannot be typed in."""
    yield from cancelled_faults(teaching)
    if teaching.held_on > on:
        message = translate("This session is on {day}. Type in its sheet once it has been held.")
        yield SessionClosed(message.format(day=long_date(teaching.held_on)))


def walk_in_faults(teaching: Teaching, *, for_partner: bool) -> Iterator[DomainError]:
    """Give the reason why nobody more can have attended: there were not so many places."""
    if places_left(teaching, for_partner=for_partner) < 1:
        message = translate(
            "Every place is taken. Mark who did not come, or give the session as many places as were there."
        )
        yield BookingInvalid(message, "personId")


def mark_faults(state: BookingState, name: str, field: str) -> Iterator[DomainError]:
    """Give the reason why a row cannot be marked: only whoever was booked can have come or not."""
    if state in {BookingState.WAITING, BookingState.CANCELLED}:
        message = translate("{name} had no place. Add them as somebody who walked in.")
        yield MarkInvalid(message.format(name=name), field)


def trained_until(type: TrainingType, held_on: date, validity_months: int | None, policy: Policy) -> date:
    """Return the last day that training done on a day is good for: by the course, else by the policy."""
    return months_after(held_on, validity_months or policy.training_months[type])
