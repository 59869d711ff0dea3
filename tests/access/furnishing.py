"""Fills the house: the demo's data, a mark on every row, and what a worker makes for each prison."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import asyncpg
from sqlalchemy import select

from core import clock
from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.identifiers import JobId
from core.imports.jobs import import_jobs
from core.imports.services import receive_upload, request_plan
from core.jobs.models import JobRow, JobState, QueuedJob
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.work import Work
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.formats import Format
from core.reports.jobs import report_job
from core.reports.services import request_report
from core.settings import Settings
from core.testkit import NOBODY, viewer
from infra.database_roles import DatabaseUrls
from infra.demo import demo_loader, load_demo
from infra.embedded.personas import COORDINATOR
from tests.access.markers import NONE, plant_markers
from tests.access.rooms import (
    ask_for_correction,
    ask_for_reference,
    book_training,
    clear_person,
    come_and_go,
    lose_time,
    stop_mail,
)

FILLED = ("EXI", "DAI", "BWI")
REPORT = "vetting.position"
IMPORTER = "partners"
LIST = b"Organisation,Contact,Email\nHarbour Lights,Robin Ashdown,\n,Kit Birch,kit@example.org\n"
"""One row to come in, and one to be put right."""
MADE_LATER = ("job", "report_file", "import_file", "import_plan", "import_row")
"""What the worker has written by the end: marked after the rest."""
SAMPLES = {
    "partner": "SELECT id FROM partner WHERE tenant_id = $1 ORDER BY created_at, id LIMIT 1",
    "person": "SELECT id FROM person WHERE tenant_id = $1 AND partner_id = $2 ORDER BY id LIMIT 1",
    "service": "SELECT id FROM service WHERE tenant_id = $1 AND partner_id = $2 ORDER BY id LIMIT 1",
    "role": "SELECT id FROM role_description WHERE tenant_id = $1 AND partner_id = $2 ORDER BY id LIMIT 1",
    "agreement": "SELECT id FROM partner_agreement WHERE tenant_id = $1 AND partner_id = $2 LIMIT 1",
    "assignment": "SELECT id FROM assignment WHERE tenant_id = $1 AND partner_id = $2 ORDER BY id LIMIT 1",
}
"""The first organisation of each prison, which is the partner lead's own at Exeter, and what is its."""
ASKED = (
    "WITH asked AS (SELECT $1::uuid AS prison, $2::uuid AS service, $3::uuid AS who) "
    "SELECT row.id FROM asked, "
)
ROTA = {
    "pattern_id": "rota_pattern AS row WHERE tenant_id = prison AND service_id = service",
    "session_id": "rota_session AS row WHERE tenant_id = prison AND service_id = service"
    " AND held_on > current_date ORDER BY held_on",
    "regular_id": "rota_regular AS row WHERE tenant_id = prison AND person_id = who",
    "absence_id": "rota_absence AS row WHERE tenant_id = prison AND person_id = who ORDER BY id DESC",
    "stand_in_id": "rota_stand_in AS row WHERE tenant_id = prison",
    "notice_id": "rota_entry_notice AS row WHERE tenant_id = prison ORDER BY id",
    "council_id": "council_council AS row WHERE tenant_id = prison",
    "proposal_id": "council_proposal AS row WHERE tenant_id = prison AND status = 'TABLED' ORDER BY number",
    "series_id": "council_series AS row WHERE tenant_id = prison ORDER BY id DESC",
    "item_id": "council_item AS row WHERE tenant_id = prison AND kind = 'OTHER' ORDER BY id DESC",
    "paper_id": "council_paper AS row WHERE tenant_id = prison ORDER BY id DESC",
    "outcome_id": "council_outcome AS row WHERE tenant_id = prison AND kind = 'ACTION' ORDER BY id DESC",
    "action_id": "council_action AS row WHERE tenant_id = prison ORDER BY id DESC",
    "term_id": "council_term AS row WHERE tenant_id = prison ORDER BY starts_on DESC",
    "wing_id": "council_wing AS row WHERE tenant_id = prison ORDER BY name",
    "councillor_id": "council_member AS row WHERE tenant_id = prison ORDER BY number DESC",
    "election_id": "council_election AS row WHERE tenant_id = prison ORDER BY number DESC",
    "party_id": "council_party AS row WHERE tenant_id = prison ORDER BY id DESC",
    "nomination_id": "council_nomination AS row WHERE tenant_id = prison ORDER BY id DESC",
    "publication_id": "council_publication AS row WHERE tenant_id = prison AND source_kind = 'MINUTES'",
    "word_id": "council_word AS row WHERE tenant_id = prison ORDER BY id",
    "minutes_id": "council_minutes AS row WHERE tenant_id = prison AND state = 'DRAFT' ORDER BY id",
    "amendment_id": "council_amendment AS row WHERE tenant_id = prison AND state = 'OPEN' ORDER BY id",
    "meeting_id": "council_meeting AS row WHERE tenant_id = prison AND state = 'HELD' ORDER BY held_on DESC",
    "bulletin_id": "council_bulletin AS row WHERE tenant_id = prison AND status = 'DRAFT'",
    "entry_id": "council_bulletin_entry AS row WHERE tenant_id = prison ORDER BY id DESC",
    "source_id": "council_proposal AS row WHERE tenant_id = prison AND status = 'NOT_ACCEPTED'",
}
"""The rota of that service, and of that person; a council and a proposal that waits for an answer."""

