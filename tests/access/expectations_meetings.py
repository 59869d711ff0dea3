"""Who may do what with meetings of councils: rows of the table in expectations.py."""

from __future__ import annotations

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    "councilAllSeries": "CDSG",
    "councilSeries": "CDSG",
    "councilMeetings": "CDSG",
    "councilMeeting": "CDSG",
    "councilItem": "CDSG",
    "councilOutcome": "CDSG",
    "councilPaper": "CDSG",
    "councilActions": "CDSG",
    "councilAction": "CDSG",
    "councilExpected": "CD",  # the names of the roll
    "councilGuests": "CD",
    "councilColleagues": "CD",
    "councilCalendar": "CD",
}
MUTATIONS: dict[str, str] = dict.fromkeys(
    (
        "councilStartSeries",
        "councilChangeSeries",
        "councilEndSeries",
        "councilAddMeeting",
        "councilChangeMeeting",
        "councilPostponeMeeting",
        "councilCancelMeeting",
        "councilHoldMeeting",
        "councilAddItem",
        "councilChangeItem",
        "councilMoveItem",
        "councilCloseItem",
        "councilRemoveItem",
        "councilWritePaper",
        "councilRemovePaper",
        "councilIssuePack",
        "councilRecordAttendance",
        "councilRecordOutcome",
        "councilRemoveOutcome",
        "councilAddAction",
        "councilMoveDueDate",
        "councilMakeCalendar",
        "councilEndCalendar",
    ),
    "CD",
) | {
    "councilPrintPack": "CDSG",
    # Staff are answered, and close their own alone: the services' tests show it.
    "councilFinishAction": "CDSG",
    "councilCancelAction": "CDSG",
}
IDS: dict[str, str] = {
    "CouncilSeries": "series_id",
    "CouncilMeeting": "meeting_id",
    "CouncilItem": "item_id",
    "CouncilOutcome": "outcome_id",
    "CouncilMeetingPaper": "paper_id",
    "CouncilAction": "action_id",
    "CouncilCalendar": "council_id",
    "CouncilExpected": "meeting_id",
}
PATHS: dict[str, str] = {"way": "up", "to": "closed"}
MEETINGS = f"{HERE}/council/meetings"
SERIES = f"{MEETINGS}/series/{{series_id:uuid}}"
MEETING = f"{MEETINGS}/{{meeting_id:uuid}}"
POINT = f"{HERE}/council/points/{{item_id:uuid}}"
PAPER = f"{HERE}/council/papers/{{paper_id:uuid}}"
ACTION = f"{HERE}/council/actions/{{action_id:uuid}}"
CALENDAR = f"{HERE}/council/councils/{{council_id:uuid}}/calendar"
FORMS = (
    f"{MEETINGS}/series/add",
    f"{SERIES}/change",
    f"{SERIES}/end",
    f"{MEETINGS}/add",
    f"{MEETING}/change",
    f"{MEETING}/postpone",
    f"{MEETING}/cancel",
    f"{MEETING}/points/add",
    f"{MEETING}/papers/add",
    f"{MEETING}/attendance",
    f"{POINT}/change",
    f"{POINT}/remove",
    f"{POINT}/outcome",
    f"{POINT}/move/{{way:str}}",
    f"{POINT}/state/{{to:str}}",
    f"{HERE}/council/outcomes/{{outcome_id:uuid}}/remove",
    f"{ACTION}/due-date",
    f"{CALENDAR}/make",
    f"{CALENDAR}/end",
)
ISSUE = Asked("CD", parts={"action": "issue"})
REMOVE = Asked("CD", parts={"action": "remove"})
OWN = "CDSG"
"""The pages are open to all who may have an action; closing another's is refused with a sentence."""
ROUTES: dict[str, str | Asked] = {
    **{f"{verb} {path}": "CD" for path in FORMS for verb in ("GET", "POST")},
    f"GET {MEETINGS}": "CDSG",
    f"GET {MEETINGS}/export": Asked("CDSG", query="format=csv"),
    f"POST {MEETINGS}/bulk": "cdsg",  # a list without actions
    f"GET {MEETINGS}/series": "CDSG",
    f"GET {MEETINGS}/series/export": "cdsg",
    f"POST {MEETINGS}/series/bulk": "cdsg",
    f"GET {MEETING}": "CDSG",
    f"GET {MEETING}/actions/{{action:str}}": ISSUE,
    f"POST {MEETING}/actions/{{action:str}}": ISSUE,
    f"GET {PAPER}": "CDSG",
    f"GET {PAPER}/actions/{{action:str}}": REMOVE,
    f"POST {PAPER}/actions/{{action:str}}": REMOVE,
    f"GET {HERE}/council/actions": "CDSG",
    f"GET {HERE}/council/actions/export": Asked("CDSG", query="format=csv"),
    f"POST {HERE}/council/actions/bulk": "cdsg",
    f"GET {ACTION}": "CDSG",
    f"GET {ACTION}/done": OWN,
    f"POST {ACTION}/done": OWN,
    f"GET {ACTION}/not-done": OWN,
    f"POST {ACTION}/not-done": OWN,
}
