"""What becomes of a message, why it did not arrive, and how a mail server is spoken to."""

from __future__ import annotations

from enum import StrEnum

from core.translation import Text
from core.translation import lazy_gettext as _


class Security(StrEnum):
    """How a connection to a mail server is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MessageState(StrEnum):
    QUEUED = "QUEUED"
    SENT = "SENT"
    """A mail server has taken it over."""
    DELIVERED = "DELIVERED"
    """The recipient's own server has it."""
    FAILED = "FAILED"
    BOUNCED = "BOUNCED"
    """It was taken over and came back."""
    DROPPED = "DROPPED"
    """It was not sent, because what it was about was done before."""

    @property
    def label(self) -> Text:
        return STATES[self]


class MessageCode(StrEnum):
    """Why, where the state alone does not say enough."""

    REFUSED = "REFUSED"
    STOPPED = "STOPPED"
    NO_ADDRESS = "NO_ADDRESS"
    AWAY = "AWAY"
    REJECTED = "REJECTED"
    UNFIT = "UNFIT"
    UNCONFIRMED = "UNCONFIRMED"
    ABANDONED = "ABANDONED"
    NOT_TAKEN = "NOT_TAKEN"
    DONE_BEFORE = "DONE_BEFORE"

    @property
    def label(self) -> Text:
        return CODES[self]


STATES: dict[MessageState, Text] = {
    MessageState.QUEUED: _("Waiting to be sent"),
    MessageState.SENT: _("Handed to the mail server"),
    MessageState.DELIVERED: _("Delivered"),
    MessageState.FAILED: _("Could not be delivered"),
    MessageState.BOUNCED: _("Came back"),
    MessageState.DROPPED: _("Not needed"),
}
CODES: dict[MessageCode, Text] = {
    MessageCode.REFUSED: _("Address unknown to the mail server. Check it and correct it."),
    MessageCode.STOPPED: _("Three messages to this address did not arrive. Correct it, or try it again."),
    MessageCode.NO_ADDRESS: _("There is no e-mail address. Add one, or tell them yourself."),
    MessageCode.AWAY: _("The mail server was out of reach for hours. Tell them yourself."),
    MessageCode.REJECTED: _("The mail service would not take it. Whoever runs Gatehouse can see why."),
    MessageCode.UNFIT: _("It held words that may not leave Gatehouse by mail. Tell them yourself."),
    MessageCode.UNCONFIRMED: _("It was handed over, but nobody confirmed it: it may have arrived."),
    MessageCode.ABANDONED: _("It waited for three days and was given up. Tell them yourself."),
    MessageCode.NOT_TAKEN: _("Their mailbox was full or away for three days. Tell them yourself."),
    MessageCode.DONE_BEFORE: _("What it was about was done before it was sent."),
}
