"""A letter as RFC 5322 has it. The Message-ID comes from the message's own id, on each attempt the same."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from core.clock import now
from core.messages.declarations import Letter

SENDER_NAME = "Gatehouse"


def written(letter: Letter, *, sender: str) -> bytes:
    """Return the letter as it travels: plain text, marked as nobody's own hand (RFC 3834)."""
    domain = sender.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(SENDER_NAME, addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{letter.message_id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.body)
    return message.as_bytes()