BOOKED = """
SELECT b.id AS booking_id, b.session_id AS training_session_id, s.course_id FROM vetting_booking AS b
JOIN vetting_course_session AS s ON s.tenant_id = b.tenant_id AND s.id = b.session_id
WHERE b.tenant_id = $1 AND b.person_id = $2 ORDER BY b.id DESC
"""


@dataclass(frozen=True, slots=True)
class Furnished:
    """The prisons that are filled, and one row of each kind in each."""

    prisons: dict[str, UUID]
    samples: dict[str, dict[str, str]]
    marked: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Asks for what takes longer, and does it as the worker would."""

    database: Database
    urls: DatabaseUrls
    registry: Registry
    store: FileStore
    asker: Viewer

    async def report(self, *formats: Format) -> str:
        """Have the position built."""
        report = self.registry.reports[REPORT]
        async with self.database.write(self.asker) as session:
            asked = await request_report(session, self.asker, report, formats=formats)
        await self._work(
            Work({report_job(report).name: report_job(report, lambda: self.store)}), asked.job_id
        )
        return str(asked.id)

    async def plan(self) -> tuple[str, str]:
        """Have a short list planned; return the ids of the file and of the plan."""
        importer = self.registry.importers[IMPORTER]
        async with self.database.write(self.asker) as session:
            file = await receive_upload(
                session, self.asker, self.store, importer, name="list.csv", content=LIST
            )
        async with self.database.write(self.asker) as session:
            plan = await request_plan(session, self.asker, importer, file.id)
        jobs = import_jobs(importer, lambda: self.store).all()
        await self._work(Work({job.name: job for job in jobs}), plan.job_id)
        return str(file.id), str(plan.id)

    async def given_up(self) -> str:
        """Ask for a report whose every attempt has failed; no worker is here to try."""
        report = self.registry.reports[REPORT]
        async with self.database.write(self.asker) as session:
            asked = await request_report(session, self.asker, report)
            entry = await session.scalar(select(QueuedJob).where(QueuedJob.job_id == asked.job_id))
            job = await session.scalar(select(JobRow).where(JobRow.id == asked.job_id))
            assert entry is not None
            assert job is not None
            entry.dead_at, entry.attempts = clock.now(), 3
            job.state, job.finished_at, job.attempts = JobState.FAILED, clock.now(), 3
            job.error_code, job.error_message = "UNEXPECTED", "Something went wrong."
        return str(asked.job_id)

    async def _work(self, work: Work, job_id: UUID | None) -> None:
        outcomes: list[Outcome] = []
        pulse = Pulse(self.urls.app, every_seconds=0.2)
        pulse.start()
        runner = Runner(
            self.database,
            Work(work.jobs, permissions=self.registry.permissions),
            pulse,
            name="access",
            watch=lambda _kind, outcome, _seconds: outcomes.append(outcome),
        )
        try:
            assert self.asker.tenant_id is not None
            assert job_id is not None
            await runner.run(self.asker.tenant_id, JobId(job_id))
        finally:
            pulse.stop()
        assert outcomes == [Outcome.DONE]


async def furnish(urls: DatabaseUrls, registry: Registry, settings: Settings) -> Furnished:
    """Load the demo, mark every row, and have a report and an import made in each filled prison."""
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=3))
    superuser = await asyncpg.connect(urls.superuser)
    store = FileStore.from_url(settings.files_url)
    samples: dict[str, dict[str, str]] = {}
    marked: dict[str, list[str]] = {}
    try:
        await load_demo(database, registry, settings.oidc_issuer)
        prisons = await _prisons(database)
        for code in FILLED:
            found = await _samples(superuser, prisons[code].id)
            await clear_person(database, registry, prisons[code], found)
            reference_id = await ask_for_reference(database, registry, prisons[code], found)
            await come_and_go(database, registry, prisons[code], found)
            lost = await lose_time(database, registry, prisons[code], found)
            await book_training(database, registry, prisons[code], found)
            await stop_mail(database, registry, prisons[code], found)
            lost |= await ask_for_correction(database, registry, prisons[code], found)
            marked |= await plant_markers(superuser, code, str(prisons[code].id))
            samples[code] = await _samples(superuser, prisons[code].id) | lost
            asker = await asker_of(database, registry, prisons[code], settings.oidc_issuer)
            workshop = Workshop(database, urls, registry, store, asker)
            file_id, plan_id = await workshop.plan()
            samples[code] |= {"file_id": file_id, "plan_id": plan_id, "reference_id": reference_id}
            samples[code]["report_id"] = await workshop.report(Format.XLSX)
            samples[code]["job_id"] = await workshop.given_up()
            samples[code]["member_id"] = await _invited(database, prisons[code], samples[code]["partner_id"])
            await plant_markers(superuser, code, str(prisons[code].id), MADE_LATER)
    finally:
        await superuser.close()
        await database.close()
    return Furnished({code: prison.id for code, prison in prisons.items()}, samples, marked)


async def _prisons(database: Database) -> dict[str, Prison]:
    async with database.read(NOBODY) as session:
        found = (await session.scalars(select(Prison).where(Prison.code.in_(FILLED)))).all()
    return {prison.code: prison for prison in found}


async def _samples(superuser: asyncpg.Connection, tenant_id: UUID) -> dict[str, str]:
    partner = await superuser.fetchval(SAMPLES["partner"], tenant_id)
    person = await superuser.fetchval(SAMPLES["person"], tenant_id, partner)
    case = await superuser.fetchval(
        "SELECT id FROM vetting_case WHERE tenant_id = $1 AND person_id = $2", tenant_id, person
    )
    service = await superuser.fetchval(SAMPLES["service"], tenant_id, partner)
    clearance = await superuser.fetchval(
        "SELECT id FROM vetting_clearance WHERE tenant_id = $1 AND person_id = $2 AND case_id IS NULL",
        tenant_id,
        person,
    )
    found = {"partner_id": partner, "person_id": person, "service_id": service, "case_id": case}
    found["clearance_id"] = clearance
    for kind in ("passport", "recognition"):
        found[f"{kind}_id"] = await superuser.fetchval(
            f"SELECT id FROM vetting_{kind} WHERE tenant_id = $1 AND person_id = $2",  # noqa: S608 -- of two
            tenant_id,
            person,
        )
    for kind in ("role", "agreement", "assignment"):
        found[f"{kind}_id"] = await superuser.fetchval(SAMPLES[kind], tenant_id, partner)
    for name, statement in ROTA.items():
        found[name] = await superuser.fetchval(ASKED + statement, tenant_id, service, person)
    place = await superuser.fetchrow(BOOKED, tenant_id, person)
    if place is not None:
        found |= dict(place)
    return {name: str(value) for name, value in found.items()}


async def _invited(database: Database, prison: Prison, partner_id: str) -> str:
    """Give somebody a role that nobody of the demo holds; their name is marked as no organisation's."""
    mark = f"zq{prison.code.lower()}{NONE}{NONE}qz"
    invited = Membership(
        prison_id=prison.id,
        role=Role.PARTNER_WORKER,
        partner_id=UUID(partner_id),
        name=f"Kit {mark}",
        email=f"{mark}@example.org",
    )
    async with database.write(NOBODY) as session:
        session.add(invited)
    return str(invited.id)


async def asker_of(database: Database, registry: Registry, prison: Prison, issuer: str) -> Viewer:
    """Return somebody who may ask for a report: the co-ordinator, or one made for the other prison."""
    async with database.write(demo_loader(registry, prison.id, prison.code)) as session:
        subject = "access-coordinator" if prison.code == "BWI" else COORDINATOR.subject
        account = await session.scalar(select(Account).where(Account.subject == subject))
        if account is None:
            account = Account(issuer=issuer, subject=subject, name="Marged Owen", email=None)
            session.add(account)
            await session.flush()
            session.add(Membership(account_id=account.id, prison_id=prison.id, role=Role.COORDINATOR))
    return viewer(registry, prison, Role.COORDINATOR, account_id=account.id)
