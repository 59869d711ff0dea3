"""What a message may consist of: declared sentences, a closed list of fields, and somebody to tell."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.translation import Text

if TYPE_CHECKING:
    from core.jobs.declarations import JobContext
    from core.messages.models import Message


class MailField(StrEnum):
    """All that may be filled into a message. What is not here cannot leave by mail."""

    FIRST_NAME = "first_name"
    ORGANISATION = "organisation"
    SERVICE = "service"
    COURSE = "course"
    DAY = "day"
    MOVED_TO = "moved_to"
    COUNT = "count"
    PRISON = "prison"
    LINK = "link"


DATES = frozenset({MailField.DAY, MailField.MOVED_TO})
Value = str | int | date
Fields = Mapping[MailField, Value]
Gather = Callable[[AsyncSession, "JobContext", "Message"], Awaitable[Fields | None]]
"""Reads what is to be filled in, at the moment of sending; None when there is nothing left to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A declared paragraph; left out where a field that it speaks of has nothing in it."""

    text: Text
    """With fields in braces: `{first_name}`."""
    needs: tuple[MailField, ...] = ()
    unless: tuple[MailField, ...] = ()
    """Left out where one of these is filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTemplate:
    """A kind of message: its words as declared, and how its fields are found when it is sent."""

    code: str
    """Module and occasion, `core.invitation`: kept in rows, so it never changes."""
    title: Text
    """What it is, for the list of messages."""
    subject: Text
    paragraphs: tuple[Paragraph, ...]
    gather: Gather
    path: str = ""
    """The page that the link leads to, after the prison's address: behind sign-in, without an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody to tell, and in whose view the message is: a partner's, a person's, or the prison's alone."""

    address: str | None
    language: str | None = None
    """As an account has chosen it; None where nobody has, and the prison decides."""
    account_id: UUID | None = None
    member_id: UUID | None = None
    person_id: UUID | None = None
    contact_id: UUID | None = None
    partner_id: UUID | None = None

    @property
    def key(self) -> str:
        """Return who this is, as a code: the same for each message to them."""
        for kind in ("account", "member", "contact", "person", "partner"):
            found = getattr(self, f"{kind}_id")
            if found is not None:
                return f"{kind}:{found}"
        return "nobody"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed to a road: plain text, checked."""

    message_id: UUID
    to: str
    subject: str
    body: str
