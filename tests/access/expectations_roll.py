"""Who may do what with the roll of a council and its elections: rows of the table in expectations.py."""

from __future__ import annotations

from tests.access.asked import HERE, Asked
from tests.access.expectations_retention import SOME_ID

QUERIES: dict[str, str] = {
    "councilTerms": "CDSG",
    "councilTerm": "CDSG",
    # Which wings are small tells who lives there: it is for those who run the council.
    "councilWings": "CD",
    "councilWing": "CD",
    # Roles for the prison's staff; names have a right of their own.
    "councilMembers": "CDSG",
    "councilMember": "CDSG",
    "councilElections": "CDSG",
    "councilElection": "CDSG",
    "councilParty": "CDSG",
    "councilNomination": "CD",
    "councilPeople": "CD",
    "councilHeldAbout": "CD",
}
MUTATIONS: dict[str, str] = {
    "councilSetTerm": "CD",
    "councilChangeTerm": "CD",
    "councilSetWing": "CD",
    "councilRemoveWings": "CD",
    "councilAddMember": "CD",
    "councilChangeMember": "CD",
    "councilLeave": "CD",
    "councilRecordConsent": "CD",
    "councilEraseMember": "cd",  # of nobody: the rows asked for here are needed by what follows
    # Data protection's, and so of nobody here.
    "councilCopyMember": "",
    "councilHoldMember": "",
    "councilReleaseMember": "",
    "councilPlanElection": "CD",
    "councilMoveElection": "CD",
    "councilAddParty": "CD",
    "councilChangeParty": "CD",
    "councilRemoveParty": "cd",  # as above
    "councilNominate": "CD",
    "councilDecideNomination": "CD",
    # Papers may be counted by the governor too: it takes two.
    "councilKeyCount": "CDG",
    "councilAgreeCount": "CDG",
    "councilSetCountsAside": "CD",
    "councilDrawLot": "CD",
    "councilSeatElected": "CD",
    "councilPrintElection": "CD",
}
ARGUMENTS: dict[str, dict[str, str]] = {
    "councilEraseMember": {"councillorId": SOME_ID},
    "councilRemoveParty": {"partyId": SOME_ID},
}
FIELDS: dict[str, str] = {
    f"CouncilMember.{name}": "CD"
    for name in (
        "firstName",
        "lastName",
        "partyId",
        "wingId",
        "wingName",
        "wingSize",
        "consents",
    )
} | {"CouncilParty.nominations": "CD"}
IDS: dict[str, str] = {
    "CouncilTerm": "term_id",
    "CouncilWing": "wing_id",
    "CouncilMember": "councillor_id",
    "CouncilElection": "election_id",
    "CouncilParty": "party_id",
    "CouncilNomination": "nomination_id",
}
MEMBER = f"{HERE}/council/members/{{councillor_id:uuid}}"
ELECTION = f"{HERE}/council/elections/{{election_id:uuid}}"
COUNT = f"{ELECTION}/count/{{electorate:str}}"
PARTY = f"{HERE}/council/parties/{{party_id:uuid}}"
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/council/members": "CDSG",
    f"GET {HERE}/council/members/export": Asked("cdsg", query="format=csv"),  # not to be exported
    f"POST {HERE}/council/members/bulk": "cdsg",
    **{
        f"{method} {path}": who
        for method in ("GET", "POST")
        for path, who in {
            f"{HERE}/council/members/add": "CD",
            f"{MEMBER}/change": "CD",
            f"{MEMBER}/leave": "CD",
            f"{MEMBER}/consent": "CD",
            f"{HERE}/council/councils/{{council_id:uuid}}/terms/add": "CD",
            f"{HERE}/council/terms/{{term_id:uuid}}": "CD",
            f"{HERE}/council/wings/add": "CD",
            f"{HERE}/council/wings/{{wing_id:uuid}}": "CD",
            f"{HERE}/council/elections/add": "CD",
            f"{ELECTION}/next": "CD",
            f"{ELECTION}/parties/add": "CD",
            f"{ELECTION}/lot": "CD",
            f"{ELECTION}/again": "CD",
            f"{ELECTION}/print": "CD",
            f"{PARTY}/change": "CD",
            f"{PARTY}/nominate": "CD",
            f"{HERE}/council/nominations/{{nomination_id:uuid}}": "CD",
        }.items()
    },
    **{
        f"{method} {path}": Asked("CDG", parts={"electorate": "prisoner"})
        for method in ("GET", "POST")
        for path in (COUNT, f"{COUNT}/settle")
    },
    f"GET {MEMBER}": "CD",
    f"GET {MEMBER}/data": "CD",
    f"GET {MEMBER}/data/actions/{{action:str}}": Asked("CD", parts={"action": "erase"}),
    f"POST {MEMBER}/data/actions/{{action:str}}": Asked("CD", parts={"action": "erase"}, takes_away=True),
    **{
        f"{method} {MEMBER}/data/{part}": ""
        for method in ("GET", "POST")
        for part in ("copy", "hold", "lift")
    },
    f"GET {HERE}/council/wings": "CD",
    f"GET {HERE}/council/wings/export": Asked("cd", query="format=csv"),  # not to be exported
    f"POST {HERE}/council/wings/bulk": Asked("CD", form={"action": "remove", "row": "{wing_id}"}),
    f"GET {HERE}/council/elections": "CDSG",
    f"GET {HERE}/council/elections/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/council/elections/bulk": "cdsg",
    f"GET {ELECTION}": "CDSG",
    f"GET {ELECTION}/actions/{{action:str}}": Asked("CD", parts={"action": "void"}),
    f"POST {ELECTION}/actions/{{action:str}}": Asked("CD", parts={"action": "void"}),
    f"GET {PARTY}": "CD",
    f"GET {PARTY}/actions/{{action:str}}": Asked("CD", parts={"action": "remove"}),
    f"POST {PARTY}/actions/{{action:str}}": Asked("CD", parts={"action": "remove"}, takes_away=True),
}
