"""Who may do what with planned training: rows of the table in `expectations.py`, with its letters."""

from __future__ import annotations

from tests.access.asked import HERE, Asked

PRINT = Asked("CDS", parts={"action": "print"})
QUERIES: dict[str, str] = {
    "vettingCourses": "CDSGPV",
    "vettingCourse": "CDSGPV",
    "vettingTrainingSessions": "CDSGPV",
    "vettingTrainingSession": "CDSGPV",
    "vettingBookings": "CDSGPV",
    "vettingBooking": "CDSGPV",
    "vettingTrainingNeeds": "CDSGPV",
    "vettingTrainingNeedCounts": "CDSGPV",
}
MUTATIONS: dict[str, str] = {
    "vettingAddCourse": "CDS",
    "vettingPlanTrainingSession": "CDS",
    "vettingChangePlaces": "CDS",
    "vettingCancelTrainingSession": "CDS",
    "vettingBookPlaces": "CDSP",  # a partner's own people; refused one by one, with the reason
    "vettingMoveBooking": "CDSP",
    "vettingGiveUpPlace": "CDSP",
    "vettingKeyAttendance": "CDS",
    "vettingRecordWalkIn": "CDS",
    "vettingPrintAttendanceSheet": "CDS",
}
ROUTES: dict[str, str | Asked] = {
    f"POST {HERE}/training/bulk": "cdsgpv",
    f"GET {HERE}/training/needs": "CDSGPV",
    f"POST {HERE}/training/needs/bulk": "cdsgpv",
    f"GET {HERE}/training/courses/add": "CDS",
    f"POST {HERE}/training/courses/add": "CDS",
    f"GET {HERE}/training/courses/{{course_id:uuid}}": "CDSGPV",
    f"GET {HERE}/training/sessions/plan": "CDS",
    f"POST {HERE}/training/sessions/plan": "CDS",
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}": "CDSGPV",
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}/attendance": "CDS",
    f"POST {HERE}/training/sessions/{{training_session_id:uuid}}/attendance": "CDS",
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}/book": "CDSP",
    f"POST {HERE}/training/sessions/{{training_session_id:uuid}}/book": "CDSP",
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}/places": "CDS",
    f"POST {HERE}/training/sessions/{{training_session_id:uuid}}/places": "CDS",
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}/sheet": "CDSGPV",
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}/sheet/actions/{{action:str}}": PRINT,
    f"POST {HERE}/training/sessions/{{training_session_id:uuid}}/sheet/actions/{{action:str}}": PRINT,
    f"GET {HERE}/training/sessions/{{training_session_id:uuid}}/walk-in": "CDS",
    f"POST {HERE}/training/sessions/{{training_session_id:uuid}}/walk-in": "CDS",
    f"GET {HERE}/training/bookings/{{booking_id:uuid}}/move": "CDSP",
    f"POST {HERE}/training/bookings/{{booking_id:uuid}}/move": "CDSP",
    f"GET {HERE}/training/bookings/{{booking_id:uuid}}/take-off": "CDSP",
    f"POST {HERE}/training/bookings/{{booking_id:uuid}}/take-off": "CDSP",
    f"GET {HERE}/people/{{person_id:uuid}}/training/book": "CDSP",
    f"POST {HERE}/people/{{person_id:uuid}}/training/book": "CDSP",
}
