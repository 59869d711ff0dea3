"""The tables of clearances and training that a case and a person's page show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.sdk import lazy_gettext as _
from core.sdk import pages, today
from plugins.vetting.enums import (
    BookingState,
    ClearanceScope,
    ClearanceState,
    TrainingStatus,
    TrainingType,
    VettingLevel,
)
from plugins.vetting.pages.words import UNKNOWN, day, unconfirmed_tag
from plugins.vetting.permissions import CASE_DECIDE
from plugins.vetting.rules import WORTH_CONFIRMING, Clearance, state_by_dates

Row = Mapping[str, Any]
TRAINING_COLOURS = {
    TrainingStatus.COMPLETED: pages.Colour.GREEN,
    TrainingStatus.EXEMPT: pages.Colour.GREEN,
    TrainingStatus.BOOKED: pages.Colour.BLUE,
    TrainingStatus.REQUIRED: pages.Colour.YELLOW,
    TrainingStatus.EXPIRED: pages.Colour.RED,
}
CLEARANCE_COLOURS = {
    ClearanceState.CURRENT: pages.Colour.GREEN,
    ClearanceState.UNDATED: pages.Colour.YELLOW,
    ClearanceState.NOT_YET: pages.Colour.BLUE,
    ClearanceState.EXPIRED: pages.Colour.RED,
    ClearanceState.REVOKED: pages.Colour.RED,
}


def clearance_table(rows: Sequence[Row], request: pages.PageRequest) -> pages.Table:
    """Show what a person was cleared for; whoever may is led to where a missing end date is given."""
    return pages.Table(
        caption=_("Clearances"),
        headings=(
            _("Level"),
            _("Good for"),
            _("Granted"),
            _("Runs out"),
            _("Reference"),
            _("Today"),
            _("Confirmed"),
        ),
        rows=tuple(
            (
                pages.Words(VettingLevel(row["level"]).label),
                pages.Words(ClearanceScope(row["scope"]).label),
                pages.Date(row["grantedOn"], near=False, empty=UNKNOWN),
                _end(row, request),
                pages.Words(row["reference"] or UNKNOWN),
                _clearance_tag(row),
                _confirmed(row, request),
            )
            for row in rows
        ),
        empty=_("No clearance is recorded."),
    )


def _end(row: Row, request: pages.PageRequest) -> pages.Cell:
    if state_of(row) is ClearanceState.UNDATED and request.viewer.may(CASE_DECIDE):
        return pages.Link(_("Give the end date"), pages.url("vetting.date_clearance", clearance_id=row["id"]))
    return pages.Date(row["expiresOn"], empty=_("No end date"))


def _confirmed(row: Row, request: pages.PageRequest) -> pages.Cell:
    """Say whether security stands by a clearance; whoever may is led to where they say so."""
    if row["isConfirmed"]:
        return pages.Words(_("By security"))
    if request.viewer.may(CASE_DECIDE) and state_of(row) in WORTH_CONFIRMING:
        address = pages.url("vetting.confirm_clearance", clearance_id=row["id"])
        return pages.Stack((unconfirmed_tag(), pages.Link(_("Confirm this clearance"), address)))
    return unconfirmed_tag()


def _clearance_tag(row: Row) -> pages.Tag:
    return pages.Tag(state_of(row).label, CLEARANCE_COLOURS[state_of(row)])


def state_of(row: Row) -> ClearanceState:
    held = Clearance(
        level=VettingLevel(row["level"]),
        granted_on=day(row["grantedOn"]),
        expires_on=day(row["expiresOn"]),
        revoked_on=day(row["revokedOn"]),
    )
    return state_by_dates(held, today(), endless=not row["lacksEndDate"])


def training_table(rows: Sequence[Row], bookings: Sequence[Row] = ()) -> pages.Table:
    """Show which courses a person has done; what is booked leads to its session, what is waited for too."""
    sessions = {(row["type"], row["heldOn"]): row["sessionId"] for row in bookings}
    return pages.Table(
        caption=_("Training"),
        headings=(_("Course"), _("State"), _("Done or booked"), _("Runs out")),
        rows=(
            *(_training_line(row, sessions) for row in rows),
            *(_waiting_line(row) for row in bookings if row["state"] == BookingState.WAITING),
        ),
        empty=_("No training is recorded."),
    )


def _training_line(row: Row, sessions: Mapping[tuple[str, str], str]) -> tuple[pages.Cell, ...]:
    status, name = training_state(row), row["courseTitle"] or TrainingType(row["type"]).label
    session_id = sessions.get((row["type"], row["bookedOn"] or ""))
    course: pages.Cell = pages.Words(name)
    if session_id is not None:
        course = pages.Link(name, pages.url("vetting.training_session", training_session_id=session_id))
    return (
        course,
        pages.Tag(status.label, TRAINING_COLOURS[status]),
        pages.Date(row["completedOn"] or row["bookedOn"], empty=UNKNOWN),
        pages.Date(row["expiresOn"], empty=""),
    )


def _waiting_line(row: Row) -> tuple[pages.Cell, ...]:
    return (
        pages.Link(
            row["courseTitle"], pages.url("vetting.training_session", training_session_id=row["sessionId"])
        ),
        pages.Tag(BookingState.WAITING.label, pages.Colour.YELLOW),
        pages.Date(row["heldOn"]),
        pages.Words(""),
    )


def training_state(row: Row) -> TrainingStatus:
    """Return the state by today's date: what has run out is no longer done, and nobody stays exempt."""
    status, ends = TrainingStatus(row["status"]), day(row["expiresOn"])
    over = ends is not None and ends < today()
    if over and status in {TrainingStatus.COMPLETED, TrainingStatus.EXEMPT}:
        return TrainingStatus.EXPIRED
    return status
