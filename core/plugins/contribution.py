"""Everything a module adds to the house, declared as data and checked at start."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.permissions import Permission
from core.accounts.viewer import Viewer
from core.entry.declarations import EntryCheck
from core.imports.importer import Importer
from core.jobs.declarations import Job, Schedule
from core.links.declarations import LinkFile, LinkPage
from core.measures.declarations import Metric
from core.messages.declarations import MailTemplate
from core.pages.declarations import Card, FormPage, NavigationLink, Page, RecordPart
from core.pages.search import SearchSource
from core.public.declarations import PublicPage
from core.reminders.declarations import Reminder
from core.reports.declarations import Report
from core.retention.declarations import RetentionRule
from core.translation import Text


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Which columns of a table hold personal data, and for how long they are kept."""

    table: str
    columns: tuple[str, ...]
    keep: timedelta | None
    after: Text
    """The event that starts the clock, in words; without a time to keep, when a person may delete it."""
    label: Text = ""
    """What it is, in words for the privacy notice; the table's name when absent."""
    words: Mapping[str, Text] = field(default_factory=dict)
    """Headings of the columns in the copy that a person is handed; made of their names when absent."""
    own: tuple[str, ...] | None = None
    """Columns of the copy that somebody takes of their own record, where that has others: for what an account
    of theirs is not shown, data protection is asked. Empty: the table is not in it."""
    codes: Mapping[str, type[StrEnum]] = field(default_factory=dict)
    """The code lists of columns that the database computes as text, so that they are said in words."""


DemoLoader = Callable[[AsyncSession, Viewer, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one module adds. Every part but the name and title may be absent."""

    name: str
    """Short name: prefixes tables, permissions, jobs, pages, GraphQL names and the version table."""
    title: Text
    folder: Path | None = None
    """Where `templates/`, `documents/` and `locale/` are found."""
    permissions: tuple[Permission, ...] = ()
    query: type | None = None
    mutation: type | None = None
    node_extensions: tuple[type, ...] = ()
    """Fields this module adds to another module's nodes (`@extend(Person)`)."""
    pages: tuple[Page | FormPage, ...] = ()
    navigation: tuple[NavigationLink, ...] = ()
    cards: tuple[Card, ...] = ()
    record_parts: tuple[RecordPart, ...] = ()
    search: tuple[SearchSource, ...] = ()
    entry_checks: tuple[EntryCheck, ...] = ()
    """Say in whether somebody may come in on a day: every module that has one is asked."""
    links: tuple[LinkPage | LinkFile, ...] = ()
    """Pages and files for people without an account, each behind a secret address."""
    public: tuple[PublicPage, ...] = ()
    """Pages for everybody, of what a prison published."""
    jobs: tuple[Job, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    reports: tuple[Report, ...] = ()
    imports: tuple[Importer, ...] = ()
    mail: tuple[MailTemplate, ...] = ()
    """Kinds of message this module sends, in declared words."""
    reminders: tuple[Reminder, ...] = ()
    """What falls due, and who is told of it on which step."""
    metrics: tuple[Metric, ...] = ()
    """What is measured, and which rows it counts."""
    national_query: type | None = None
    """Root fields of what readers above prisons are answered, from published tables alone."""
    national_pages: tuple[Page, ...] = ()
    """Pages above prisons, whose addresses begin with `/hmpps`."""
    national_navigation: tuple[NavigationLink, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    retention: tuple[RetentionRule, ...] = ()
    """How long records of each kind are kept; the database carries it out."""
    demo: DemoLoader | None = None
    migrations: Path | None = None
    """The folder of this module's own Alembic revisions."""


def folders_of(modules: Iterable[Contribution]) -> list[Path]:
    """Return where the modules keep their templates, documents and words."""
    return [module.folder for module in modules if module.folder is not None]
