"""What a prison's policy makes of reasons at the gate, by the version in force on the day, above a floor."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import uuid4

import pytest

from core.sdk import entry, today
from core.testkit import decide_entry, entry_checks
from plugins.vetting.entry import KINDS, check_under
from plugins.vetting.enums import VettingStage
from plugins.vetting.policy import every_version, policy_in_force
from plugins.vetting.tests.desk import Desk, held
from plugins.vetting.tests.test_policy_versions import local, put_in_force

A, B = entry.EntryAnswer, entry.Bearing
DAY = timedelta(days=1)
ANSWERS = {B.BLOCKS: A.NO, B.NEEDS_ESCORT: A.YES_ESCORTED, B.WARNS: A.YES}


async def answer(desk: Desk, on: date) -> entry.EntryAnswer:
    visit = entry.Visit(desk.person.id, None, on)
    [found] = await decide_entry(desk.database, desk.coordinator, entry_checks(desk.registry), visit)
    return found.answer


async def test_policy_of_the_day_asked_for_weighs_and_not_that_of_today(desk: Desk) -> None:
    await desk.approved(await desk.opened())
    begins = today() + 10 * DAY
    weighed = {"vetting.training": B.BLOCKS}
    await put_in_force(desk, local(effective_from=begins, entry_weights=weighed))
    assert await answer(desk, begins - DAY) is A.YES_ESCORTED
    assert await answer(desk, begins) is A.NO
    assert await answer(desk, today()) is A.YES_ESCORTED


async def test_policy_can_let_somebody_in_whom_only_missing_training_held_back(desk: Desk) -> None:
    await desk.approved(await desk.opened())
    await put_in_force(desk, local(entry_weights={"vetting.training": B.WARNS}))
    assert await answer(desk, today()) is A.YES


async def test_no_policy_lifts_the_floor(desk: Desk) -> None:
    """No clearance in date, a refusal, a suspension and somebody unknown block, whatever is chosen."""
    every = dict.fromkeys(("vetting.case", "vetting.clearance", "core.person", "core.unvouched"), B.WARNS)
    await put_in_force(desk, local(entry_weights=every))
    for number, stage in enumerate(
        (VettingStage.REFUSED, VettingStage.SUSPENDED, VettingStage.REVOKED, VettingStage.ACTIVE)
    ):
        person = await desk.another(f"Person {number}")
        ended = [held(today() - DAY)] if stage is VettingStage.ACTIVE else [held(today() + 90 * DAY)]
        await desk.taken_over(stage, person, clearances=ended)
        visits = [entry.Visit(person.id, None, today()), entry.Visit(uuid4(), None, today())]
        found = await decide_entry(desk.database, desk.coordinator, entry_checks(desk.registry), *visits)
        assert [one.answer for one in found] == [A.NO, A.NO]
    others = [check for check in entry_checks(desk.registry) if not check.vouches]
    [unvouched] = await decide_entry(desk.database, desk.coordinator, others, visits[0])
    assert unvouched.answer is A.NO


async def test_prison_without_a_say_keeps_what_is_usual(desk: Desk, other_desk: Desk) -> None:
    await desk.approved(await desk.opened())
    await put_in_force(other_desk, local(entry_weights={"vetting.training": B.BLOCKS}))
    assert await answer(desk, today()) is A.YES_ESCORTED


def test_kinds_are_named_by_their_module_and_usual_is_among_what_may_be() -> None:
    assert all(kind.code.startswith("vetting.") and kind.usual in kind.may_be for kind in KINDS)
    assert all(B.PASSES not in kind.may_be for kind in KINDS)


@pytest.mark.parametrize("seed", range(4))
async def test_the_answer_never_contradicts_the_policy_in_force_on_its_day(desk: Desk, seed: int) -> None:
    """Any versions, with any weights, in force from any days: each day is answered by its own version."""
    await desk.approved(await desk.opened())
    chance = random.Random(seed)  # noqa: S311 -- the same versions each time
    for _ in range(12):
        own = [
            local(f"local-{place}", today() + chance.randrange(40) * DAY, entry_weights=some_weights(chance))
            for place in range(chance.randrange(4))
        ]
        policies = every_version(own)
        checks = [check_under(policies), *(one for one in entry_checks(desk.registry) if not one.vouches)]
        visits = [entry.Visit(desk.person.id, None, today() + days * DAY) for days in range(0, 45, 3)]
        for found in await decide_entry(desk.database, desk.coordinator, checks, *visits):
            weighed = policy_in_force(policies, found.visit.on).entry_weights
            says = weighed.get("vetting.training", B.NEEDS_ESCORT)
            expected = B.NEEDS_ESCORT if says is B.PASSES else says
            bearings = {one.bearing for one in found.reasons if one.code == "vetting.training"}
            assert (bearings, found.answer) == ({expected}, ANSWERS[expected])


def some_weights(chance: random.Random) -> dict[str, entry.Bearing]:
    codes = ("vetting.training", "vetting.case", "core.person")
    return {code: chance.choice(list(B)) for code in codes if chance.random() < 0.7}
