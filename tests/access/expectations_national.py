"""Who may see what is measured, in a prison and above prisons: rows of the table in expectations.py."""

from __future__ import annotations

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    # Each measure asks for the permission of what it counts: who may see none is told of none.
    "measures": "CDSGPV",
    "measure": "CDSGpv",
}
ARGUMENTS: dict[str, dict[str, str]] = {"measure": {"code": "L02"}, "measures": {"module": "council"}}
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/council/measures": "CDSG",
    f"GET {HERE}/council/measures/{{measure:str}}": Asked("CDSG", parts={"measure": "L02"}),
}
ABOVE: dict[str, int] = {"N": 200, "X": 303, "else": 403}
"""Whoever holds a role above prisons; whoever has not signed in is led to do so."""
NOT_THERE: dict[str, int] = {"N": 404, "X": 303, "else": 403}
CHANGES: dict[str, int] = {"N": 404, "X": 401, "else": 403}
LISTS = ("/hmpps/council/answers", "/hmpps/council/waiting")
OUTSIDE: dict[str, dict[str, int]] = {
    "GET /hmpps": ABOVE,
    "GET /hmpps/council": ABOVE,
    **{f"GET {path}": ABOVE for path in LISTS},
    **{f"GET {path}/export": NOT_THERE for path in LISTS},  # not to be exported
    **{f"POST {path}/bulk": CHANGES for path in LISTS},  # lists without actions
    "GET /hmpps/council/answers/{shared_id:uuid}": NOT_THERE,  # of an id that nobody has
}
