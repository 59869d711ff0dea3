"""The parts of a contribution that can be judged by themselves: kinds, permissions, work, personal data."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, get_args

from core.accounts.permissions import Permission
from core.database.migrate import History, heads
from core.database.model import Base
from core.entry.declarations import EntryCheck
from core.imports.importer import Importer
from core.imports.jobs import import_jobs
from core.jobs.arguments import check_names as check_arguments
from core.jobs.declarations import Job, Schedule
from core.links.declarations import LinkFile, LinkPage
from core.measures.declarations import Metric
from core.messages.declarations import MailTemplate
from core.pages.declarations import ActionLink, Card, ListPage, NavigationLink, Page, RecordPart
from core.pages.search import SearchSource
from core.plugins.contribution import Contribution, PersonalData
from core.plugins.errors import BadContribution
from core.public.declarations import PublicPage
from core.reminders.declarations import Reminder
from core.reports.declarations import Report
from core.reports.jobs import report_job
from core.retention.declarations import RetentionRule

KINDS: dict[str, type | UnionType] = {
    "permissions": Permission,
    "node_extensions": type,
    "pages": Page,
    "navigation": NavigationLink,
    "national_pages": Page,
    "national_navigation": NavigationLink,
    "cards": Card,
    "record_parts": RecordPart,
    "search": SearchSource,
    "entry_checks": EntryCheck,
    "links": LinkPage | LinkFile,
    "public": PublicPage,
    "jobs": Job,
    "schedules": Schedule,
    "reports": Report,
    "imports": Importer,
    "mail": MailTemplate,
    "reminders": Reminder,
    "metrics": Metric,
    "personal_data": PersonalData,
    "retention": RetentionRule,
}
"""What each list of a contribution holds."""


def check_kinds(contribution: Contribution) -> None:
    """Raise BadContribution for a part that is not what its place says."""
    for part, kind in KINDS.items():
        items: Any = getattr(contribution, part)
        if not isinstance(items, tuple):
            raise BadContribution(f"{part} must be a tuple, not a {type(items).__name__}.")
        for item in items:
            if not isinstance(item, kind):
                raise BadContribution(
                    f"{part} holds a {type(item).__name__}; each must be a {_called(kind)}."
                )
    for root in ("query", "mutation", "national_query"):
        kind_of_root = getattr(contribution, root)
        if kind_of_root is not None and not isinstance(kind_of_root, type):
            raise BadContribution(f"{root} must be a class.")
    if contribution.demo is not None and not inspect.iscoroutinefunction(contribution.demo):
        raise BadContribution("demo must be an async function.")
    for place in (contribution.folder, contribution.migrations):
        if place is not None and not (isinstance(place, Path) and place.is_dir()):
            raise BadContribution(f"There is no folder {place}.")


def _called(kind: type | UnionType) -> str:
    return " or ".join(one.__name__ for one in get_args(kind) or (kind,))


def check_permissions(
    contribution: Contribution, known: Iterable[Permission], asked_by_types: Iterable[tuple[str, str]]
) -> None:
    """Raise BadContribution for a permission that is asked for and that no role can ever hold."""
    codes = {item.code for item in (*known, *contribution.permissions)}
    for code, place in (*asked_by_types, *_asked(contribution)):
        if code not in codes:
            raise BadContribution(f"{place} asks for the permission {code}, which is not among permissions.")


def _asked(contribution: Contribution) -> Iterator[tuple[str, str]]:
    for page in (*contribution.pages, *contribution.national_pages):
        if page.permission is not None:
            yield page.permission.code, page.name
        for action in (*page.actions, *(page.bulk if isinstance(page, ListPage) else ())):
            if not isinstance(action, ActionLink):
                yield action.permission.code, f"{page.name}, {action.name}"
    asked_beside: tuple[Card | RecordPart | SearchSource | EntryCheck | Reminder | Metric, ...] = (
        *contribution.cards,
        *contribution.record_parts,
        *contribution.search,
        *contribution.entry_checks,
        *contribution.reminders,
        *contribution.metrics,
    )
    for item in asked_beside:
        yield item.permission.code, item.name
    for target in contribution.links:
        yield from ((permission.code, target.purpose.code) for permission in target.permissions)
    yield from ((page.permission.code, page.name) for page in contribution.public)
    yield from ((report.permission.code, report.code) for report in contribution.reports)
    for importer in contribution.imports:
        yield from ((permission.code, importer.name) for permission in importer.permissions)


def check_work(contribution: Contribution) -> None:
    """Raise BadContribution for work that would be asked for and never done."""
    jobs = {job.name: job for job in contribution.jobs}
    for job in contribution.jobs:
        if not inspect.iscoroutinefunction(job.run):
            raise BadContribution(f"The job {job.name} must run an async function.")
    for schedule in contribution.schedules:
        if jobs.get(schedule.job.name) is not schedule.job:
            raise BadContribution(f"The schedule {schedule.name} asks for a job that is not among jobs.")
        try:
            check_arguments(schedule.job.run, {})
        except TypeError as error:
            raise BadContribution(
                f"The schedule {schedule.name} has nothing to tell its job: {error}."
            ) from None
    for importer in contribution.imports:
        wanted = {job.name for job in import_jobs(importer).all()}
        if importer.module != contribution.name or not wanted <= jobs.keys():
            raise BadContribution(
                f"The import {importer.name} is never carried out: give it module=“{contribution.name}” "
                f"and add import_jobs(…).all() to jobs.",
            )
    for report in contribution.reports:
        if report_job(report).name not in jobs:
            raise BadContribution(f"The report {report.code} is never built: add report_job(…) to jobs.")


def check_personal_data(contribution: Contribution) -> None:
    """Raise BadContribution for a statement about columns that there are not."""
    for item in contribution.personal_data:
        table = Base.metadata.tables.get(item.table)
        if table is None or not item.table.startswith(f"{contribution.name}_"):
            raise BadContribution(f"personal_data names {item.table}, which is no table of this plugin.")
        missing = [column for column in item.columns if column not in table.columns]
        if missing:
            raise BadContribution(f"personal_data names {item.table}.{missing[0]}, which there is not.")
    for rule in contribution.retention:
        if rule.table not in Base.metadata.tables or not rule.table.startswith(f"{contribution.name}_"):
            raise BadContribution(f"retention names {rule.table}, which is no table of this plugin.")
        if not 0 <= rule.least <= rule.keep <= rule.most:
            raise BadContribution(
                f"The retention rule {rule.code} keeps less than its least or more than its most."
            )


def check_migrations(contribution: Contribution) -> None:
    """Raise BadContribution for revisions that cannot be read: they would stop every other module's."""
    if contribution.migrations is None:
        return
    history = History(contribution.name, contribution.migrations)
    if len(found := heads(history)) != 1:
        raise BadContribution(f"The migrations must end in one revision, not in {len(found)}.")
