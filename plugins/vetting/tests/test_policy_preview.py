"""Whom a draft of the policy would block: what is shown before is what the gate says after."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from core.sdk import entry, today
from core.testkit import decide_entry, decide_visits, entry_checks
from plugins.vetting.enums import PolicyEffect, TrainingType, VettingStage
from plugins.vetting.policy import POLICY_2026_04
from plugins.vetting.policy_preview import Preview, read_preview
from plugins.vetting.rules.policy_effects import effect_of
from plugins.vetting.tests.desk import Desk, held
from plugins.vetting.tests.test_policy_services import changed, drafted, put
from tests.statements import asked_of

B = entry.Bearing
DAY = timedelta(days=1)


async def previewed(desk: Desk, on: Any, version: str = "local-1") -> Preview:
    async def decide(
        session: Any, visits: Sequence[entry.Visit], *, instead: Sequence[entry.EntryCheck] = ()
    ) -> list[entry.Decision]:
        others = {check.name: check for check in instead}
        checks = [others.get(check.name, check) for check in entry_checks(desk.registry)]
        return await decide_visits(session, desk.coordinator, checks, visits)

    async with desk.database.read(desk.coordinator) as session:
        return await read_preview(session, decide, version, on)


def told(preview: Preview) -> set[tuple[PolicyEffect, entry.Visit]]:
    return {(group.effect, visit) for group in preview.groups for visit in group.visits}


async def populated(desk: Desk) -> None:
    """Somebody trained, somebody not, somebody on a list's word, somebody refused, and nobody's case."""
    await desk.active(await desk.opened(desk.person))
    await desk.approved(await desk.opened(await desk.another("Quill")))
    for surname, stage in (("Fenwick", VettingStage.ACTIVE), ("Marsh", VettingStage.REFUSED)):
        await desk.taken_over(stage, await desk.another(surname), clearances=[held(today() + 90 * DAY)])
    await desk.another("Alder")


def some_terms(chance: random.Random) -> dict[str, Any]:
    """Return terms of a draft that may block, let in, or do nothing."""
    training = dict(POLICY_2026_04.required_training)
    for access in training:
        training[access] = frozenset(kind for kind in TrainingType if chance.random() < 0.2)
    weights = {
        code: chance.choice([B.BLOCKS, B.NEEDS_ESCORT, B.WARNS])
        for code in ("vetting.training", "vetting.clearance", "core.agreement", "core.insurance")
        if chance.random() < 0.6
    }
    return {"required_training": training, "entry_weights": weights}


@pytest.mark.parametrize("seed", range(3))
async def test_preview_of_a_draft_equals_the_decisions_after_putting_it_in_force(
    desk: Desk, other_desk: Desk, seed: int
) -> None:
    await populated(desk)
    chance = random.Random(seed)  # noqa: S311 -- the same drafts each time
    await drafted(desk)
    on = today() + chance.randrange(5) * DAY
    await changed(desk, "local-1", **some_terms(chance))
    preview = await previewed(desk, on)
    checks = entry_checks(desk.registry)
    before = await decide_entry(desk.database, desk.coordinator, checks, *preview.visits)
    await put(desk, "local-1", on)
    after = await decide_entry(desk.database, desk.coordinator, checks, *preview.visits)
    changes = {
        (effect, becomes.visit)
        for was, becomes in zip(before, after, strict=True)
        if (effect := effect_of(was, becomes)) is not None
    }
    assert told(preview) == changes
    assert {visit.person_id for visit in preview.visits} == set(preview.people)
    assert other_desk.person.id not in preview.people


async def test_preview_says_who_is_blocked_and_why_and_changes_nothing(desk: Desk) -> None:
    await populated(desk)
    await drafted(desk)
    await changed(desk, "local-1", entry_weights={"vetting.training": B.BLOCKS})
    preview = await previewed(desk, today())
    blocked = [group for group in preview.groups if group.effect is PolicyEffect.BLOCKED]
    assert any("Security induction" in group.words for group in blocked)
    assert all(group.effect is PolicyEffect.BLOCKED for group in preview.groups)
    assert {preview.people[visit.person_id].split()[-1] for _effect, visit in told(preview)} == {
        "Quill",
        "Fenwick",
    }
    assert preview.in_force is POLICY_2026_04


async def test_many_people_are_as_many_statements_as_few(desk: Desk) -> None:
    await drafted(desk)
    counted = []
    for number in (1, 6):
        for place in range(number):
            await desk.approved(await desk.opened(await desk.another(f"Person {number} {place}")))
        with asked_of(desk.database) as asked:
            await previewed(desk, today())
        counted.append(len(asked))
    assert counted[0] == counted[1]


async def test_preview_through_the_api_counts_people_once(desk: Desk, engine: Any) -> None:
    await populated(desk)
    await drafted(desk)
    await changed(desk, "local-1", entry_weights={"vetting.training": B.BLOCKS})
    document = """query($on: Date!) { vettingPolicyPreview(version: "local-1", on: $on) {
      people counts { effect people } groups { effect reason people { personName services } } } }"""
    result = await engine.execute(desk.coordinator, document, {"on": today().isoformat()})
    assert result.errors == []
    found = result.data["vettingPolicyPreview"]
    assert {one["effect"]: one["people"] for one in found["counts"]} == {
        "BLOCKED": 2,
        "LET_IN": 0,
        "ESCORTED": 0,
        "UNESCORTED": 0,
    }
    assert found["people"] == 5
    refused = await engine.execute(desk.partner_lead(desk.partner.id), document, {"on": today().isoformat()})
    assert [error["extensions"]["code"] for error in refused.errors] == ["FORBIDDEN"]
