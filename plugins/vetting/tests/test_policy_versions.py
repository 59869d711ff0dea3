"""The policy as each prison's own data: what is kept reads back, what is in force is not rewritten."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from core.sdk import InvalidInput, now, today
from plugins.vetting import models, queries
from plugins.vetting.enums import (
    AccessMode,
    AppealRoute,
    LivedExperience,
    PolicyState,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.policy import (
    NATIONAL,
    POLICY_2014_10,
    POLICY_2026_04,
    Policy,
    Terms,
    TermsInvalid,
    every_version,
    policy_in_force,
    read_terms,
    state_of,
    terms_of,
    worth_of,
    write_terms,
)
from plugins.vetting.tests.desk import STARTED, Desk, held

L = VettingLevel
DAY = timedelta(days=1)
THEN = date(2016, 5, 3)
days = st.dates(date(2014, 1, 1), date(2032, 1, 1))


async def put_in_force(desk: Desk, policy: Policy, *, effective_from: date | None = None) -> None:
    """Keep a version as put in force; what the services ask first is tested with them."""
    by = desk.security
    async with desk.database.write(by) as session:
        session.add(
            models.PolicyVersion(
                version=policy.version,
                title=str(policy.title),
                effective_from=effective_from or policy.effective_from,
                source=str(policy.source),
                source_on=policy.source_on,
                terms=write_terms(policy),
                worth=worth_of(policy),
                drafted_by=by.account_id,
                published_at=now(),
                published_by=by.account_id,
            ),
        )


def local(version: str = "local-1", effective_from: date | None = None, **terms: Any) -> Policy:
    """Make a prison's own version, like the present one but for these terms."""
    return replace(
        POLICY_2026_04,
        version=version,
        title="Local policy",
        effective_from=effective_from or today(),
        source="Governor's order",
        **terms,
    )


@pytest.mark.parametrize("policy", NATIONAL, ids=lambda policy: policy.version)
def test_every_shipped_version_reads_back_as_it_was_written(policy: Policy) -> None:
    assert read_terms(write_terms(policy)) == terms_of(policy)


def test_every_field_of_the_terms_is_kept() -> None:
    assert set(write_terms(POLICY_2026_04)) == {each.name for each in fields(Terms)}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("target_working_days", 0),
        ("target_working_days", "soon"),
        ("lived_experience", "ANOTHER_ROUTE"),
        ("entry_weights", {"vetting.training": "SHRUGS"}),
        ("required_training", {"ESCORTED": ["JUGGLING"]}),
        ("levels", {"BPSS": {"years": 0}}),
    ],
)
def test_terms_that_no_version_can_have_are_refused_when_read(field: str, value: object) -> None:
    kept = write_terms(POLICY_2026_04) | {field: value}
    with pytest.raises(TermsInvalid, match=field):
        read_terms(kept)


def test_a_version_older_than_a_code_has_a_rule_for_it() -> None:
    kept = write_terms(POLICY_2026_04)
    del kept["levels"]["SC"], kept["training_months"]["PREVENT"], kept["required_training"]["KEY_HOLDER"]
    read = read_terms(kept)
    assert not read.levels[L.SC].grantable
    assert set(read.training_months) == set(TrainingType)
    assert set(read.required_training) == set(AccessMode)


@given(on=days, begins=st.lists(days, max_size=4))
def test_the_newest_version_of_the_prison_that_has_begun_holds(on: date, begins: list[date]) -> None:
    own = [local(f"local-{place}", day) for place, day in enumerate(begins)]
    holds = policy_in_force(every_version(own), on)
    begun = [policy for policy in own if policy.effective_from <= on]
    if begun:
        newest = max(policy.effective_from for policy in begun)
        assert holds is [policy for policy in begun if policy.effective_from == newest][-1]
    elif on >= POLICY_2026_04.effective_from:
        assert holds is (POLICY_2026_04 if POLICY_2026_04 in every_version(own) else min_of(own))


def min_of(own: list[Policy]) -> Policy:
    """Return the first of a prison's versions: it holds for the days before it, if no other did."""
    return min(own, key=lambda policy: policy.effective_from)


