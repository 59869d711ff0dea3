"""Who may do what with the age that a role asks for: rows of the table in expectations.py."""

from __future__ import annotations

from typing import Any

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {}
FIELDS: dict[str, str] = {
    # Who looked at somebody's document is known to those who may look at one.
    "Person.ageConfirmedByName": "CDS",
    # That records are kept for an investigation is known to those who may know what is deleted.
    "Person.isOnHold": "CD",
    "VettingCase.isOnHold": "CD",
    # End less start is how long cases of others took.
    "VettingClearance.renewalStartsOn": "CDSG",
}
MUTATIONS: dict[str, str] = {
    "confirmAge": "CDS",
    "takeBackAge": "CDS",
}
ARGUMENTS: dict[str, dict[str, Any]] = {"confirmAge": {"atLeast": 18}}
AGE = f"{HERE}/people/{{person_id:uuid}}/age"
ROUTES: dict[str, str | Asked] = {f"GET {AGE}": "CDS", f"POST {AGE}": "CDS"}
