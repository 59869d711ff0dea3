"""Who may do what with councils: rows of the table in expectations.py. Partners see none of it."""

from __future__ import annotations

from tests.access.asked import HERE, Asked
from tests.access.expectations_retention import SOME_ID

QUERIES: dict[str, str] = {
    "councilBodies": "CDSG",
    "councilBody": "CDSG",
    "councilProposals": "CDSG",
    "councilProposal": "CDSG",
    "councilPublications": "CDSG",
    "councilPublication": "CDSG",
    "councilHits": "CD",
    "councilTopicHistory": "CDSG",
    "councilReview": "CD",
    "councilWords": "CD",
    "councilWord": "CD",
    "councilUsualWords": "CD",
    "councilMinutesList": "CDG",
    "councilMinutes": "CDG",
    "councilMeetingsHeld": "CDG",
}
MUTATIONS: dict[str, str] = {
    "councilSetUp": "CD",
    "councilEnd": "CD",
    "councilRaiseProposal": "CD",
    "councilRecordStep": "CD",  # what is recorded is the council's own; the prison's answer is in its tests
    "councilDecidePlaces": "CD",
    "councilAddWord": "CD",
    "councilRemoveWord": "cd",  # of none: the word asked for here is needed by what follows
    "councilDraftMinutes": "CD",
    "councilWriteMinutes": "CD",
    "councilMoveMinutesOn": "CD",
    "councilApproveMinutes": "CD",
    "councilAskAmendment": "CD",
    "councilDecideAmendment": "CD",
    "councilMarkWords": "cd",  # minutes have no section of the name that is asked for
    "councilPrintMinutes": "CDSG",
    "councilPrintDraft": "CDG",
    "councilPrintTopic": "CDSG",
    "councilPublish": "CDG",
    "councilWithdraw": "CDG",
}
ARGUMENTS: dict[str, dict[str, str | bool]] = {
    "councilRemoveWord": {"wordId": SOME_ID},
    "councilTopicHistory": {"unpublished": True},
}
IDS: dict[str, str] = {
    "CouncilBody": "council_id",
    "CouncilProposal": "proposal_id",
    "CouncilPublication": "publication_id",
    "CouncilMinutes": "minutes_id",
    "CouncilWord": "word_id",
}
END = Asked("CD", parts={"action": "end"})
CHECKED = Asked("CD", parts={"action": "from_draft"})
PUBLISHED = Asked("CDG", parts={"action": "publish"})
MINUTES = f"{HERE}/council/minutes/{{minutes_id:uuid}}"
TEXT = f"{HERE}/council/texts/{{source:str}}/{{source_id:uuid}}"
OUT = f"{HERE}/council/published/{{publication_id:uuid}}"
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
    f"GET {HERE}/council/minutes": "CDG",
    f"GET {HERE}/council/minutes/export": Asked("cdg", query="format=csv"),  # not to be exported
    f"POST {HERE}/council/minutes/bulk": "cdg",
    f"GET {HERE}/council/minutes/add": "CD",
    f"POST {HERE}/council/minutes/add": "CD",
    f"GET {MINUTES}": "CDG",
    f"GET {MINUTES}/actions/{{action:str}}": CHECKED,
    f"POST {MINUTES}/actions/{{action:str}}": CHECKED,
    f"GET {MINUTES}/print": "CDG",
    f"POST {MINUTES}/print": "CDG",
    f"GET {MINUTES}/write": "CD",
    f"POST {MINUTES}/write": "CD",
    f"GET {MINUTES}/approve": "CD",
    f"POST {MINUTES}/approve": "CD",
    f"GET {MINUTES}/quote": "CD",
    f"POST {MINUTES}/quote": "CD",
    f"GET {MINUTES}/amendments/add": "CD",
    f"POST {MINUTES}/amendments/add": "CD",
    f"GET {MINUTES}/amendments/{{amendment_id:uuid}}": "CD",
    f"POST {MINUTES}/amendments/{{amendment_id:uuid}}": "CD",
    f"GET {TEXT}": Asked("CD", parts={"source": "proposal"}),
    f"POST {TEXT}": Asked("CD", parts={"source": "proposal"}),
    f"GET {HERE}/council/published": "CDSG",
    f"GET {HERE}/council/published/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/council/published/bulk": "cdsg",
    f"GET {HERE}/council/topic": "CDSG",
    f"GET {HERE}/council/topic/print": "CDSG",
    f"POST {HERE}/council/topic/print": "CDSG",
    f"GET {OUT}": "CDSG",
    f"GET {OUT}/print": "CDSG",
    f"POST {OUT}/print": "CDSG",
    f"GET {OUT}/withdraw": "CDG",
    f"POST {OUT}/withdraw": "CDG",
    f"GET {HERE}/council/words": "CD",
    f"GET {HERE}/council/words/export": Asked("cd", query="format=csv"),  # not to be exported
    f"POST {HERE}/council/words/bulk": "cd",
    f"GET {HERE}/council/words/add": "CD",
    f"POST {HERE}/council/words/add": "CD",
    f"GET {HERE}/council/words/{{word_id:uuid}}/remove": "CD",
    f"POST {HERE}/council/words/{{word_id:uuid}}/remove": Asked("CD", takes_away=True),
    f"GET {PROPOSAL}/actions/{{action:str}}": PUBLISHED,
    f"POST {PROPOSAL}/actions/{{action:str}}": PUBLISHED,
    f"GET {ONE}": "CDSG",
    f"GET {ONE}/actions/{{action:str}}": END,
    f"POST {ONE}/actions/{{action:str}}": END,
}