def test_a_gap_between_instruments_is_judged_by_the_next() -> None:
    assert policy_in_force(NATIONAL, date(2018, 11, 30)) is POLICY_2014_10
    assert policy_in_force(NATIONAL, date(2018, 12, 1)) is POLICY_2026_04
    assert policy_in_force(NATIONAL, date(2010, 1, 1)) is POLICY_2014_10


def test_a_state_follows_from_the_date() -> None:
    first, second = local("local-1", today() - DAY), local("local-2", today() + DAY)
    policies = every_version([first, second])
    assert [state_of(policy, policies, today()) for policy in (POLICY_2026_04, first, second)] == [
        PolicyState.SUPERSEDED,
        PolicyState.EFFECTIVE,
        PolicyState.SCHEDULED,
    ]


async def test_a_prison_without_a_row_has_the_shipped_versions(desk: Desk, other_desk: Desk) -> None:
    await put_in_force(desk, local())
    async with desk.database.read(desk.coordinator) as session:
        assert [policy.version for policy in await queries.policies_of(session)] == [
            "2014-10-24",
            "2026-04-01",
            "local-1",
        ]
    async with other_desk.database.read(other_desk.coordinator) as session:
        assert await queries.policies_of(session) == NATIONAL


async def test_a_case_keeps_the_version_it_was_opened_under(desk: Desk) -> None:
    before = await desk.opened(on=today())
    await put_in_force(desk, local(target_working_days=7, lapse_after_days=10))
    after = await desk.opened(await desk.another("Quill"), on=today())
    assert ((await desk.case(before)).policy, after.policy) == ("2026-04-01", "local-1")


async def test_psi_27_of_2014_and_leap_differ_by_version_and_not_by_code(desk: Desk) -> None:
    """The same steps with the same code: what may be granted and where an appeal goes is the version's."""
    old, new = [L.LEGACY_STANDARD_PLUS], [L.HMPPS_EL2]
    under_psi = await desk.opened(on=THEN, required_levels=old)
    under_leap = await desk.opened(await desk.another("Quill"), on=STARTED, required_levels=new)
    assert (under_psi.policy, under_leap.policy) == (POLICY_2014_10.version, POLICY_2026_04.version)
    routes = []
    for case, on, level in (
        (under_psi, THEN, L.LEGACY_STANDARD_PLUS),
        (under_leap, STARTED, L.HMPPS_EL2),
    ):
        refused = await refused_after_an_assessment(desk, case, on, level)
        appealed = await desk.moved(refused, Verb.OPEN_APPEAL, desk.security, on=on + 9 * DAY)
        routes.append(appealed.appeal_route)
    assert routes == [AppealRoute.RECONSIDERATION_DEPUTY_DIRECTOR, AppealRoute.LEAP_APPEAL]
    events = [[event.verb for event in await desk.events(case)] for case in (under_psi, under_leap)]
    assert events[0] == events[1]
    third = await desk.another("Fenwick")
    for on, asked in ((THEN, new), (STARTED, old)):
        with pytest.raises(InvalidInput, match="no longer granted"):
            await desk.opened(third, on=on, required_levels=asked)


async def refused_after_an_assessment(
    desk: Desk, case: models.Case, on: date, level: VettingLevel
) -> models.Case:
    for verb in (
        Verb.ASK_SPONSOR,
        Verb.SEND_FORM,
        Verb.RECORD_FORM_STARTED,
        Verb.BOOK_DOCUMENTS,
        Verb.ACCEPT_DOCUMENTS,
        Verb.SEND_TO_VETTING_TEAM,
        Verb.RECORD_CHECKS_STARTED,
    ):
        await desk.moved(case, verb, on=on)
    await desk.moved(case, Verb.START_LEAP, desk.security, on=on)
    await desk.moved(case, Verb.SEND_TO_GOVERNOR, desk.security, on=on)
    return await desk.moved(
        case,
        Verb.REFUSE,
        desk.governor,
        on=on,
        happened_on=on,
        level=level,
        reference="GOV-2016-0042",
        source="GOVERNOR",
    )


