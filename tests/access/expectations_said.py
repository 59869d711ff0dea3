"""Who may do what with "You said, we did": rows of the table in expectations.py. Partners see none of it."""

from __future__ import annotations

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    "councilBulletins": "CDSG",
    "councilBulletin": "CDSG",
    "councilBulletinEntry": "CDSG",
    "councilNoticeBoard": "CDSG",
    "councilPublishedIssues": "",  # for whoever opens the public page, with no account at all
}
MUTATIONS: dict[str, str] = {
    "councilComposeBulletin": "CD",
    "councilRewordEntry": "CD",
    "councilCheckBulletin": "CD",
    "councilApproveBulletin": "G",
    "councilReopenBulletin": "CDG",
    "councilPublishBulletin": "CD",
    "councilTakeBackBulletin": "CDG",
    "councilPrintBulletin": "CDSG",
    "councilDropBulletin": "CD",
    "councilDecideBoard": "G",
}
ARGUMENTS: dict[str, dict[str, bool]] = {
    "councilDecideBoard": {"isOpen": True}
}  # the public page is asked for later
IDS: dict[str, str] = {"CouncilBulletin": "bulletin_id", "CouncilBulletinEntry": "entry_id"}
ALL = f"{HERE}/council/bulletins"
ONE = f"{ALL}/{{bulletin_id:uuid}}"
CHECK = Asked("CD", parts={"action": "check"})
DROP = Asked("CD", parts={"action": "drop"})
ROUTES: dict[str, str | Asked] = {
    f"GET {ALL}": "CDSG",
    f"GET {ALL}/export": Asked("cdsg", query="format=csv"),  # not to be exported
    f"POST {ALL}/bulk": "cdsg",  # a list without actions
    f"GET {ALL}/add": "CD",
    f"POST {ALL}/add": "CD",
    f"GET {ALL}/board": "G",
    f"POST {ALL}/board": "G",
    f"GET {ALL}/answers/{{entry_id:uuid}}": "CD",
    f"POST {ALL}/answers/{{entry_id:uuid}}": "CD",
    f"GET {ONE}": "CDSG",
    f"GET {ONE}/print": "CDSG",
    f"POST {ONE}/print": "CDSG",
    f"GET {ONE}/take-back": "CDG",
    f"POST {ONE}/take-back": "CDG",
    f"GET {ONE}/actions/{{action:str}}": DROP,  # one that is asked about first
    f"POST {ONE}/actions/{{action:str}}": CHECK,
}
