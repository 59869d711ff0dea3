"""What is said of a person, their organisation, the service, and their part in it on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from core.accounts.roles import Role
from core.entry.declarations import Reason
from core.entry.enums import Bearing
from core.pages.dates import long_date
from core.partnership.enums import PartnerStatus, PersonStatus, ServiceStatus
from core.partnership.models import Assignment, Partner, Person, Service, ServiceStatusChange
from core.partnership.rules import change_on, covers
from core.translation import translate

REDUCED = frozenset({ServiceStatus.OPERATING_REDUCED})
RUNNING = frozenset({ServiceStatus.OPERATING_FULL}) | REDUCED
"""Where people come in. Remote services run too, and nobody comes in for them."""
ONE_DAY = timedelta(days=1)


def blocks(code: str, words: str, next_step: str | None = None) -> Reason:
    """Return what keeps somebody out, and what the co-ordinator can do about it."""
    return Reason(
        code=code,
        bearing=Bearing.BLOCKS,
        words=words,
        next_step=next_step,
        whose_turn=None if next_step is None else Role.COORDINATOR.label,
    )


def person_reasons(person: Person, on: date) -> Iterator[Reason]:
    """Somebody who has left comes in no more; until the day they leave, they do."""
    gone = person.left_on is None or person.left_on < on
    if person.status is PersonStatus.LEFT and gone:
        since = (
            translate("They have left.")
            if person.left_on is None
            else translate("They left on {day}.").format(day=long_date(person.left_on))
        )
        yield blocks("core.person", since, translate("Put them back on the list, if they are to return"))


def partner_reasons(partner: Partner) -> Iterator[Reason]:
    """An organisation has to be active; somebody of the prison's own has none."""
    if partner.status is PartnerStatus.ACTIVE:
        yield Reason(
            code="core.partner",
            bearing=Bearing.PASSES,
            words=translate("{partner} is an active partner.").format(partner=partner.name),
        )
        return
    words = translate("{partner} is not active here: {status}.")
    yield blocks(
        "core.partner",
        words.format(partner=partner.name, status=str(partner.status.label).lower()),
        translate("Make the partner active again"),
    )


def service_reasons(service: Service, changes: list[ServiceStatusChange], on: date) -> Iterator[Reason]:
    """A service has to be running on that day, with people coming in."""
    change = change_on(changes, on)
    status = service.status if change is None else change.status
    words = translate("{service}: {status}.").format(
        service=service.name, status=str(status.label)[:1].lower() + str(status.label)[1:]
    )
    if status not in RUNNING:
        if change is not None and change.expected_until is not None:
            expected = translate("Expected until {day}.").format(day=long_date(change.expected_until))
            words = f"{words} {expected}"
        yield blocks("core.service", words, translate("Change the service's status when it runs again"))
        return
    later = [one.effective_from for one in changes if one.effective_from > on and one.status not in RUNNING]
    yield Reason(
        code="core.service",
        bearing=Bearing.WARNS if status in REDUCED else Bearing.PASSES,
        words=words,
        until=min(later) - ONE_DAY if later else None,
    )


def standing_parts(held: list[Assignment], service: Service, on: date) -> list[Assignment]:
    """Return the parts that somebody has in a service on a day."""
    return [one for one in held if one.service_id == service.id and covers(one.starts_on, one.ends_on, on)]


def assignment_reason(standing: Sequence[Assignment], service: Service) -> Reason:
    """Say whether the person is down for the service; somebody may stand in, so it only warns."""
    if standing:
        ends = [one.ends_on for one in standing]
        return Reason(
            code="core.assignment",
            bearing=Bearing.PASSES,
            words=translate("They are down for {service}.").format(service=service.name),
            until=None if None in ends else max(end for end in ends if end is not None),
        )
    return Reason(
        code="core.assignment",
        bearing=Bearing.WARNS,
        words=translate("They are not down for {service} on that day.").format(service=service.name),
        next_step=translate("Add them to the service, if they belong to it"),
        whose_turn=Role.COORDINATOR.label,
    )
