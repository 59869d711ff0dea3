"""Who may do what with a person's own record and its corrections: rows of the table in expectations.py."""

from __future__ import annotations

from typing import Any

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    # Nobody has it for somebody else, the co-ordinator no more than others.
    "mirror": "V",
    "correctionRequests": "CDV",
    "correctionRequest": "CDV",
}
MUTATIONS: dict[str, str] = {
    "askCorrection": "V",
    "answerCorrection": "CD",
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "askCorrection": {"words": "My surname is written with one n."},
    "answerCorrection": {"outcome": "CORRECTED", "words": "It is written with one n now."},
}
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
}
IDS: dict[str, str] = {"CorrectionRequest": "correction_id"}
