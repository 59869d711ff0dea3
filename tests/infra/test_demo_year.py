"""The year of the demo: as much as was asked for, allowed by the rules, and nobody in two places."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from core.accounts.roles import Role
from core.audit.models import AuditEntry
from core.clock import today
from core.database.unit_of_work import Database, engine_for
from core.partnership.models import Partner, PartnerAgreement, PartnerInsurance, Person, Service
from core.plugins.loader import Registry
from core.prisons.queries import prison_by_code
from core.testkit import NOBODY, viewer
from infra.demo import demo_loader
from infra.year.cases import Road, Walk, walk_before, walk_this_year
from infra.year.loading import CASES, HANDS, PRISON
from infra.year.partnership import PARTNERS, PEOPLE, SERVICES
from plugins.rota import models as rota
from plugins.vetting import models as vetting
from plugins.vetting.enums import Pathway, VettingStage
from plugins.vetting.policy import NATIONAL
from plugins.vetting.rules import STEPS
from tests.infra.lived import Year
from tests.infra.test_cli import gatehouse
from tests.servers import run_apart

S = VettingStage
YEAR_AGO = timedelta(days=366)


def walked(registry: Registry, seed: int, count: int) -> list[Walk]:
    """Walk cases without a database."""
    road = Road(
        hands={hand: viewer(registry, None, role) for hand, (_persona, role) in HANDS.items()},
        calendar=viewer(registry, None, *Role),
        policies=NATIONAL,
        today=date(2026, 11, 22),
    )
    chance = Random(seed)  # noqa: S311 -- the same walks again are the point
    return [walk_this_year(chance, road, n) for n in range(count)] + [
        walk_before(chance, road, n) for n in range(count)
    ]


def told(walks: list[Walk]) -> list[list[tuple[S, date]]]:
    return [[(event.stage, event.on) for event in walk.facts.history] for walk in walks]


def test_the_same_seed_makes_the_same_year_and_another_another(registry: Registry) -> None:
    assert told(walked(registry, 1, 60)) == told(walked(registry, 1, 60))
    assert told(walked(registry, 1, 60)) != told(walked(registry, 2, 60))


@pytest.mark.parametrize("seed", range(20))
def test_every_seed_makes_a_year_that_the_rules_allow(registry: Registry, seed: int) -> None:
    assert all(walk.facts.history for walk in walked(registry, seed, 100))


def test_it_holds_as_much_as_was_asked_for(year: Year) -> None:
    assert year.count(Partner) == PARTNERS == 60
    assert year.count(Person) == PEOPLE == 450
    assert year.count(Service) == SERVICES == 70
    begun = vetting.Case.opened_on >= today() - YEAR_AGO
    assert year.count(vetting.Case, begun, vetting.Case.pathway == Pathway.STANDARD) == CASES == 300
    assert 2700 <= year.count(rota.Session) <= 3300
    assert year.count(rota.Session, rota.Session.held_on < today()) > 2000
    for model, fewest in (
        (rota.Visit, 2000),
        (rota.StandIn, 50),
        (rota.Absence, 150),
        (rota.Friction, 300),
        (vetting.Training, 300),
        (vetting.Chase, 10),
    ):
        assert year.count(model) >= fewest, model


def test_some_of_everything_went_wrong(year: Year) -> None:
    stages = Counter(stage for (stage,) in year.rows(select(vetting.Case.stage)))
    for stage in (S.ACTIVE, S.IN_CHECKS, S.LAPSED, S.WITHDRAWN, S.RENEWAL_DUE, S.EXPIRED, S.CLOSED):
        assert stages[stage] > 0, stage
    reached = Counter(stage for (stage,) in year.rows(select(vetting.StageEvent.stage)))
    assert 3 <= reached[S.REFUSED] <= 40
    assert reached[S.APPEAL_OPEN] > 0
    assert 1 <= year.count(vetting.Case, vetting.Case.is_leap) <= 20
    assert year.count(PartnerAgreement, PartnerAgreement.ends_on < today()) > 0
    assert year.count(PartnerInsurance, PartnerInsurance.expires_on < today()) > 0


def test_every_history_is_one_that_the_rules_allow(year: Year) -> None:
    event = vetting.StageEvent
    found = year.rows(
        select(event.case_id, event.verb, event.stage, event.happened_on).order_by(
            event.case_id, event.position
        )
    )
    before: dict[object, tuple[S, date]] = {}
    for case_id, verb, stage, day in found:
        if case_id not in before:
            assert (verb, stage) == (None, S.DRAFT)
        else:
            stood, since = before[case_id]
            assert any(
                step.verb is verb and step.target is stage and stood in step.sources for step in STEPS
            ), (stood, verb, stage)
            assert since <= day <= today()
        before[case_id] = (stage, day)
    stands = dict(year.rows(select(vetting.Case.id, vetting.Case.stage)))
    assert {case_id: stage for case_id, (stage, _day) in before.items()} == stands


def test_whoever_sent_a_case_did_not_decide_it(year: Year) -> None:
    case = vetting.Case
    decided = year.rows(select(case.submitted_by, case.decided_by).where(case.decided_by.is_not(None)))
    assert len(decided) > 100
    assert all(sent != by for sent, by in decided)


def test_nobody_is_in_two_places_on_one_day(year: Year) -> None:
    visits = year.rows(select(rota.Visit.person_id, rota.Visit.held_on))
    assert max(Counter(tuple(row) for row in visits).values()) == 1
    regulars = year.rows(select(rota.Regular.person_id))
    assert max(Counter(person for (person,) in regulars).values()) == 1
    stand_ins = year.rows(
        select(rota.StandIn.person_id, rota.Session.held_on).join(
            rota.Session, rota.Session.id == rota.StandIn.session_id
        )
    )
    assert max(Counter(tuple(row) for row in stand_ins).values()) == 1


def test_nobody_came_in_who_was_away_or_not_yet_active(year: Year) -> None:
    away = select(rota.Visit.id).join(
        rota.Absence,
        (rota.Absence.person_id == rota.Visit.person_id)
        & rota.Visit.held_on.between(rota.Absence.first_on, rota.Absence.last_on),
    )
    assert year.rows(away) == []
    event = vetting.StageEvent
    begun = dict(
        year.rows(
            select(event.person_id, func.min(event.happened_on))
            .where(event.stage == S.ACTIVE)
            .group_by(event.person_id)
        )
    )
    for person_id, day in year.rows(select(rota.Visit.person_id, rota.Visit.held_on)):
        assert begun[person_id] <= day


def test_what_is_still_to_come_is_planned_and_nothing_else(year: Year) -> None:
    ahead = rota.Session.held_on >= today()
    assert year.count(rota.Session, ahead) > 0
    assert year.count(rota.Session, ahead, rota.Session.outcome.is_not(None)) == 0
    assert year.count(rota.Session, ~ahead, rota.Session.outcome.is_(None)) == 0
    assert year.count(rota.Visit, rota.Visit.held_on >= today()) == 0
    assert year.count(vetting.Training, vetting.Training.completed_on > today()) == 0
    assert year.count(vetting.Document, vetting.Document.seen_on > today()) == 0
    assert year.count(vetting.Clearance, vetting.Clearance.granted_on > today()) == 0


def test_all_of_it_is_in_the_trail(year: Year) -> None:
    for model in (vetting.Case, rota.Session, Person):
        assert year.count(AuditEntry, AuditEntry.table_name == model.__tablename__) >= year.count(model)


def test_the_second_time_nothing_is_added(year: Year) -> None:
    first, second = year.loaded
    assert (first.is_new, second.is_new) == (True, False)
    assert (first.people, first.sessions) == (second.people, second.sessions)
    done = gatehouse("demo", "year", GATEHOUSE_DATABASE_URL=year.urls.app)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Nothing was added: there are partners already in {PRISON}: 60 partners")


def test_the_small_demo_stays_as_it_is(year: Year, registry: Registry) -> None:
    async def small() -> tuple[int, int]:
        database = Database(engine_for(year.urls.app, pool_size=1))
        try:
            async with database.read(NOBODY) as session:
                prison = await prison_by_code(session, "EXI")
            assert prison is not None
            async with database.read(demo_loader(registry, prison.id, prison.code)) as session:
                partners = await session.scalar(select(func.count()).select_from(Partner))
                people = await session.scalar(select(func.count()).select_from(Person))
                return partners or 0, people or 0
        finally:
            await database.close()

    assert run_apart(small()) == (13, 48)


def test_there_is_no_year_for_a_prison_that_is_not_there(year: Year) -> None:
    done = gatehouse("demo", "year", "--prison", "QQQ", GATEHOUSE_DATABASE_URL=year.urls.app)
    assert done.returncode == 1
    assert "There is no prison with the code QQQ" in done.stderr
