"""Who may do what with councils: rows of the table in expectations.py. Partners see none of it."""

from __future__ import annotations

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    "councilBodies": "CDSG",
    "councilBody": "CDSG",
    "councilProposals": "CDSG",
    "councilProposal": "CDSG",
}
MUTATIONS: dict[str, str] = {
    "councilSetUp": "CD",
    "councilEnd": "CD",
    "councilRaiseProposal": "CD",
    "councilRecordStep": "CD",  # what is recorded is the council's own; the prison's answer is in its tests
}
IDS: dict[str, str] = {"CouncilBody": "council_id", "CouncilProposal": "proposal_id"}
END = Asked("CD", parts={"action": "end"})
PROPOSAL = f"{HERE}/council/proposals/{{proposal_id:uuid}}"
ONE = f"{HERE}/council/councils/{{council_id:uuid}}"
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/council": "CDSG",
    f"GET {HERE}/council/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/council/bulk": "cdsg",  # a list without actions
    f"GET {HERE}/council/proposals/add": "CD",
    f"POST {HERE}/council/proposals/add": "CD",
    f"GET {PROPOSAL}": "CDSG",
    f"GET {PROPOSAL}/answer": "CDG",
    f"POST {PROPOSAL}/answer": "CDG",
    f"GET {PROPOSAL}/step": "CD",
    f"POST {PROPOSAL}/step": "CD",
    f"GET {HERE}/council/councils": "CDSG",
    f"GET {HERE}/council/councils/export": Asked("cdsg", query="format=csv"),  # not to be exported
    f"POST {HERE}/council/councils/bulk": "cdsg",
    f"GET {HERE}/council/councils/add": "CD",
    f"POST {HERE}/council/councils/add": "CD",
    f"GET {ONE}": "CDSG",
    f"GET {ONE}/actions/{{action:str}}": END,
    f"POST {ONE}/actions/{{action:str}}": END,
}
