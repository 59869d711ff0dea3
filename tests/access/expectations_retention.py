"""Who may do what with periods, holds and erasure: rows of the table in expectations.py."""

from __future__ import annotations

from typing import Any

from tests.access.asked import HERE, Asked

# What will go, and when: for co-ordinators, and for data protection, which is nobody here.
QUERIES: dict[str, str] = {
    "retention": "CD",
    "retentionKind": "CD",
    "heldAbout": "CD",
    "openHolds": "CD",
}
# Data protection's, and so of nobody here; tried in tests/frontend_api/pages.
MUTATIONS: dict[str, str] = {
    "setRetentionPeriod": "",
    "placeHold": "",
    "reviewHold": "",
    "liftHold": "",
    "erasePerson": "",
    "copyPersonRecord": "",
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "retentionKind": {"code": "core.person"},
    "setRetentionPeriod": {"code": "core.person", "keep": 12},
}
SOME_ID = "01a20000-0000-7000-8000-000000000000"
"""Of nothing: stands where a refusal comes before anything is looked for."""
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/retention": "CD",
    f"GET {HERE}/retention/{{code:str}}": Asked("CD", parts={"code": "core.person"}),
    f"GET {HERE}/retention/{{code:str}}/period": Asked("", parts={"code": "core.person"}),
    f"POST {HERE}/retention/{{code:str}}/period": Asked("", parts={"code": "core.person"}),
    f"GET {HERE}/people/{{person_id:uuid}}/data": "CD",
    **{
        f"{method} {HERE}/people/{{person_id:uuid}}/data/{part}": Asked("", parts={"hold_id": SOME_ID})
        for method in ("GET", "POST")
        for part in (*("copy", "erase", "hold", "holds/{hold_id:uuid}/review", "holds/{hold_id:uuid}/lift"),)
    },
}
