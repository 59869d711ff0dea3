"""Who may do what with work done later and with reminders: rows of the table in expectations.py."""

from __future__ import annotations

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    # Everybody sees what they asked for themselves, of which only a co-ordinator has any here.
    "job": "CDsgpv",
    "jobs": "CDSGPV",
    # A partner and a volunteer see what they were told themselves: the database narrows the rows.
    "messages": "CDSGPV",
    "reminderNotices": "CDSGPV",
    "mailReaches": "CDS",
    "reminderOutlook": "CDS",
}
MUTATIONS: dict[str, str] = {
    "retryJobs": "CDsgpv",
    "leaveJobs": "CDsgpv",
    "retryAddresses": "cd",
}
LEAVE = Asked("CDsgpv", parts={"action": "leave"})
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/unfinished": "CDSGPV",
    f"GET {HERE}/unfinished/export": Asked("cdsgpv", query="format=csv"),
    f"POST {HERE}/unfinished/bulk": Asked("CDSGPV", form={"action": "retry", "row": "{job_id}"}),
    f"GET {HERE}/unfinished/{{job_id:uuid}}": "CDsgpv",
    f"GET {HERE}/unfinished/{{job_id:uuid}}/actions/{{action:str}}": LEAVE,
    f"POST {HERE}/unfinished/{{job_id:uuid}}/actions/{{action:str}}": LEAVE,
    f"GET {HERE}/reminders": "CDS",
    f"GET {HERE}/reminders/export": Asked("cds", query="format=csv"),  # not to be exported
    f"POST {HERE}/reminders/bulk": "cds",  # a list without actions
    f"GET {HERE}/reminders/coming": "CDS",
    f"GET {HERE}/reminders/unreached": "CDS",
    f"GET {HERE}/reminders/unreached/export": Asked("cds", query="format=csv"),
    f"POST {HERE}/reminders/unreached/bulk": "cds",  # no address is unreached here
}
