"""Who may do what to the policy, assessments, passports, keys and replies: see expectations.py."""

from __future__ import annotations

from typing import Any

from tests.access.asked import HERE, Asked

QUERIES: dict[str, str] = {
    "vettingAssessments": "SG",  # not the desk's: that there is one tells of a record
    "vettingPolicyInForce": "CDSGPV",
    "vettingGuidance": "CDSGPV",
    "vettingRolePeople": "CDSGPV",
    "vettingRoleRequirements": "CDSGPV",
    "vettingPolicies": "CDSG",
    "vettingPolicy": "CDSG",
    "vettingPolicyDraft": "cdsg",  # the version asked for is no draft
    "vettingPolicyPreview": "cdsg",
    "vettingPoliciesWaiting": "SG",
}
MUTATIONS: dict[str, str] = {
    "vettingRecordKeys": "CDS",
    "vettingRequireOfRole": "CDS",
    "vettingRecordReply": "CDS",
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
    "vettingGivePassport": {"agreed": True},
    "vettingPolicy": {"version": "2026-04-01"},
    "vettingPolicyPreview": {"version": "2026-04-01"},
    "vettingPolicyDraft": {"version": "2026-04-01"},
}
VERSION = f"{HERE}/vetting/policy/{{version:str}}"
PARTS = (
    "details",
    "levels/{level:str}",
    "training",
    "roles",
    "gate",
    "documents",
    "kinds",
    "notice",
    "clock",
)
ROUTES: dict[str, str | Asked] = {
    f"GET {HERE}/vetting/assessments": "SG",
    f"GET {HERE}/vetting/assessments/export": Asked("sg", query="format=csv"),
    f"POST {HERE}/vetting/assessments/bulk": "sg",
    f"GET {HERE}/vetting/policy": "CDSG",
    f"GET {HERE}/roles/{{role_id:uuid}}/vetting": "CDS",
    f"POST {HERE}/roles/{{role_id:uuid}}/vetting": "CDS",
    f"GET {VERSION}": "CDSG",
    f"GET {VERSION}/actions/{{action:str}}": Asked("SG", parts={"action": "take_back"}),
    f"POST {VERSION}/actions/{{action:str}}": Asked("SG", parts={"action": "take_back"}),
    f"GET {VERSION}/draft": "CDS",
    f"POST {VERSION}/draft": "CDS",
    # The version of the address came with Gatehouse: it is no draft, to be changed or put in force.
    f"GET {VERSION}/preview": "cdsg",
    f"GET {VERSION}/put-in-force": "sg",
    f"POST {VERSION}/put-in-force": "sg",
    **{f"GET {VERSION}/change/{part}": "cds" for part in PARTS},
    **{f"POST {VERSION}/change/{part}": "cds" for part in PARTS},
}
PATHS = {"version": "2026-04-01", "level": "HMPPS_EL2"}
