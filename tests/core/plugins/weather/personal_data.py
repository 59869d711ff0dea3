"""What weather knows of people, and for how long."""

from __future__ import annotations

from datetime import timedelta

from core.sdk import PersonalData

PERSONAL_DATA = (
    PersonalData(
        table="weather_sighting",
        columns=("person_id", "place"),
        keep=timedelta(days=365),
        after="the day it was seen",
    ),
)
