"""The report over real rows: of one prison, and telling nobody of a lived-experience assessment."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

from pypdf import PdfReader

from core.sdk import Role, Viewer, reports, today, working_days_between
from core.testkit import Database, Format, Registry, make_partner, make_person, write_report
from plugins.vetting import models
from plugins.vetting.enums import AccessMode, ClearanceScope, Pathway, Verb, VettingLevel, VettingStage
from plugins.vetting.policy import POLICY_2026_04
from plugins.vetting.reports import BUILD_POSITION, POSITION, build_position

S = VettingStage
Step = tuple[VettingStage, date]


async def add_case(
    database: Database,
    by: Viewer,
    surname: str,
    *steps: Step,
    partner_id: UUID | None = None,
    ends: date | None = None,
    folded: Sequence[int] = (),
    verbs: Sequence[Verb | None] = (),
) -> None:
    """Add somebody with a case that went these steps, and a clearance that ends then."""
    person = await make_person(database, by, first_name="Ffion", surname=surname, partner_id=partner_id)
    stage, since = steps[-1]
    async with database.write(by) as session:
        case = models.Case(
            person_id=person.id,
            partner_id=partner_id,
            pathway=Pathway.STANDARD,
            stage=stage,
            stage_since=since,
            opened_on=steps[0][1],
            policy=POLICY_2026_04.version,
            required_levels=[VettingLevel.HMPPS_EL2.value],
            access_mode=AccessMode.ESCORTED,
            volunteer=True,
        )
        session.add(case)
        await session.flush()
        for place, (reached, on) in enumerate(steps):
            event = models.StageEvent(
                case_id=case.id,
                person_id=person.id,
                partner_id=partner_id,
                position=place + 1,
                stage=reached,
                happened_on=on,
                is_folded=place in folded,
                verb=verbs[place] if verbs else None,
            )
            session.add(event)
        if ends is not None:
            session.add(
                models.Clearance(
                    person_id=person.id,
                    level=VettingLevel.HMPPS_EL2,
                    scope=ClearanceScope.THIS_PRISON,
                    granted_on=date(2020, 1, 6),
                    expires_on=ends,
                )
            )


async def built(database: Database, viewer: Viewer) -> reports.ReportDocument:
    async with database.read(viewer) as session:
        return await build_position(session, viewer, {})


def words(document: reports.ReportDocument) -> str:
    cells = [cell for table in document.tables for row in table.checked_rows() for cell in row]
    return " | ".join(str(part) for part in (*document.summary, *cells))


async def test_report_counts_what_is_in_the_prison(database: Database, coordinator: Viewer) -> None:
    day = today()
    partner = await make_partner(database, coordinator, "Harbour Lights")
    late, soon = day - timedelta(days=200), day + timedelta(days=10)
    await add_case(
        database, coordinator, "Late", (S.SUBMITTED, late), (S.IN_CHECKS, late), partner_id=partner.id
    )
    await add_case(database, coordinator, "Begun", (S.DRAFT, day))
    await add_case(database, coordinator, "Inside", (S.ACTIVE, late), ends=soon)
    await add_case(database, coordinator, "Gone", (S.CLOSED, late))
    document = await built(database, coordinator)
    assert [number.value for number in document.key_numbers] == [2, 1, 1, 0, 1]
    said = words(document)
    assert "Ffion Late | Harbour Lights | With the vetting team | HMPPS vetting team" in said
    assert f"Ffion Inside | No organisation | {soon.isoformat()}" in said
    assert "Gone" not in said


async def test_other_prison_counts_nothing_of_it(
    database: Database, coordinator: Viewer, other_coordinator: Viewer
) -> None:
    await add_case(database, coordinator, "Late", (S.SUBMITTED, today()), (S.IN_CHECKS, today()))
    document = await built(database, other_coordinator)
    assert [number.value for number in document.key_numbers] == [0, 0, 0, 0, 0]
    assert "Late" not in words(document)


async def test_lived_experience_case_reads_the_same_for_those_who_may_know(
    database: Database, coordinator: Viewer, as_role: Callable[[Role], Viewer]
) -> None:
    day = today()
    await add_case(
        database,
        coordinator,
        "Quiet",
        (S.SUBMITTED, day - timedelta(days=60)),
        (S.LEAP_RISK_ASSESSMENT, day - timedelta(days=40)),
        (S.GOVERNOR_DECISION, day - timedelta(days=5)),
        folded=[2],
        verbs=[Verb.SEND_TO_VETTING_TEAM, Verb.START_LEAP, Verb.SEND_TO_GOVERNOR],
    )
    for role in (Role.GOVERNOR, Role.SECURITY_VETTING, Role.COORDINATOR):
        said = words(await built(database, as_role(role)))
        days = working_days_between(day - timedelta(days=40), day)
        assert f"Ffion Quiet | No organisation | Waiting for a decision | Prison security | {days} | " in said
        assert "overnor" not in said
        assert "xperience" not in said


async def test_report_becomes_every_format_it_offers(database: Database, coordinator: Viewer) -> None:
    await add_case(database, coordinator, "Late", (S.SUBMITTED, today()), (S.IN_CHECKS, today()))
    document = await built(database, coordinator)
    files = {}
    for format_ in POSITION.formats:
        files[format_] = io.BytesIO()
        write_report(document, format_, files[format_])
    text = "\n".join(page.extract_text() for page in PdfReader(files[Format.PDF]).pages)
    assert "HMP" in text
    assert "Vetting position" in text
    assert "Ffion Late" in text


def test_report_and_its_job_carry_the_modules_name() -> None:
    assert POSITION.code == "vetting.position"
    assert BUILD_POSITION.name == "vetting.build_position_report"


def test_worker_is_told_of_the_job_that_builds_the_report(registry: Registry) -> None:
    assert registry.jobs[BUILD_POSITION.name] is BUILD_POSITION
    assert POSITION in registry.contribution("vetting").reports
