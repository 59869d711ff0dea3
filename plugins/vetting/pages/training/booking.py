"""Booking: people into a session, one person from their own page, moving and giving back a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.sdk import Text, pages, today, translate, translate_plural
from core.sdk import lazy_gettext as _
from plugins.vetting.enums import BookingState
from plugins.vetting.pages.form_parts import of_person
from plugins.vetting.pages.words import DOCUMENTS, day_words
from plugins.vetting.permissions import TRAINING_BOOK

Row = Mapping[str, Any]
ASKING = (BookingState.BOOKED, BookingState.WAITING, BookingState.ATTENDED)


def who_lacks_it(data: pages.Data) -> list[pages.Choice]:
    """Offer everybody who lacks this training and is not on the session yet."""
    held = data["vettingTrainingSession"]
    here = {row["personId"] for row in held["bookings"] if row["state"] in ASKING}
    return [
        pages.Choice(row["personId"], row["personName"], hint=row["partnerName"] or "")
        for row in data["vettingTrainingNeeds"]["nodes"]
        if row["type"] == held["type"] and row["personId"] not in here and not row.get("bookedOn")
    ]


def session_words(data: pages.Data) -> str:
    held = data["vettingTrainingSession"]
    return f"{held['courseTitle']} · {day_words(held['heldOn'])}"


def back_to_session(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("vetting.training_session", training_session_id=data["vettingTrainingSession"]["id"])


def _left(data: pages.Data, _request: pages.PageRequest) -> Text:
    left = data["vettingTrainingSession"]["placesLeft"]
    said = translate_plural(
        "{count} place is left; past it, people wait in the order of booking.",
        "{count} places are left; past them, people wait in the order of booking.",
        left,
    ).format(count=left)
    if not who_lacks_it(data):
        said += " " + translate("Nobody else lacks this training. Others are booked from their own page.")
    return f"{session_words(data)}. {said}"


def outcome_words(outcome: Row) -> str:
    """Say how many were booked, how many wait, and who was left out and why."""
    said = []
    if outcome["booked"]:
        said.append(
            translate_plural("{count} person booked.", "{count} people booked.", outcome["booked"]).format(
                count=outcome["booked"]
            )
        )
    if outcome["waiting"]:
        said.append(
            translate_plural(
                "{count} person waits for a place.", "{count} people wait for a place.", outcome["waiting"]
            ).format(count=outcome["waiting"])
        )
    return " ".join(said + [left["reason"] for left in outcome["skipped"]])


def _people(form: pages.Form) -> list[str]:
    chosen = form["people"]
    return list(chosen) if isinstance(chosen, tuple) else []


BOOK = pages.FormPage(
    name="vetting.book_places",
    path="/training/sessions/{training_session_id:uuid}/book",
    title=_("Book people"),
    permission=TRAINING_BOOK,
    document=DOCUMENTS["training_book"],
    variables=lambda request: {"id": request.path["training_session_id"]},
    found="vettingTrainingSession",
    lead=_left,
    mutation=DOCUMENTS["book_places"],
    fields=(
        pages.CheckboxesField(
            name="people",
            label=_("Who should come?"),
            argument="personIds",
            hint=_("Those who lack this training and have no place yet."),
            choices=lambda data, _request: who_lacks_it(data),
        ),
    ),
    arguments=lambda form, request: {
        "trainingSessionId": request.path["training_session_id"],
        "personIds": _people(form),
    },
    success=lambda data, request: pages.Outcome(
        pages.url("vetting.training_session", training_session_id=request.path["training_session_id"]),
        outcome_words(data["vettingBookPlaces"]),
    ),
    submit=_("Book these people"),
    back=back_to_session,
)


def _sessions(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    return [
        pages.Choice(row["id"], _session_label(row), hint=_free(row))
        for row in data["vettingTrainingSessions"]["nodes"]
    ]


def _session_label(row: Row) -> str:
    return f"{row['courseTitle']}, {day_words(row['heldOn'])}, {row['startsAt']}"


def _free(row: Row) -> str:
    if row["placesLeft"] > 0:
        return translate_plural("{count} place left", "{count} places left", row["placesLeft"]).format(
            count=row["placesLeft"]
        )
    waiting = translate_plural("full, {count} waits", "full, {count} wait", row["waiting"])
    return waiting.format(count=row["waiting"])


def _person(data: pages.Data, request: pages.PageRequest) -> Text:
    said = of_person(data, request)
    if not data["vettingTrainingSessions"]["nodes"]:
        return f"{said}. " + translate("No training is planned. Plan a session first.")
    return said


BOOK_PERSON = pages.FormPage(
    name="vetting.book_training",
    path="/people/{person_id:uuid}/training/book",
    title=_("Book training"),
    permission=TRAINING_BOOK,
    document=DOCUMENTS["training_person"],
    variables=lambda request: {"id": request.path["person_id"], "from": today().isoformat()},
    found="person",
    lead=_person,
    mutation=DOCUMENTS["book_places"],
    fields=(
        pages.RadioField(
            name="session", label=_("Which session?"), argument="trainingSessionId", choices=_sessions
        ),
    ),
    arguments=lambda form, request: {
        "trainingSessionId": form["session"],
        "personIds": [request.path["person_id"]],
    },
    success=lambda data, request: pages.Outcome(
        pages.url("core.person", person_id=request.path["person_id"]),
        outcome_words(data["vettingBookPlaces"]),
    ),
    submit=_("Book this place"),
    back=lambda data, _request: pages.url("core.person", person_id=data["person"]["id"]),
)


def _booking(data: pages.Data, _request: pages.PageRequest) -> Text:
    row = data["vettingBooking"]
    return f"{row['personName']} · {row['courseTitle']} · {day_words(row['heldOn'])}"


def _other_days(data: pages.Data, _request: pages.PageRequest) -> Sequence[pages.Choice]:
    booking = data["vettingBooking"]
    return [
        pages.Choice(row["id"], f"{_session_label(row)}, {row['place']}", hint=_left_words(row))
        for row in data["vettingTrainingSessions"]["nodes"]
        if row["type"] == booking["type"] and row["id"] != booking["sessionId"]
    ]


def _left_words(row: Row) -> str:
    return translate_plural("{count} place left", "{count} places left", row["placesLeft"]).format(
        count=row["placesLeft"]
    )


def _back_from_booking(data: pages.Data, _request: pages.PageRequest) -> pages.Address:
    return pages.url("vetting.training_session", training_session_id=data["vettingBooking"]["sessionId"])


def _variables(request: pages.PageRequest) -> pages.Variables:
    return {"id": request.path["booking_id"], "from": today().isoformat()}


MOVE_BOOKING = pages.FormPage(
    name="vetting.move_booking",
    path="/training/bookings/{booking_id:uuid}/move",
    title=_("Move to another day"),
    permission=TRAINING_BOOK,
    document=DOCUMENTS["training_booking"],
    variables=_variables,
    found="vettingBooking",
    lead=_booking,
    mutation=DOCUMENTS["move_booking"],
    fields=(
        pages.RadioField(
            name="session", label=_("To which session?"), argument="trainingSessionId", choices=_other_days
        ),
    ),
    arguments=lambda form, request: {
        "bookingId": request.path["booking_id"],
        "trainingSessionId": form["session"],
    },
    success=lambda data, _request: pages.Outcome(
        pages.url("vetting.training_session", training_session_id=data["vettingMoveBooking"]["sessionId"]),
        translate("{name} is booked for {day}.").format(
            name=data["vettingMoveBooking"]["personName"],
            day=day_words(data["vettingMoveBooking"]["heldOn"]),
        ),
    ),
    submit=_("Move the booking"),
    back=_back_from_booking,
)
GIVE_UP = pages.FormPage(
    name="vetting.give_up_place",
    path="/training/bookings/{booking_id:uuid}/take-off",
    title=_("Take somebody off the session"),
    heading=lambda data, _request: translate("Take {name} off this session?").format(
        name=data["vettingBooking"]["personName"]
    ),
    permission=TRAINING_BOOK,
    document=DOCUMENTS["training_booking"],
    variables=_variables,
    found="vettingBooking",
    lead=_booking,
    mutation=DOCUMENTS["give_up_place"],
    arguments=lambda _form, request: {"bookingId": request.path["booking_id"]},
    success=lambda data, _request: pages.Outcome(
        pages.url("vetting.training_session", training_session_id=data["vettingGiveUpPlace"]["sessionId"]),
        translate("{name} is off the session. Whoever waited first has the place.").format(
            name=data["vettingGiveUpPlace"]["personName"]
        ),
    ),
    submit=_("Take them off"),
    back=_back_from_booking,
)
