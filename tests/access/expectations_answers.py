"""Who may do what with the answers of a council: rows of the table in expectations.py."""

from __future__ import annotations

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    "councilAlike": "CDSG",
    "councilTopic": "CDSG",
    "councilDeeds": "CDSG",
    "councilSlips": "CD",
    "councilElsewhere": "CDSG",
}
MUTATIONS: dict[str, str] = {
    "councilGiveAnswerTo": "CDG",
    "councilSetQuorum": "CD",
    "councilRecordNationalAnswer": "CDG",
    "councilPrintSlips": "CD",
    "councilTypeBackSlip": "CD",
}
ARGUMENTS: dict[str, dict[str, str]] = {"councilAlike": {"text": "Open the library on Saturdays."}}
PROPOSAL = f"{HERE}/council/proposals/{{proposal_id:uuid}}"
ROUTES: dict[str, str | Asked] = {
    f"GET {PROPOSAL}/owner": "CDG",
    f"POST {PROPOSAL}/owner": "CDG",
    f"GET {PROPOSAL}/national": "CDG",
    f"POST {PROPOSAL}/national": "CDG",
    f"GET {HERE}/council/councils/{{council_id:uuid}}/quorum": "CD",
    f"POST {HERE}/council/councils/{{council_id:uuid}}/quorum": "CD",
    f"GET {HERE}/council/bulletins/{{bulletin_id:uuid}}/easy-read": "CDSG",
    f"GET {HERE}/council/elsewhere": "CDSG",
    f"GET {HERE}/council/slips": "CD",
    f"GET {HERE}/council/slips/export": Asked("cd", query="format=csv"),  # not to be exported
    f"POST {HERE}/council/slips/bulk": "cd",
    f"GET {HERE}/council/slips/print": "CD",
    f"POST {HERE}/council/slips/print": "CD",
    f"GET {HERE}/council/slips/type": "CD",
    f"POST {HERE}/council/slips/type": "CD",
}
