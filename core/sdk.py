"""The whole public API for plugins. What is not named here is not part of it."""

from __future__ import annotations

from core import entry, imports, links, measures, pages, public, reminders, reports
from core.accounts.members import names_with_access
from core.accounts.models import Account
from core.accounts.permissions import Permission
from core.accounts.reachable import Colleague, colleagues_here
from core.accounts.roles import COORDINATORS, NATIONAL_READERS, PARTNER_ROLES, PRISON_ROLES, Role
from core.accounts.viewer import Viewer
from core.audit.reads import Reader, readers_of
from core.clock import add_working_days, calendar_now, is_working_day, now, today, working_days_between
from core.database.failures import explain_constraint
from core.database.model import TenantModel, codes, same_tenant
from core.database.retention import forget_retention_rule, register_retention_rule
from core.database.tables import create_published_table, create_tenant_table, one_of
from core.errors import Conflict, DomainError, Forbidden, Invalid, InvalidInput, NotFound, refuse
from core.identifiers import AccountId, PartnerId, PersonId, TenantId, uuid7
from core.imports.jobs import import_jobs
from core.imports.permissions import IMPORT_RUN
from core.jobs.calendar import When, daily, monthly, on_working_days, weekly
from core.jobs.declarations import Job, JobContext, Schedule
from core.jobs.enqueue import enqueue
from core.messages import telling as messages
from core.names import follow_names
from core.pages.dates import long_date
from core.partnership.enums import PersonKind, PersonStatus
from core.partnership.existing import existing_person, existing_service
from core.partnership.graphql import Partner as PartnerNode
from core.partnership.graphql import Person as PersonNode
from core.partnership.models import Assignment, Partner, Person, PersonRole, RoleDescription, Service
from core.plugins.contribution import Contribution, PersonalData
from core.plugins.hookspecs import hookimpl
from core.prisons import across
from core.prisons.names import PrisonNames, spoken_name
from core.prisons.queries import name_of_prison, prison_names
from core.reads.declarations import computed, extend, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.through import through
from core.reads.traces import Shown
from core.retention.declarations import RetentionRule, Then, Unit
from core.retention.exporting import Held, in_words
from core.retention.holding import is_on_hold
from core.retention.permissions import RETENTION_READ
from core.retention.report import copy_document
from core.retention.services import erase_record
from core.texts import fold_name, fold_organisation
from core.translation import Text, current_language, lazy_gettext, speaking, translate, translate_plural

__all__ = [
    "COORDINATORS",
    "IMPORT_RUN",
    "NATIONAL_READERS",
    "PARTNER_ROLES",
    "PRISON_ROLES",
    "RETENTION_READ",
    "Account",
    "AccountId",
    "Assignment",
    "Colleague",
    "Conflict",
    "Context",
    "Contribution",
    "DomainError",
    "Forbidden",
    "Held",
    "Invalid",
    "InvalidInput",
    "Job",
    "JobContext",
    "NotFound",
    "Partner",
    "PartnerId",
    "PartnerNode",
    "Permission",
    "Person",
    "PersonId",
    "PersonKind",
    "PersonNode",
    "PersonRole",
    "PersonStatus",
    "PersonalData",
    "PrisonNames",
    "Reader",
    "RetentionRule",
    "Role",
    "RoleDescription",
    "Schedule",
    "Service",
    "Shown",
    "TenantId",
    "TenantModel",
    "Text",
    "Then",
    "Unit",
    "Viewer",
    "When",
    "across",
    "add_working_days",
    "answer",
    "as_uuid",
    "calendar_now",
    "codes",
    "colleagues_here",
    "computed",
    "connection",
    "copy_document",
    "create_published_table",
    "create_tenant_table",
    "current_language",
    "daily",
    "enqueue",
    "entry",
    "erase_record",
    "existing_person",
    "existing_service",
    "explain_constraint",
    "extend",
    "fold_name",
    "fold_organisation",
    "follow_names",
    "forget_retention_rule",
    "hookimpl",
    "import_jobs",
    "imports",
    "in_words",
    "is_on_hold",
    "is_working_day",
    "lazy_gettext",
    "links",
    "long_date",
    "lookup",
    "measures",
    "messages",
    "monthly",
    "mutation",
    "name_of_prison",
    "names_with_access",
    "node",
    "now",
    "on_working_days",
    "one_of",
    "pages",
    "prison_names",
    "public",
    "readers_of",
    "refuse",
    "register_retention_rule",
    "reminders",
    "reports",
    "same_tenant",
    "speaking",
    "spoken_name",
    "through",
    "today",
    "translate",
    "translate_plural",
    "uuid7",
    "weekly",
    "working_days_between",
    "writing",
]
