"""The rows of each room, in files of their own: what the one table in expectations.py is joined from."""

from __future__ import annotations

from typing import Any

from tests.access import expectations_answers as answers
from tests.access import expectations_council as council
from tests.access import expectations_desk as desk
from tests.access import expectations_later as later
from tests.access import expectations_meetings as meetings
from tests.access import expectations_mirror as mirror
from tests.access import expectations_national as national
from tests.access import expectations_policy as policy
from tests.access import expectations_retention as retention
from tests.access import expectations_roll as roll
from tests.access import expectations_rota as rota
from tests.access import expectations_said as said
from tests.access import training

ROOMS = (
    *(answers, council, desk, later, meetings, mirror, national),
    *(policy, retention, roll, rota, said, training),
)
"""Rows of one room each, in files of their own."""


def of_rooms(name: str) -> dict[str, Any]:
    """Return the rows of one table that stand in the files of the rooms."""
    return {key: row for room in ROOMS for key, row in getattr(room, name, {}).items()}
