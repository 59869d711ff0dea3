"""The API of planned training, as clients ask it."""

from __future__ import annotations

from typing import Any

from plugins.vetting.tests.classroom import Classroom
from plugins.vetting.tests.desk import Desk

COURSES = """
query {
  vettingCourses(filter: {type: {eq: SASH_ACCT}}, order: [{field: title}]) {
    totalCount
    nodes {
      title type lengthMinutes validityMonths prerequisites suits
      sessions { heldOn startsAt endsAt courseTitle type placesLeft partnerPlacesLeft waiting
        bookings { code personName partnerName state courseTitle heldOn type } }
    }
  }
  all: vettingCourses { nodes { title } }
  vettingTrainingNeeds(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { type personName } }
}
"""


async def test_courses_are_read_with_their_sessions_and_bookings(desk: Desk, engine: Any) -> None:
    classroom = Classroom(desk)
    held = await classroom.planned(await classroom.course(), places=2, partner_places=1)
    await classroom.book(held, desk.person, *await classroom.people(1))
    result = await engine.execute(desk.coordinator, COURSES, {})
    assert result.errors == [], result.errors
    (course,) = result.data["vettingCourses"]["nodes"]
    (session,) = course["sessions"]
    assert (session["startsAt"], session["placesLeft"], session["partnerPlacesLeft"]) == ("09:30", 1, 0)
    assert [row["state"] for row in session["bookings"]] == ["BOOKED", "WAITING"]
    assert {row["courseTitle"] for row in session["bookings"]} == {course["title"]}
