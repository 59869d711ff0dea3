"""Who may do what to the vetting policy and passports: rows of the table in expectations.py."""

from __future__ import annotations

from typing import Any

from tests.access.asked import Asked

QUERIES: dict[str, str] = {
    "vettingPolicyInForce": "CDSGPV",
    "vettingPolicies": "CDSG",
    "vettingPolicy": "CDSG",
    "vettingPolicyDraft": "cdsg",  # the version asked for is no draft
}
MUTATIONS: dict[str, str] = {
    "vettingGivePassport": "CDV",
    "vettingRevokePassport": "CDV",
    "vettingLookThroughPassport": "CDS",  # no code is given here: plugins/vetting/tests/test_passports.py
    "vettingRequestRecognition": "CDS",
    # No version of that name is there; who puts which in force is in plugins/vetting/tests.
    "vettingDraftPolicy": "cds",
    "vettingChangePolicy": "cds",
    "vettingPutPolicyInForce": "sg",
    "vettingTakeBackPolicy": "sg",
    "vettingDiscardPolicy": "cds",
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "vettingPolicy": {"version": "2026-04-01"},
    "vettingPolicyDraft": {"version": "2026-04-01"},
}
ROUTES: dict[str, str | Asked] = {}
