"""Every table of the core, in one import, so that the metadata is whole wherever it is needed."""

from __future__ import annotations

from core.accounts.models import Account, Membership
from core.audit.models import AuditEntry, ExportEntry, GlobalAuditEntry, ReadEntry
from core.imports.models import (
    ImportBatch,
    ImportFile,
    ImportMapping,
    ImportMatch,
    ImportPlan,
    ImportRow,
)
from core.jobs.models import JobRow, QueuedJob, WorkerRow
from core.links.models import Link, LinkUse
from core.measures.models import PublishedFigure
from core.messages.models import MailReach, Message
from core.mirror.models import Correction
from core.partnership.models import (
    Assignment,
    Organisation,
    Partner,
    PartnerAgreement,
    PartnerContact,
    PartnerInsurance,
    Person,
    PersonRole,
    RoleDescription,
    Service,
    ServiceStatusChange,
)
from core.prisons.models import Prison, PrisonGroup
from core.reminders.models import (
    ReminderExtension,
    ReminderItem,
    ReminderNotice,
    ReminderRefusal,
    ReminderSnooze,
)
from core.reports.models import ReportFile
from core.retention.models import Hold, RetentionPeriod, RetentionRuleRow, Run, Tombstone

__all__ = [
    "Account",
    "Assignment",
    "AuditEntry",
    "Correction",
    "ExportEntry",
    "GlobalAuditEntry",
    "Hold",
    "ImportBatch",
    "ImportFile",
    "ImportMapping",
    "ImportMatch",
    "ImportPlan",
    "ImportRow",
    "JobRow",
    "Link",
    "LinkUse",
    "MailReach",
    "Membership",
    "Message",
    "Organisation",
    "Partner",
    "PartnerAgreement",
    "PartnerContact",
    "PartnerInsurance",
    "Person",
    "PersonRole",
    "Prison",
    "PrisonGroup",
    "PublishedFigure",
    "QueuedJob",
    "ReadEntry",
    "ReminderExtension",
    "ReminderItem",
    "ReminderNotice",
    "ReminderRefusal",
    "ReminderSnooze",
    "ReportFile",
    "RetentionPeriod",
    "RetentionRuleRow",
    "RoleDescription",
    "Run",
    "Service",
    "ServiceStatusChange",
    "Tombstone",
    "WorkerRow",
]
