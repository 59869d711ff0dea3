"""Rooms of the council's tests: one prison's, and a second one's that must stay untouched."""

from __future__ import annotations

from typing import Any

import pytest

from plugins.council.tests.council import Hall
from plugins.council.tests.meeting_room import MeetingRoom, room_in


@pytest.fixture
def hall(database: Any, registry: Any, prison: Any) -> Hall:
    return Hall(database, registry, prison)


@pytest.fixture
def other_hall(database: Any, registry: Any, other_prison: Any) -> Hall:
    return Hall(database, registry, other_prison)


@pytest.fixture
def meeting_room(database: Any, registry: Any, prison: Any) -> MeetingRoom:
    return room_in(database, registry, prison)


@pytest.fixture
def other_meeting_room(database: Any, registry: Any, other_prison: Any) -> MeetingRoom:
    return room_in(database, registry, other_prison)
