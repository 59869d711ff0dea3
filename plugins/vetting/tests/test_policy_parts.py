"""What a draft says of levels and documents: which stand for which, which are taken, and who waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sdk import DomainError, InvalidInput, Viewer, today
from plugins.vetting import services
from plugins.vetting.document_rules import DOCUMENT_RULES_2009
from plugins.vetting.enums import DocumentGroup, DocumentType, PolicyEffect, VettingLevel, VettingStage
from plugins.vetting.policy import NATIONAL, POLICY_2026_04, LevelPolicy, Policy
from plugins.vetting.rules import SeenDocument
from plugins.vetting.rules.policies import check_terms
from plugins.vetting.services import PolicyDetails
from plugins.vetting.tests.desk import Desk, held
from plugins.vetting.tests.test_policy_preview import previewed
from plugins.vetting.tests.test_policy_services import changed, drafted, put

L, T = VettingLevel, DocumentType
FEW = (L.BPSS, L.HMPPS_EL1, L.HMPPS_EL2, L.CTC)
DAY = timedelta(days=1)


def faults(policy: Policy, field: str) -> list[str]:
    return [str(error) for error in check_terms(policy, ()) if error.field == field]


@pytest.mark.parametrize("policy", NATIONAL, ids=lambda policy: policy.version)
def test_shipped_versions_say_nothing_that_a_draft_may_not(policy: Policy) -> None:
    assert check_terms(policy, ()) == []


@settings(max_examples=60)
@given(st.sets(st.tuples(st.sampled_from(FEW), st.sampled_from(FEW)), max_size=6))
def test_levels_stand_above_one_another_or_the_draft_is_refused(
    pairs: set[tuple[VettingLevel, VettingLevel]],
) -> None:
    """What is taken is an order: whoever holds the highest is let in wherever a lower one is."""
    levels = {
        level: LevelPolicy(covers=frozenset(lower for upper, lower in pairs if upper is level)) for level in L
    }
    policy = replace(POLICY_2026_04, levels=levels)
    is_order = all(upper is not lower and (lower, upper) not in pairs for upper, lower in pairs) and all(
        (one, other) in pairs for one, middle in pairs for from_, other in pairs if middle is from_
    )
    assert (faults(policy, "covers") == []) is is_order
    if is_order:
        for low, middle, high in permutations(FEW, 3):
            if high in policy.standing_for(middle) and middle in policy.standing_for(low):
                assert high in policy.standing_for(low)


async def test_preview_shows_whom_a_level_blocks_that_stands_for_less(desk: Desk) -> None:
    person = await desk.another("Quill")
    await desk.taken_over(
        VettingStage.ACTIVE,
        person,
        required_levels=[L.HMPPS_EL1],
        clearances=[held(today() + 90 * DAY, L.HMPPS_EL2)],
    )
    await drafted(desk)
    levels = dict(POLICY_2026_04.levels)
    levels[L.HMPPS_EL2] = replace(levels[L.HMPPS_EL2], covers=frozenset())
    await changed(desk, "local-1", levels=levels)
    preview = await previewed(desk, today())
    assert {(group.effect, visit.person_id) for group in preview.groups for visit in group.visits} == {
        (PolicyEffect.BLOCKED, person.id)
    }


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"groups": {}, "repeatable": frozenset(), "former_name": frozenset()}, "one kind"),
        ({"groups": {T.PASSPORT: DocumentGroup.GROUP_1}}, "is not taken"),
        (
            {
                "groups": dict.fromkeys((T.UTILITY_BILL, T.BANK_STATEMENT), DocumentGroup.GROUP_2),
                "repeatable": frozenset(),
                "former_name": frozenset(),
            },
            "5 documents are asked for",
        ),
    ],
)
def test_kinds_that_nobody_could_meet_are_refused(rules: dict[str, Any], said: str) -> None:
    policy = replace(POLICY_2026_04, documents=replace(DOCUMENT_RULES_2009, **rules))
    assert any(said in str(error) for error in check_terms(policy, ()))


async def test_levels_and_kinds_are_changed_and_read_through_the_api(desk: Desk, engine: Any) -> None:
    await drafted(desk)
    document = """mutation($given: VettingPolicyChange!) { vettingChangePolicy(given: $given) {
      levels { level years covers }
      documents { withGroup1 kinds { type group isRepeatable mayBeInFormerName } }
    } }"""
    lower = ["BPSS", "CTC", "ESCORTED_VISITOR"]
    level: dict[str, Any] = {"level": "SC", "needsEndDate": True, "grantable": True}
    kinds: list[dict[str, Any]] = [
        {"type": "PASSPORT", "group": "GROUP_1"},
        {"type": "UTILITY_BILL", "group": "GROUP_2", "isRepeatable": True},
        {"type": "BIRTH_CERTIFICATE_LATER", "group": "GROUP_1", "mayBeInFormerName": True},
    ]
    given: dict[str, Any] = {"version": "local-1", "levels": [level | {"covers": lower}]}
    said = await ask(engine, desk.coordinator, document, given | {"documentKinds": kinds})
    assert {row["level"]: row["covers"] for row in said["levels"]}["SC"] == [
        "BPSS",
        "CTC",
        "ESCORTED_VISITOR",
    ]
    assert said["documents"]["withGroup1"] == 3
    assert said["documents"]["kinds"] == [
        {"isRepeatable": False, "mayBeInFormerName": False} | kind for kind in (kinds[0], kinds[2], kinds[1])
    ]
    said = await ask(engine, desk.coordinator, document, {"version": "local-1", "levels": [level]})
    assert {row["level"]: row["covers"] for row in said["levels"]}["SC"] == [
        "BPSS",
        "CTC",
        "ESCORTED_VISITOR",
    ]


async def ask(engine: Any, by: Viewer, document: str, given: dict[str, Any]) -> dict[str, Any]:
    result = await engine.execute(by, document, {"given": given})
    assert result.errors == []
    found: dict[str, Any] = result.data["vettingChangePolicy"]
    return found


async def test_new_cases_take_the_kinds_of_the_version_and_earlier_ones_keep_theirs(desk: Desk) -> None:
    before = await desk.opened(on=today())
    await drafted(desk)
    rules = replace(
        DOCUMENT_RULES_2009,
        groups={kind: DocumentGroup.GROUP_2 for kind in T if kind is not T.EU_IDENTITY_CARD},
    )
    await changed(desk, "local-1", documents=rules)
    await put(desk, "local-1", today())
    after = await desk.opened(await desk.another("Quill"), on=today())
    card = SeenDocument(type=T.EU_IDENTITY_CARD, seen_on=today())
    async with desk.database.write(desk.coordinator) as session:
        await services.record_document(session, desk.coordinator, before.id, card, on=today())
    with pytest.raises((DomainError, InvalidInput), match="is not taken under these rules"):
        async with desk.database.write(desk.coordinator) as session:
            await services.record_document(session, desk.coordinator, after.id, card, on=today())


WAITING = """query($me: ID!) { vettingPoliciesWaiting(filter: {not: {draftedBy: {eq: $me}}}) {
  nodes { version title effectiveFrom } } }"""


async def test_draft_with_a_day_is_announced_to_whoever_may_put_it_in_force_and_did_not_write_it(
    desk: Desk, other_desk: Desk, engine: Any
) -> None:
    async def waits(viewer: Viewer) -> list[str]:
        result = await engine.execute(viewer, WAITING, {"me": str(viewer.account_id)})
        assert result.errors == []
        return [row["version"] for row in result.data["vettingPoliciesWaiting"]["nodes"]]

    await drafted(desk)
    assert await waits(desk.governor) == [], "It is still being written."
    details = PolicyDetails(title="Ours", source="Order 7", source_on=None, effective_from=today() + DAY)
    async with desk.database.write(desk.security) as session:
        await services.change_policy_draft(session, desk.security, "local-1", details=details)
    assert [await waits(one) for one in (desk.governor, desk.security, other_desk.governor)] == [
        ["local-1"],
        [],
        [],
    ]
    refused = await engine.execute(desk.coordinator, WAITING, {"me": str(desk.coordinator.account_id)})
    assert [error["extensions"]["code"] for error in refused.errors] == ["FORBIDDEN"]
    await put(desk, "local-1", today() + DAY, desk.governor)
    assert await waits(desk.governor) == []
