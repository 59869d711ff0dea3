"""Who may do what with a person's own record and its corrections: rows of the table in expectations.py."""

from __future__ import annotations

from typing import Any

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    # Nobody has it for somebody else, the co-ordinator no more than others.
    "mirror": "V",
    "correctionRequests": "CDV",
    "correctionRequest": "CDV",
    # What waits is read by those who may read that it is due, as the notices are.
    "reminderRefusals": "CDSV",
    "reminderSnoozes": "CDS",
    "reminderSnooze": "CDs",
    "reminderDue": "cd",  # of nothing that is due
}
MUTATIONS: dict[str, str] = {
    "askCorrection": "V",
    "answerCorrection": "CD",
    "chooseReminders": "V",
    "snoozeReminder": "cd",  # as above
    "endSnooze": "CD",
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "reminderDue": {"name": "core.correction"},
    "snoozeReminder": {"name": "core.correction"},
    "askCorrection": {"words": "My surname is written with one n."},
    "answerCorrection": {"outcome": "CORRECTED", "words": "It is written with one n now."},
}
STOP = Asked("V", parts={"action": "stop_reminders"})
WAIT = f"{HERE}/reminders/coming/{{name:str}}/{{subject_id:uuid}}/wait"
END = f"{HERE}/reminders/waiting/{{snooze_id:uuid}}/end"
ANSWER = f"{HERE}/corrections/{{correction_id:uuid}}/answer"
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/me": "V",
    f"GET {HERE}/me/correction": "V",
    f"POST {HERE}/me/correction": "V",
    f"GET {HERE}/me/copy/{{file_format:str}}": Asked("V", parts={"file_format": "json"}),
    f"GET {HERE}/corrections": "CD",
    f"GET {HERE}/corrections/export": Asked("cd", query="format=csv"),  # not to be exported
    f"POST {HERE}/corrections/bulk": "cd",  # a list without actions
    f"GET {ANSWER}": "CD",
    f"POST {ANSWER}": "CD",
    f"GET {HERE}/me/actions/{{action:str}}": STOP,
    f"POST {HERE}/me/actions/{{action:str}}": STOP,
    f"GET {WAIT}": Asked("cd", parts={"name": "core.correction"}),  # of nothing that is due
    f"POST {WAIT}": Asked("cd", parts={"name": "core.correction"}),
    f"GET {END}": "CD",
    f"POST {END}": "CD",
}
IDS: dict[str, str] = {"CorrectionRequest": "correction_id", "ReminderSnooze": "snooze_id"}
