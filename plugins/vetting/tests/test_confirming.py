"""A clearance that only a list speaks of is said to be so, and security confirms it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from core.sdk import Forbidden, Role, today, uuid7
from plugins.vetting import models, rules, services
from plugins.vetting.enums import AccessMode, KeyStatus, Verb, VettingLevel, VettingStage
from plugins.vetting.policy import NATIONAL, policy_in_force
from plugins.vetting.rules import Clearance
from plugins.vetting.tests.cases import (
    COORDINATOR,
    INDUCTED,
    ON,
    case_at,
    clearance,
    wrong,
)
from plugins.vetting.tests.desk import Desk

S, V, L = VettingStage, Verb, VettingLevel
DAY = timedelta(days=1)
POLICY = policy_in_force(NATIONAL, ON)
BY_LIST = replace(clearance(), is_confirmed=False)


def test_nobody_is_made_active_on_a_lists_word() -> None:
    case = case_at(S.ONBOARDING, clearances=[BY_LIST], trainings=INDUCTED)
    assert wrong(case, COORDINATOR, V.ACTIVATE) == [("VETTING_CLEARANCE_UNCONFIRMED", "clearances")]
    both = replace(case, clearances=(BY_LIST, clearance()))
    assert wrong(both, COORDINATOR, V.ACTIVATE) == []


def test_nobody_is_given_keys_on_a_lists_word() -> None:
    case = case_at(S.ACTIVE, clearances=[BY_LIST], trainings=INDUCTED, access_mode=AccessMode.KEY_HOLDER)
    said = [str(fault) for fault in rules.key_faults(case, KeyStatus.ISSUED, ON, POLICY)]
    assert "Enhanced Level 2 is not confirmed by security, so no keys are issued." in said
    confirmed = replace(case, clearances=(clearance(),))
    assert not [
        fault
        for fault in rules.key_faults(confirmed, KeyStatus.ISSUED, ON, POLICY)
        if "not confirmed" in str(fault)
    ]


def test_what_a_list_says_is_no_less_in_date() -> None:
    case = case_at(S.ACTIVE, clearances=[BY_LIST])
    assert rules.levels_missing(case, ON, POLICY) == ()
    assert rules.levels_unconfirmed(case, ON, POLICY) == (L.HMPPS_EL2,)
    assert rules.levels_unconfirmed(replace(case, clearances=()), ON, POLICY) == ()


async def held_by_list(desk: Desk, *, days: int = 400, revoked: bool = False) -> models.Clearance:
    """Take somebody over as a list has them: cleared, by nobody here."""
    end = today() + days * DAY
    held = Clearance(
        level=L.HMPPS_EL2,
        granted_on=today() - 900 * DAY,
        expires_on=end,
        revoked_on=today() if revoked else None,
        is_confirmed=False,
    )
    case = await desk.taken_over(S.APPROVED, await desk.another(f"Ashdown{days}{revoked}"), clearances=[held])
    async with desk.database.read(desk.coordinator) as session:
        wanted = select(models.Clearance).where(models.Clearance.case_id == case.id)
        found: models.Clearance = (await session.scalars(wanted)).one()
        return found


async def again(desk: Desk, held: models.Clearance) -> models.Clearance:
    async with desk.database.read(desk.coordinator) as session:
        wanted = select(models.Clearance).where(models.Clearance.id == held.id)
        found: models.Clearance = (await session.scalars(wanted)).one()
        return found


async def test_security_confirms_and_it_is_kept_who_and_when_and_audited(desk: Desk) -> None:
    held = await held_by_list(desk)
    assert (held.confirmed_at, held.confirmed_by) == (None, None)
    async with desk.database.write(desk.security) as session:
        outcome = await services.confirm_clearances(session, desk.security, [held.id, held.id])
    assert (outcome.done, outcome.skipped) == (1, ())
    confirmed = await again(desk, held)
    assert confirmed.confirmed_at is not None
    assert confirmed.confirmed_by == desk.security.account_id
    trail = text("SELECT operation, account_id FROM audit_entry WHERE row_id = :id ORDER BY id")
    async with desk.database.read(desk.coordinator) as session:
        entries = [tuple(row) for row in await session.execute(trail, {"id": held.id})]
    assert entries == [("INSERT", desk.coordinator.account_id), ("UPDATE", desk.security.account_id)]


async def test_what_cannot_be_confirmed_is_left_with_the_reason(desk: Desk) -> None:
    good, over = await held_by_list(desk), await held_by_list(desk, days=-1)
    revoked = await held_by_list(desk, days=401, revoked=True)
    asked = [good.id, over.id, revoked.id, uuid7()]
    async with desk.database.write(desk.security) as session:
        first = await services.confirm_clearances(session, desk.security, asked)
        second = await services.confirm_clearances(session, desk.security, [good.id])
    assert first.done == 1
    assert [left.reason for left in first.skipped] == [
        "It is no longer good: Expired.",
        "It is no longer good: Revoked.",
        "That clearance is not in this prison.",
    ]
    assert [left.reason for left in second.skipped] == ["It is confirmed already."]
    assert (await again(desk, over)).confirmed_at is None


async def test_co_ordinator_does_not_confirm_and_nobody_what_they_brought_in(desk: Desk) -> None:
    held = await held_by_list(desk)
    with pytest.raises(Forbidden):
        async with desk.database.write(desk.coordinator) as session:
            await services.confirm_clearances(session, desk.coordinator, [held.id])
    both = replace(desk.security, account_id=desk.coordinator.account_id)
    assert Role.SECURITY_VETTING in both.roles
    async with desk.database.write(both) as session:
        outcome = await services.confirm_clearances(session, both, [held.id])
    assert outcome.done == 0
    assert "You brought this case in yourself" in outcome.skipped[0].reason


async def test_what_security_records_needs_no_further_word(desk: Desk) -> None:
    async with desk.database.write(desk.security) as session:
        held = await services.record_clearance(
            session,
            desk.security,
            desk.person.id,
            level=L.HMPPS_EL2,
            granted_on=today() - 30 * DAY,
            expires_on=today() + 300 * DAY,
            reference="SSCL-2026-0042",
        )
    assert held.confirmed_by == desk.security.account_id
    assert policy_in_force(NATIONAL, today()).levels[L.HMPPS_EL2].grantable
