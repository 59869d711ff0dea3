"""Everything that is held about one person, as the modules declare it, for that person to read.

UK GDPR art. 15: they are told all of it, what was assessed about them included. Other people's names are
left out (art. 15(4)): a column that names an account is not theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Uuid, cast, func, select
from sqlalchemy import Date as SqlDate
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.members import access_of_person
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.audit.own_trail import LOOK, OWN_TRAIL
from core.database.model import Base
from core.pages.dates import day_of, long_date
from core.partnership.existing import existing_person
from core.plugins.contribution import Contribution, PersonalData
from core.retention.permissions import PERSON_EXPORT
from core.translation import Text, translate
from core.translation import lazy_gettext as _

RECORDED = _("Recorded on")
NOT_TOLD = frozenset({"name_key", "sort_key", "digest"})
"""Kept to search by, or to know an address again without keeping it."""


@dataclass(frozen=True, slots=True)
class Held:
    """Records of one kind: what they are, what stands in each column, and the rows as words."""

    what: Text
    headings: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PersonExport:
    """What is held about one person."""

    name: str
    kinds: tuple[Held, ...]


async def export_of(
    session: AsyncSession, viewer: Viewer, person_id: UUID, modules: Iterable[Contribution]
) -> PersonExport:
    """Return all that is held about a person, for data protection; what is theirs to see, for themself."""
    themself = viewer.person_id == person_id
    if not themself:
        viewer.require(PERSON_EXPORT)
    person = await existing_person(session, person_id)
    declared = [item for module in modules for item in module.personal_data]
    kinds = [
        await _held(session, item, told_columns(item, themself=themself), person_id)
        for item in declared
        if is_of_person(item.table) and not (themself and item.own == ())
    ]
    kinds += [
        await _access(session, person_id),
        await (own_readings(session) if themself else _readings(session, person_id)),
    ]
    return PersonExport(person.name, tuple(kind for kind in kinds if kind.rows))


def is_of_person(name: str) -> bool:
    table = Base.metadata.tables[name]
    return "tenant_id" in table.columns and (name == "person" or "person_id" in table.columns)


async def _held(
    session: AsyncSession, item: PersonalData, columns: Sequence[Column[Any]], person_id: UUID
) -> Held:
    table = Base.metadata.tables[item.table]
    whose = table.c.id if item.table == "person" else table.c.person_id
    statement = select(*columns).where(whose == person_id).order_by(table.c.id)
    lists = [item.codes.get(column.name) for column in columns]
    rows = [
        tuple(
            in_words(value if known is None else _known(known, value))
            for value, known in zip(row, lists, strict=True)
        )
        for row in await session.execute(statement)
    ]
    headings = tuple(
        item.words.get(column.name, RECORDED if column.name == "created_at" else _plain(column.name))
        for column in columns
    )
    return Held(item.label or item.table, headings, tuple(rows))


def _known(codes: type[StrEnum], value: Any) -> object:
    """Return what stands in a column of codes that the database keeps as text, one or several."""
    if value is None:
        return None
    return [codes(one) for one in value] if isinstance(value, list | tuple) else codes(value)


def told_columns(item: PersonalData, *, themself: bool) -> Sequence[Column[Any]]:
    """Leave out ids, which say nothing to the person and may be others', and what only the machine reads."""
    table = Base.metadata.tables[item.table]
    names = item.own if themself and item.own is not None else item.columns
    columns = [table.c[name] for name in names]
    shown = [
        column for column in columns if not isinstance(column.type, Uuid) and column.name not in NOT_TOLD
    ]
    return [*shown, table.c.created_at]


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()


def in_words(value: object) -> str:
    """Say a value as a person reads it."""
    match value:
        case None:
            said = ""
        case bool():
            said = translate("Yes") if value else translate("No")
        case Enum():
            said = str(getattr(value, "label", value.value))
        case date():
            said = long_date(day_of(value))
        case list() | tuple():
            said = ", ".join(in_words(one) for one in value)
        case _:
            said = str(value)
    return said


async def _access(session: AsyncSession, person_id: UUID) -> Held:
    """Return the roles with which the person can sign in here."""
    rows = tuple(
        (in_words(name), in_words(email), str(Role(role).label), in_words(since), in_words(last))
        for name, email, role, since, last in await access_of_person(session, person_id)
    )
    headings = (_("Name"), _("E-mail"), _("Role"), _("Since"), _("Last signed in"))
    return Held(_("Access to Gatehouse"), headings, rows)


async def _readings(session: AsyncSession, person_id: UUID) -> Held:
    """Return on which days somebody looked at the record, and how often; not who."""
    day = cast(func.timezone("Europe/London", ReadEntry.created_at), SqlDate)
    statement = select(day, func.count()).where(ReadEntry.row_id == person_id).group_by(day).order_by(day)
    return _looks((on, count) for on, count in await session.execute(statement))


async def own_readings(session: AsyncSession) -> Held:
    """Return the same for the viewer's own person, whose trail the database alone reads; not of themself."""
    days: Counter[date] = Counter()
    for what, on_day, _roles, times in await session.execute(OWN_TRAIL):
        days[on_day] += times if what == LOOK else 0
    return _looks((on, count) for on, count in sorted(days.items()) if count)


def _looks(days: Iterable[tuple[date, int]]) -> Held:
    rows = tuple((long_date(on), str(count)) for on, count in days)
    return Held(_("When somebody looked at this record"), (_("Day"), _("How often")), rows)
