"""A job asks the one question of all modules that are on in its prison, as whoever asked for the job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.accounts.roles import Role
from core.entry import Bearing, EntryAnswer, Visit
from core.identifiers import uuid7
from core.jobs.leases import Lease
from core.jobs.running import RunningJob
from core.jobs.work import Work
from core.plugins.loader import Registry
from core.testkit import Database, make_person, viewer

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("off", [frozenset(), frozenset({"vetting"})])
async def test_job_is_answered_as_the_gate_is(
    database: Database, registry: Registry, prison: Any, off: frozenset[str]
) -> None:
    by = replace(viewer(registry, prison, Role.COORDINATOR), disabled_modules=off)
    person = await make_person(database, by)
    lease = Lease(prison.id, uuid7(), "token", "tea.brew", 1, {}, by.account_id, "en", None)
    running = RunningJob(database, lease, by, Work.of(registry.contributions))
    async with running.read() as session:
        [decision] = await running.decide(session, [Visit(person.id, None, DAY)])
    assert decision.answer is EntryAnswer.NO
    blocking = [reason.code for reason in stopping(decision.reasons)]
    assert blocking == (["core.unvouched"] if off else ["vetting.case"])


def stopping(reasons: Any) -> Iterator[Any]:
    return (reason for reason in reasons if reason.bearing is Bearing.BLOCKS)
