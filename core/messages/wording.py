"""Sentences that every message begins and ends with."""

from __future__ import annotations

from core.messages.declarations import MailField, Paragraph
from core.translation import lazy_gettext as _

GREETING = (
    Paragraph(text=_("Hello {first_name},"), needs=(MailField.FIRST_NAME,)),
    Paragraph(text=_("Hello,"), unless=(MailField.FIRST_NAME,)),
)
WHY_THIS_CAME = Paragraph(
    text=_(
        "Gatehouse sent this by itself. Nobody reads answers to this address: "
        "write to whoever you know at {prison}."
    )
)


def first_name_of(name: str | None) -> str:
    """Return the first word of a name; nothing for an address in its place."""
    first = (name or "").split(maxsplit=1)
    return "" if not first or "@" in first[0] else first[0]
