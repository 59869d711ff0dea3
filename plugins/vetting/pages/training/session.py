"""A training session: who is booked, who waits, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.sdk import Viewer, pages, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import BookingState, TrainingSessionState, TrainingType
from plugins.vetting.pages.training.coming import state_tag
from plugins.vetting.pages.words import DOCUMENTS, UNKNOWN, day_words
from plugins.vetting.permissions import (
    TRAINING_BOOK,
    TRAINING_PLAN,
    TRAINING_READ,
    TRAINING_RECORD,
)
from plugins.vetting.rules import ON_THE_SHEET

Row = Mapping[str, Any]
BOOKING_COLOURS = {
    BookingState.BOOKED: pages.Colour.BLUE,
    BookingState.ATTENDED: pages.Colour.GREEN,
    BookingState.DID_NOT_ATTEND: pages.Colour.RED,
    BookingState.WAITING: pages.Colour.YELLOW,
    BookingState.CANCELLED: pages.Colour.GREY,
}


def sheet_rows(held: Row) -> list[Row]:
    """Return who is on the attendance sheet, in the order in which it is printed and typed back."""
    return sorted(
        (row for row in held["bookings"] if BookingState(row["state"]) in ON_THE_SHEET),
        key=lambda row: (row["personSurname"], row["code"]),
    )


def hours(held: Row) -> str:
    return translate("{start} to {end}").format(start=held["startsAt"], end=held["endsAt"])


def _record(data: pages.Data, request: pages.PageRequest) -> pages.Record:
    held = data["vettingTrainingSession"]
    return pages.Record(
        title=held["courseTitle"],
        caption=f"{day_words(held['heldOn'])} · {hours(held)} · {held['place']}",
        tag=state_tag(held["state"]),
        lead=_lead(held, request.viewer),
        facts=tuple(_facts(held)),
        sections=tuple(_sections(held, request)),
        back=pages.url("vetting.training"),
        back_label=_("Training"),
    )


def _lead(held: Row, viewer: Viewer) -> str:
    if held["state"] == TrainingSessionState.CANCELLED:
        return translate("This session was cancelled. Whoever was booked needs another day.")
    if held["state"] == TrainingSessionState.PLANNED and held["heldOn"] < today().isoformat():
        said = translate("This session is over and its attendance sheet was not typed in.")
        return said if viewer.may(TRAINING_RECORD) else ""
    left = translate_plural("{count} place is left.", "{count} places are left.", held["placesLeft"])
    waiting = translate_plural("{count} person waits.", "{count} people wait.", held["waiting"])
    said = left.format(count=held["placesLeft"])
    return f"{said} {waiting.format(count=held['waiting'])}" if held["waiting"] else said


def _facts(held: Row) -> Iterator[pages.Fact]:
    yield pages.Fact(_("Training"), pages.Words(TrainingType(held["type"]).label))
    course = pages.url("vetting.course", course_id=held["courseId"])
    yield pages.Fact(_("Course"), pages.Link(held["courseTitle"], course))
    yield pages.Fact(_("Day"), pages.Date(held["heldOn"]))
    yield pages.Fact(_("Time"), pages.Words(hours(held)))
    yield pages.Fact(_("Place"), pages.Words(held["place"]))
    yield pages.Fact(_("Who trains"), pages.Words(held["trainer"] or UNKNOWN))
    places = translate("{taken} of {places} taken").format(taken=held["placesTaken"], places=held["places"])
    change = pages.url("vetting.change_places", training_session_id=held["id"])
    yield pages.Fact(_("Places"), pages.Words(places), None if _is_over(held) else change)
    offered = translate("{taken} of {places} taken").format(
        taken=held["partnerPlacesTaken"], places=held["partnerPlaces"]
    )
    yield pages.Fact(_("Offered to partners"), pages.Words(offered))


def _is_over(held: Row) -> bool:
    return bool(held["state"] == TrainingSessionState.CANCELLED)


def _sections(held: Row, request: pages.PageRequest) -> Iterator[pages.Section]:
    rows = sheet_rows(held)
    yield pages.Section(
        heading=_("Who is booked"),
        table=pages.Table(
            caption=_("Who is booked"),
            headings=(_("Code"), _("Name"), _("Organisation"), _("State"), _("Change")),
            rows=tuple(_line(row, held, request) for row in rows),
            empty=_("Nobody is booked yet."),
        ),
    )
    waiting = [row for row in held["bookings"] if row["state"] == BookingState.WAITING]
    if waiting:
        yield pages.Section(
            heading=_("Who waits for a place"),
            table=pages.Table(
                caption=_("Who waits for a place, first come first"),
                headings=(_("Code"), _("Name"), _("Organisation"), _("State"), _("Change")),
                rows=tuple(_line(row, held, request) for row in waiting),
            ),
        )


def _line(row: Row, held: Row, request: pages.PageRequest) -> tuple[pages.Cell, ...]:
    state = BookingState(row["state"])
    open_ = held["state"] == TrainingSessionState.PLANNED and held["heldOn"] >= today().isoformat()
    change: pages.Cell = pages.Words("")
    if open_ and request.viewer.may(TRAINING_BOOK):
        change = pages.Stack(
            (
                pages.Link(_("Move"), pages.url("vetting.move_booking", booking_id=row["id"])),
                pages.Link(_("Take off"), pages.url("vetting.give_up_place", booking_id=row["id"])),
            )
        )
    return (
        pages.Words(row["code"]),
        pages.Link(row["personName"], pages.url("core.person", person_id=row["personId"])),
        pages.Words(row["partnerName"] or UNKNOWN),
        pages.Tag(state.label, BOOKING_COLOURS[state]),
        change,
    )


def _planned(data: pages.Data, _request: pages.PageRequest) -> bool:
    held = data["vettingTrainingSession"]
    coming = held["heldOn"] >= today().isoformat()
    return bool(held["state"] == TrainingSessionState.PLANNED and coming)


def _to_key(data: pages.Data, _request: pages.PageRequest) -> bool:
    held = data["vettingTrainingSession"]
    began = held["heldOn"] <= today().isoformat()
    return bool(held["state"] != TrainingSessionState.CANCELLED and began)


def _here(page: str, data: pages.Data) -> pages.Address:
    return pages.url(page, training_session_id=data["vettingTrainingSession"]["id"])


def _cancelled(_data: pages.Data, request: pages.PageRequest) -> pages.Outcome:
    said = translate("The session was cancelled. Whoever was booked needs another day.")
    return pages.Outcome(
        pages.url("vetting.training_session", training_session_id=request.path["training_session_id"]), said
    )


CANCEL = pages.Action(
    name="cancel",
    label=_("Cancel the session"),
    permission=TRAINING_PLAN,
    mutation=DOCUMENTS["cancel_session"],
    variables=lambda request: {"trainingSessionId": request.path["training_session_id"]},
    success=_cancelled,
    offered=_planned,
    confirm=_("Cancel this session? Nobody stays booked or in the queue, and each needs another day."),
    style="warning",
)
SESSION = pages.RecordPage(
    name="vetting.training_session",
    path="/training/sessions/{training_session_id:uuid}",
    title=_("Training session"),
    permission=TRAINING_READ,
    document=DOCUMENTS["training_session"],
    variables=lambda request: {"id": request.path["training_session_id"]},
    record=_record,
    found="vettingTrainingSession",
    actions=(
        pages.ActionLink(
            label=_("Type the sheet in"),
            href=lambda data, _request: _here("vetting.key_attendance", data),
            offered=_to_key,
        ),
        pages.ActionLink(
            label=_("Book people"),
            href=lambda data, _request: _here("vetting.book_places", data),
            offered=lambda data, request: _planned(data, request) and not _to_key(data, request),
        ),
        pages.ActionLink(
            label=_("Book people"),
            href=lambda data, _request: _here("vetting.book_places", data),
            offered=lambda data, request: _planned(data, request) and _to_key(data, request),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Attendance sheet to print"),
            href=lambda data, _request: _here("vetting.attendance_sheet", data),
            offered=lambda data, _request: not _is_over(data["vettingTrainingSession"]),
            style="secondary",
        ),
        pages.ActionLink(
            label=_("Add somebody who walked in"),
            href=lambda data, _request: _here("vetting.walk_in", data),
            offered=_to_key,
            style="secondary",
        ),
        CANCEL,
    ),
)