def test_routes_are_named_by_the_version() -> None:
    assert POLICY_2014_10.lived_experience is LivedExperience.STANDARD_PLUS
    assert POLICY_2026_04.lived_experience is LivedExperience.LEAP
    assert POLICY_2014_10.expires_on == date(2018, 11, 30)


@pytest.mark.parametrize("change", [{"title": "Another"}, {"target_days": 1}, None], ids=str)
async def test_database_refuses_to_change_or_delete_what_was_put_in_force(
    desk: Desk, change: dict[str, Any] | None
) -> None:
    await put_in_force(desk, local())
    version = models.PolicyVersion
    statement: Any = delete(version)
    if change is not None:
        values = change if "title" in change else {"terms": write_terms(local(target_working_days=1))}
        statement = update(version).values(**values)
    with pytest.raises(DBAPIError, match="not changed"):
        async with desk.database.write(desk.governor) as session:
            await session.execute(statement)


async def test_only_a_version_that_has_not_begun_is_taken_back(desk: Desk) -> None:
    version = models.PolicyVersion
    draft = {"published_at": None, "published_by": None}
    await put_in_force(desk, local(effective_from=today() + DAY))
    async with desk.database.write(desk.governor) as session:
        await session.execute(update(version).values(**draft))
    await put_in_force(desk, local("local-2"))
    with pytest.raises(DBAPIError, match="not changed"):
        async with desk.database.write(desk.governor) as session:
            await session.execute(update(version).where(version.version == "local-2").values(**draft))


async def test_accounts_of_partners_and_volunteers_read_the_policy_and_cannot_write_it(desk: Desk) -> None:
    await put_in_force(desk, local())
    for outsider in (desk.partner_lead(desk.partner.id), desk.volunteer(desk.person.id)):
        async with desk.database.read(outsider) as session:
            assert (await queries.policy_on(session, today())).version == "local-1"
        with pytest.raises(DBAPIError, match="the prison alone"):
            async with desk.database.write(outsider) as session:
                session.add(
                    models.PolicyVersion(
                        version="local-9",
                        title="Mine",
                        source="",
                        terms=write_terms(local()),
                        worth={},
                        drafted_by=outsider.account_id,
                    ),
                )


def test_a_role_can_ask_for_more_training_than_its_access() -> None:
    policy = local(role_training={"mentor": frozenset({TrainingType.SAFEGUARDING})})
    usual = policy.training_for(AccessMode.UNESCORTED_NO_KEYS)
    assert policy.training_for(AccessMode.UNESCORTED_NO_KEYS, " Mentor ") == usual | {
        TrainingType.SAFEGUARDING
    }


async def test_lists_go_by_the_version_each_case_is_under(desk: Desk, engine: Any) -> None:
    sent = today() - 20 * DAY
    old = await desk.taken_over(VettingStage.SUBMITTED, since=sent)
    levels = dict(POLICY_2026_04.levels)
    levels[L.HMPPS_EL2] = replace(levels[L.HMPPS_EL2], needs_end_date=False)
    await put_in_force(desk, local(target_working_days=3, levels=levels))
    new = await desk.taken_over(
        VettingStage.SUBMITTED,
        await desk.another("Quill"),
        since=sent,
        clearances=[held(None, L.HMPPS_EL2), held(None, L.HMPPS_EL1)],
    )
    result = await engine.execute(
        desk.coordinator,
        """{ vettingCases { nodes { id targetDays isOverTarget } }
          late: vettingCases(filter: {isOverTarget: {eq: true}}) { nodes { id } }
          vettingClearances { nodes { level lacksEndDate } } }""",
    )
    assert result.errors == []
    assert {row["id"]: (row["targetDays"], row["isOverTarget"]) for row in nodes(result, "vettingCases")} == {
        str(old.id): (60, False),
        str(new.id): (3, True),
    }
    assert nodes(result, "late") == [{"id": str(new.id)}]
    assert {row["level"]: row["lacksEndDate"] for row in nodes(result, "vettingClearances")} == {
        "HMPPS_EL2": False,
        "HMPPS_EL1": True,
    }


def nodes(result: Any, root: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result.data[root]["nodes"]
    return found
