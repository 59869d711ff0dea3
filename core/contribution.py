"""The core as a module: it declares itself with the same value as every plugin."""

from __future__ import annotations

from pathlib import Path

from core.accounts import graphql as accounts
from core.accounts import pages as access_pages
from core.accounts.invitations import INVITATION
from core.accounts.rights import RIGHTS
from core.entry import graphql as entry
from core.entry import pages as entry_pages
from core.entry.permissions import ENTRY_READ
from core.imports import graphql as imports
from core.imports import pages as import_pages
from core.imports.jobs import FORGET_FILE, FORGET_IMPORTS, NIGHTLY_CLEARING, import_jobs
from core.imports.permissions import IMPORT_RUN
from core.jobs import graphql as jobs
from core.jobs import pages as job_pages
from core.jobs.permissions import JOB_MANAGE, JOB_READ
from core.jobs.retention import FORGET_JOBS, NIGHTLY_FORGETTING
from core.measures import graphql as measures
from core.messages.jobs import JOBS as MAIL_JOBS
from core.messages.jobs import NIGHTLY_ADDRESSES
from core.messages.permissions import PERMISSIONS as MESSAGE_RIGHTS
from core.mirror import graphql as mirror
from core.mirror import pages as mirror_pages
from core.mirror.letters import ANSWERED
from core.mirror.permissions import PERMISSIONS as MIRROR_RIGHTS
from core.mirror.reminders import REMINDERS as MIRROR_REMINDERS
from core.partnership import graphql as partnership
from core.partnership.entry import PARTNERSHIP_CHECK
from core.partnership.imports import PARTNER_IMPORTER
from core.partnership.jobs import APPLY_STATUSES
from core.partnership.jobs import SHORTLY_AFTER_MIDNIGHT as NIGHTLY_STATUSES
from core.partnership.pages import NAVIGATION, PAGES
from core.partnership.pages.finding import SOURCES
from core.partnership.permissions import PERMISSIONS
from core.personal_data import CORE_PERSONAL_DATA
from core.plugins.contribution import Contribution
from core.reminders import graphql as reminders
from core.reminders import pages as reminder_pages
from core.reminders.digest import DIGEST
from core.reminders.jobs import MORNING_REMINDERS, REMIND
from core.reminders.permissions import PERMISSIONS as REMINDER_RIGHTS
from core.reports import graphql as reports
from core.reports import pages as report_pages
from core.reports.jobs import EXPIRE_REPORTS, NIGHTLY_EXPIRY
from core.reports.permissions import REPORT_READ
from core.retention import graphql as retention
from core.retention import pages as retention_pages
from core.retention import permissions as retention_permissions
from core.retention.jobs import AFTER_THE_FILES, CARRY_OUT
from core.retention.rules import CORE_RULES
from core.translation import lazy_gettext as _


def joined(*parts: type) -> type:
    """Return one class with the root fields of several."""
    fields = {
        name: value for part in parts for name, value in vars(part).items() if not name.startswith("__")
    }
    return type("Root", (), fields)


CORE = Contribution(
    name="core",
    title=_("Partnership"),
    folder=Path(__file__).parent,
    permissions=(
        *PERMISSIONS,
        *retention_permissions.PERMISSIONS,
        *RIGHTS,
        IMPORT_RUN,
        REPORT_READ,
        JOB_READ,
        JOB_MANAGE,
        ENTRY_READ,
        *MESSAGE_RIGHTS,
        *REMINDER_RIGHTS,
        *MIRROR_RIGHTS,
    ),
    query=joined(
        partnership.Query,
        accounts.Query,
        reports.Query,
        imports.Query,
        jobs.Query,
        entry.Query,
        reminders.told.Query,
        reminders.choices.Query,
        retention.Query,
        mirror.Query,
        measures.Query,
    ),
    mutation=joined(
        partnership.OrganisationMutation,
        partnership.PeopleMutation,
        partnership.ServiceMutation,
        accounts.Mutation,
        reports.Mutation,
        imports.Mutation,
        jobs.Mutation,
        reminders.told.Mutation,
        reminders.choices.Mutation,
        retention.Mutation,
        mirror.Mutation,
    ),
    pages=(
        *PAGES,
        *entry_pages.PAGES,
        *access_pages.PAGES,
        *report_pages.PAGES,
        *import_pages.PAGES,
        *job_pages.PAGES,
        *reminder_pages.PAGES,
        *retention_pages.PAGES,
        *mirror_pages.PAGES,
    ),
    navigation=(
        *NAVIGATION,
        *import_pages.NAVIGATION,
        *report_pages.NAVIGATION,
        *access_pages.NAVIGATION,
        *reminder_pages.NAVIGATION,
        *retention_pages.NAVIGATION,
        *mirror_pages.NAVIGATION,
    ),
    cards=(job_pages.CARD, *mirror_pages.CARDS),
    record_parts=(*reminder_pages.PARTS, *retention_pages.RECORD_PARTS, *mirror_pages.RECORD_PARTS),
    reminders=MIRROR_REMINDERS,
    jobs=(
        APPLY_STATUSES,
        CARRY_OUT,
        EXPIRE_REPORTS,
        FORGET_JOBS,
        FORGET_FILE,
        FORGET_IMPORTS,
        *import_jobs(PARTNER_IMPORTER).all(),
        *MAIL_JOBS,
        REMIND,
    ),
    search=SOURCES,
    entry_checks=(PARTNERSHIP_CHECK,),
    schedules=(
        NIGHTLY_STATUSES,
        NIGHTLY_EXPIRY,
        NIGHTLY_FORGETTING,
        NIGHTLY_CLEARING,
        NIGHTLY_ADDRESSES,
        MORNING_REMINDERS,
        AFTER_THE_FILES,
    ),
    mail=(INVITATION, DIGEST, ANSWERED),
    imports=(PARTNER_IMPORTER,),
    personal_data=CORE_PERSONAL_DATA,
    retention=CORE_RULES,
)
