"""The whole public API for plugins. What is not named here is not part of it."""

from __future__ import annotations

from core import entry, imports, links, pages, reminders, reports
from core.accounts.models import Account
from core.accounts.permissions import Permission
from core.accounts.roles import COORDINATORS, PARTNER_ROLES, PRISON_ROLES, Role
from core.accounts.viewer import Viewer
from core.audit.reads import Reader, readers_of
from core.clock import add_working_days, calendar_now, is_working_day, now, today, working_days_between
from core.database.failures import explain_constraint
from core.database.model import TenantModel, codes, same_tenant
from core.database.retention import forget_retention_rule, register_retention_rule
from core.database.tables import create_tenant_table, one_of
from core.errors import Conflict, DomainError, Forbidden, Invalid, InvalidInput, NotFound
from core.identifiers import AccountId, PartnerId, PersonId, TenantId, uuid7
from core.imports.jobs import import_jobs
from core.imports.permissions import IMPORT_RUN
from core.jobs.calendar import When, daily, monthly, on_working_days, weekly
from core.jobs.declarations import Job, JobContext, Schedule
from core.jobs.enqueue import enqueue
from core.messages import telling as messages
from core.pages.dates import long_date
from core.partnership.enums import PersonKind, PersonStatus
from core.partnership.graphql import Partner as PartnerNode
from core.partnership.graphql import Person as PersonNode
from core.partnership.models import Assignment, Partner, Person, PersonRole, RoleDescription, Service
from core.plugins.contribution import Contribution, PersonalData
from core.plugins.hookspecs import hookimpl
from core.reads.declarations import computed, extend, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.traces import Shown
from core.retention.declarations import RetentionRule, Then, Unit
from core.texts import fold_name, fold_organisation
from core.translation import Text, lazy_gettext, translate, translate_plural

__all__ = [
    "COORDINATORS",
    "IMPORT_RUN",
    "PARTNER_ROLES",
    "PRISON_ROLES",
    "Account",
    "AccountId",
    "Assignment",
    "Conflict",
    "Context",
    "Contribution",
    "DomainError",
    "Forbidden",
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
    "add_working_days",
    "answer",
    "as_uuid",
    "calendar_now",
    "codes",
    "computed",
    "connection",
    "create_tenant_table",
    "daily",
    "enqueue",
    "entry",
    "explain_constraint",
    "extend",
    "fold_name",
    "fold_organisation",
    "forget_retention_rule",
    "hookimpl",
    "import_jobs",
    "imports",
    "is_working_day",
    "lazy_gettext",
    "links",
    "long_date",
    "lookup",
    "messages",
    "monthly",
    "mutation",
    "node",
    "now",
    "on_working_days",
    "one_of",
    "pages",
    "readers_of",
    "register_retention_rule",
    "reminders",
    "reports",
    "same_tenant",
    "today",
    "translate",
    "translate_plural",
    "uuid7",
    "weekly",
    "working_days_between",
    "writing",
]
