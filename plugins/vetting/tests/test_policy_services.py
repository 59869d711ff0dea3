"""Drafting a version of the policy, putting it in force with two pairs of eyes, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.sdk import Conflict, Forbidden, Invalid, InvalidInput, NotFound, Viewer, entry, today
from core.testkit import decide_entry, entry_checks
from plugins.vetting import models, queries, services
from plugins.vetting.enums import AccessMode, ReminderRecipient, TrainingType
from plugins.vetting.policy import (
    NATIONAL,
    POLICY_2026_04,
    ReminderStep,
    policy_in_force,
    read_terms,
    terms_of,
)
from plugins.vetting.reminders import find_expiring
from plugins.vetting.services.training import training_needs
from plugins.vetting.tests.desk import Desk

DAY = timedelta(days=1)


async def drafted(desk: Desk, by: Viewer | None = None, **more: Any) -> models.PolicyVersion:
    who = by or desk.coordinator
    given = {"from_version": POLICY_2026_04.version, "title": "Local policy"} | more
    async with desk.database.write(who) as session:
        return await services.draft_policy(session, who, **given)


async def changed(desk: Desk, version: str, by: Viewer | None = None, **terms: Any) -> models.PolicyVersion:
    who = by or desk.coordinator
    kinds = [kind for check in entry_checks(desk.registry) for kind in check.kinds]
    async with desk.database.write(who) as session:
        return await services.change_policy_draft(
            session, who, version, terms=lambda _present: terms, kinds=kinds
        )


async def put(desk: Desk, version: str, on: date, by: Viewer | None = None) -> models.PolicyVersion:
    who = by or desk.security
    async with desk.database.write(who) as session:
        return await services.put_policy_in_force(session, who, version, effective_from=on)


async def versions(desk: Desk) -> list[str]:
    async with desk.database.read(desk.coordinator) as session:
        return [policy.version for policy in await queries.policies_of(session)]


async def target_on(desk: Desk, day: date) -> int:
    async with desk.database.read(desk.coordinator) as session:
        return policy_in_force(await queries.policies_of(session), day).target_working_days


async def test_draft_says_what_it_was_drafted_from_and_holds_nowhere(desk: Desk, other_desk: Desk) -> None:
    draft = await drafted(desk)
    assert draft.version == "local-1"
    async with desk.database.read(desk.coordinator) as session:
        assert terms_of(queries.policy_from(draft)) == terms_of(POLICY_2026_04)
        assert await queries.policies_of(session) == NATIONAL
    assert (await drafted(desk, from_version="local-1")).version == "local-2"
    assert (await drafted(other_desk)).version == "local-1"
    with pytest.raises(NotFound):
        await drafted(other_desk, from_version="local-2")


async def test_version_holds_from_its_day_in_its_prison_alone(desk: Desk, other_desk: Desk) -> None:
    await drafted(desk)
    await changed(desk, "local-1", target_working_days=7)
    await put(desk, "local-1", today() + DAY)
    assert [await target_on(desk, today()), await target_on(desk, today() + DAY)] == [60, 7]
    assert await target_on(other_desk, today() + DAY) == 60


async def test_one_version_scheduled_is_taken_back_changed_and_put_in_force_again(desk: Desk) -> None:
    await drafted(desk)
    await put(desk, "local-1", today() + DAY)
    with pytest.raises(Conflict, match="not changed any more"):
        await changed(desk, "local-1", target_working_days=7)
    async with desk.database.write(desk.governor) as session:
        await services.take_back_policy(session, desk.governor, "local-1")
    assert await versions(desk) == [policy.version for policy in NATIONAL]
    await changed(desk, "local-1", target_working_days=7)
    await put(desk, "local-1", today())
    assert await target_on(desk, today()) == 7
    with pytest.raises(Conflict, match="has begun"):
        async with desk.database.write(desk.governor) as session:
            await services.take_back_policy(session, desk.governor, "local-1")


async def test_whoever_wrote_the_draft_last_does_not_put_it_in_force(desk: Desk) -> None:
    await drafted(desk, desk.security)
    with pytest.raises(Forbidden, match="You wrote this draft"):
        await put(desk, "local-1", today())
    await changed(desk, "local-1", desk.coordinator, target_working_days=7)
    await put(desk, "local-1", today())
    await drafted(desk)
    await changed(desk, "local-2", desk.security, target_working_days=9)
    with pytest.raises(Forbidden, match="You wrote this draft"):
        await put(desk, "local-2", today())
    await put(desk, "local-2", today(), desk.governor)


async def test_a_day_that_is_past_is_refused(desk: Desk) -> None:
    await drafted(desk)
    with pytest.raises(Invalid, match="past"):
        await put(desk, "local-1", today() - DAY)
    assert await versions(desk) == [policy.version for policy in NATIONAL]


async def test_each_right_is_asked_for(desk: Desk) -> None:
    await drafted(desk)
    with pytest.raises(Forbidden):
        await drafted(desk, desk.governor)
    with pytest.raises(Forbidden):
        await changed(desk, "local-1", desk.governor, target_working_days=7)
    with pytest.raises(Forbidden):
        await put(desk, "local-1", today(), desk.coordinator)
    for outsider in (desk.partner_lead(desk.partner.id), desk.volunteer(desk.person.id)):
        with pytest.raises(Forbidden):
            await drafted(desk, outsider)


async def test_draft_of_another_prison_is_not_there(desk: Desk, other_desk: Desk) -> None:
    await drafted(desk)
    with pytest.raises(NotFound):
        await changed(other_desk, "local-1", target_working_days=7)
    with pytest.raises(NotFound):
        await put(other_desk, "local-1", today())


async def test_draft_is_discarded_and_what_was_put_in_force_is_not(desk: Desk) -> None:
    await drafted(desk)
    await drafted(desk)
    await put(desk, "local-2", today())
    async with desk.database.write(desk.coordinator) as session:
        await services.discard_policy_draft(session, desk.coordinator, "local-1")
    with pytest.raises(Conflict):
        async with desk.database.write(desk.coordinator) as session:
            await services.discard_policy_draft(session, desk.coordinator, "local-2")
    assert [row.version for row in await desk.rows(models.PolicyVersion)] == ["local-2"]


async def test_shipped_version_is_copied_and_never_changed(desk: Desk) -> None:
    with pytest.raises(Conflict, match="came with Gatehouse"):
        await changed(desk, POLICY_2026_04.version, target_working_days=7)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"target_working_days": 0}, "targetWorkingDays"),
        ({"alert_percents": (100, 50)}, "alertPercents"),
        ({"renewal_reminder_days": (30, 90)}, "renewalReminderDays"),
        ({"renewal_reminder_days": ()}, "renewalReminderDays"),
        (
            {
                "reminder_ladder": (
                    ReminderStep(after_working_days=9, recipient=ReminderRecipient.PERSON),
                    ReminderStep(after_working_days=9, recipient=ReminderRecipient.COORDINATOR),
                )
            },
            "ladder",
        ),
        ({"entry_weights": {"vetting.case": entry.Bearing.WARNS}}, "weights"),
        ({"entry_weights": {"vetting.training": entry.Bearing.PASSES}}, "weights"),
        ({"role_training": {"": frozenset({TrainingType.PREVENT})}}, "roleTraining"),
        ({"excluded_notice": "x" * 4001}, "english"),
    ],
)
async def test_what_no_version_can_say_is_refused_with_its_field_and_nothing_is_kept(
    desk: Desk, terms: dict[str, Any], field: str
) -> None:
    before = await drafted(desk)
    with pytest.raises(InvalidInput) as refused:
        await changed(desk, "local-1", **terms)
    assert field in [error.field for error in refused.value.errors]
    (after,) = await desk.rows(models.PolicyVersion)
    assert read_terms(after.terms) == read_terms(before.terms)


async def test_policy_is_drafted_changed_and_put_in_force_through_the_api(desk: Desk, engine: Any) -> None:
    async def ask(by: Viewer, document: str, **variables: Any) -> Any:
        result = await engine.execute(by, document, variables)
        assert result.errors == []
        return result.data

    await ask(
        desk.coordinator,
        'mutation { vettingDraftPolicy(fromVersion: "2026-04-01", title: "Ours") { version state } }',
    )
    said = await ask(
        desk.coordinator,
        """mutation($given: VettingPolicyChange!) { vettingChangePolicy(given: $given) {
          levels { level years covers } accessTraining { accessMode types } roleTraining { roleTitle types }
          weights { code bearing } excludedNotice } }""",
        given={
            "version": "local-1",
            "levels": [{"level": "HMPPS_EL1", "years": 3, "needsEndDate": True, "grantable": True}],
            "accessTraining": [{"accessMode": "ESCORTED", "types": ["PREVENT"]}],
            "roleTraining": [{"roleTitle": " Mentor", "types": ["SAFEGUARDING"]}],
            "weights": [{"code": "vetting.training", "bearing": "BLOCKS"}],
            "notice": {"english": "Text", "welsh": "Testun"},
        },
    )
    draft = said["vettingChangePolicy"]
    level = next(one for one in draft["levels"] if one["level"] == "HMPPS_EL1")
    assert (level["years"], level["covers"]) == (3, ["BPSS", "ESCORTED_VISITOR", "LEGACY_STANDARD"])
    assert draft["accessTraining"][0] == {"accessMode": "ESCORTED", "types": ["PREVENT"]}
    assert draft["roleTraining"] == [{"roleTitle": "mentor", "types": ["SAFEGUARDING"]}]
    assert {"code": "vetting.training", "bearing": "BLOCKS"} in draft["weights"]
    await ask(
        desk.governor,
        'mutation($on: Date!) { vettingPutPolicyInForce(version: "local-1", effectiveFrom: $on) { state } }',
        on=today().isoformat(),
    )
    listed = await ask(desk.governor, "{ vettingPolicies { version state isShipped } }")
    assert [(one["version"], one["state"]) for one in listed["vettingPolicies"]] == [
        ("local-1", "EFFECTIVE"),
        ("2026-04-01", "SUPERSEDED"),
        ("2014-10-24", "SUPERSEDED"),
    ]


async def test_trap_a_draft_never_decides_anything(desk: Desk, engine: Any) -> None:
    """TRAP: a version that is written down but not in force judges, warns or reminds somebody."""
    case = await desk.active(await desk.opened())
    visit = entry.Visit(desk.person.id, None, today())
    asked = "query($id: ID!) { vettingCase(id: $id) { stageToday targetDays isOverTarget isUnconfirmed } }"

    async def answers() -> tuple[Any, ...]:
        [gate] = await decide_entry(desk.database, desk.coordinator, entry_checks(desk.registry), visit)
        page = await engine.execute(desk.coordinator, asked, {"id": str(case.id)})
        async with desk.database.read(desk.coordinator) as session:
            due = await find_expiring(session, desk.coordinator, today(), None)
            needs = await training_needs(session, desk.coordinator, today())
            moved = await queries.policies_of(session)
        return gate, page.data, due, needs, moved

    before = await answers()
    await drafted(desk)
    strict: dict[str, Any] = {
        "target_working_days": 1,
        "renewal_reminder_days": (1500, 1),
        "levels": {level: replace(rule, years=1) for level, rule in POLICY_2026_04.levels.items()},
        "required_training": dict.fromkeys(AccessMode, frozenset(TrainingType)),
        "entry_weights": {"vetting.training": entry.Bearing.BLOCKS},
    }
    await changed(desk, "local-1", **strict)
    async with desk.database.write(desk.coordinator) as session:
        draft = await session.scalar(select(models.PolicyVersion))
        assert draft is not None
        draft.effective_from = today() - DAY  # as if its day had come, unsigned
    assert await answers() == before
    async with desk.database.write(desk.coordinator) as session:
        draft = await session.scalar(select(models.PolicyVersion))
        assert draft is not None
        draft.effective_from = today()
    assert await answers() == before
    await put(desk, "local-1", today())
    assert await answers() != before, "In force, the very same version decides."
