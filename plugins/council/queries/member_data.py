"""Everything that the councils hold about one member, kind by kind, as words for them to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Executable, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Held, Text, in_words
from core.sdk import lazy_gettext as _
from plugins.council import models as m
from plugins.council.queries import known_here
from plugins.council.rules.excerpts import excerpts
from plugins.council.rules.roll import NOT_IN_PRISON
from plugins.council.rules.scan import KnownName

TYPED: Mapping[type[Any], tuple[Text, tuple[str, ...]]] = {
    m.Proposal: (_("A proposal"), ("problem", "idea", "who_benefits", "cost")),
    m.Step: (_("A step of a proposal"), ("reason",)),
    m.Escalation: (_("What HMPPS said to a proposal"), ("said",)),
    m.Council: (_("The name of a council"), ("name",)),
    m.Series: (_("A series of meetings"), ("name", "place", "standing")),
    m.Pack: (_("An agenda as it was issued"), ("agenda",)),
    m.Meeting: (_("Where a meeting is"), ("place",)),
    m.Item: (_("A point of an agenda"), ("title",)),
    m.Paper: (_("A paper for a meeting"), ("title", "body")),
    m.PackPart: (_("A paper as it was issued"), ("point", "title", "body")),
    m.Outcome: (_("What came of a meeting"), ("words",)),
    m.Action: (_("An action"), ("words", "line")),
    m.VersionSection: (_("Minutes"), ("heading", "text")),
    m.Amendment: (_("A change asked for in minutes"), ("text",)),
    m.BulletinEntry: (
        _("You said, we did"),
        ("you_said", "we_did", "easy_said", "easy_did", "welsh_said", "welsh_did"),
    ),
    m.Party: (_("A party"), ("name", "manifesto")),
    m.Hit: (_("Said in place of something"), ("said_instead",)),
    m.Passage: (_("A published text"), ("heading", "text")),
    m.Word: (_("A word of the prison"), ("word",)),
}
"""Where people type, and so might have typed a name."""


async def held_about(session: AsyncSession, member: m.Member) -> tuple[Held, ...]:
    """Return all that is held about a member; kinds of which there is nothing have no rows."""
    return (
        await _held(session, _("On the roll"), ROLL, _roll(member.id)),
        await _held(session, _("What they agreed to, and took back"), CONSENTS, _consents(member.id)),
        await _held(session, _("Put forward for elections"), NOMINATIONS, _nominations(member.id)),
        await _held(session, _("At meetings"), MEETINGS, _meetings(member.id)),
        await _held(session, _("Their own words in texts"), OWN_WORDS, _own_words(member.id)),
        Held(_("Texts that say their name"), TEXTS, tuple(await texts_naming(session, member))),
    )


ROLL = (
    *(_("First name"), _("Last name"), _("Number"), _("Council"), _("Term begins"), _("Term ends")),
    *(_("Role"), _("Theme"), _("Party"), _("Wing"), _("Joined on"), _("Left on"), _("Inducted on")),
    *(_("Asked to be forgotten on"), _("On hold under"), _("To be looked at on"), _("Recorded on")),
)
CONSENTS = (_("Purpose"), _("Agreed on"), _("Taken back on"), _("Recorded on"))
NOMINATIONS = (_("Election"), _("Party"), _("Place on the list"), _("State"), _("Since"), _("Recorded on"))
MEETINGS = (_("Day"), _("Role"), _("Size of the wing"), _("State"), _("Had to do with this point"))
OWN_WORDS = (_("Kind of text"), _("Purpose"), _("Stays out"), _("Words as published"))
TEXTS = (_("Kind of text"), _("Written on"), _("Words"))


async def _held(session: AsyncSession, what: Text, headings: tuple[Text, ...], asked: Executable) -> Held:
    rows = tuple(tuple(in_words(value) for value in row) for row in await session.execute(asked))
    return Held(what, headings, rows)


def _roll(member_id: UUID) -> Executable:
    row = m.Member
    return (
        select(
            *(row.first_name, row.last_name, row.number, m.Council.name, m.Term.starts_on, m.Term.ends_on),
            *(row.role, row.theme, m.Party.name, m.Wing.name, row.joined_on, row.left_on, row.inducted_on),
            *(row.forget_on, row.hold_reference, row.hold_review_on, row.created_at),
        )
        .join(m.Council, m.Council.id == row.council_id)
        .join(m.Term, m.Term.id == row.term_id)
        .outerjoin(m.Party, m.Party.id == row.party_id)
        .outerjoin(m.Wing, m.Wing.id == row.wing_id)
        .where(row.id == member_id)
    )


def _consents(member_id: UUID) -> Executable:
    row = m.Consent
    return (
        select(row.purpose, row.given_on, row.withdrawn_on, row.created_at)
        .where(row.member_id == member_id)
        .order_by(row.position)
    )


def _nominations(member_id: UUID) -> Executable:
    row = m.Nomination
    return (
        select(
            *(m.Election.number, m.Party.name, row.position, row.status, row.status_on, row.created_at),
        )
        .join(m.Party, m.Party.id == row.party_id)
        .join(m.Election, m.Election.id == m.Party.election_id)
        .where(row.member_id == member_id)
        .order_by(m.Election.number)
    )


def _meetings(member_id: UUID) -> Executable:
    row = m.Attendance
    return (
        select(m.Meeting.held_on, row.role, row.wing_size, row.state, m.Item.title)
        .join(m.Meeting, m.Meeting.id == row.meeting_id)
        .outerjoin(m.Item, m.Item.id == row.declared_item_id)
        .where(row.member_id == member_id)
        .order_by(m.Meeting.held_on)
    )


def _own_words(member_id: UUID) -> Executable:
    row, out = m.Mention, m.Publication
    number = (
        select(func.max(out.number))
        .where(out.source_kind == row.source_kind, out.source_id == row.source_id)
        .correlate(row)
        .scalar_subquery()
    )
    same = (out.source_kind == row.source_kind) & (out.source_id == row.source_id) & (out.number == number)
    return (
        select(row.source_kind, row.purpose, row.is_withdrawn, m.Passage.text)
        .outerjoin(out, same)
        .outerjoin(m.Passage, (m.Passage.publication_id == out.id) & (m.Passage.field == row.field))
        .where(row.member_id == member_id)
        .order_by(row.id)
    )


async def texts_naming(session: AsyncSession, member: m.Member) -> Iterable[tuple[str, str, str]]:
    """Return every place where somebody typed the member's name, wherever people type."""
    person = KnownName(member.first_name, member.last_name, is_staff=member.role in NOT_IN_PRISON)
    known = await known_here(session)
    found: list[tuple[date, str, str]] = []
    for model, (what, columns) in TYPED.items():
        for name in columns:
            column = getattr(model, name)
            text = func.unnest(column) if isinstance(column.type, ARRAY) else column
            rows = await session.execute(select(model.created_at, text).where(column.is_not(None)))
            found += [
                (written_at, str(what), said)
                for written_at, text in rows
                for said in excerpts(text, person, known)
            ]
    return [(what, in_words(written_at), said) for written_at, what, said in sorted(found)]
